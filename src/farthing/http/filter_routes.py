"""The part of the table that is about the views of tasks."""

from typing import Any

from farthing.http.endpoints import tasks
from farthing.http.route import Route, Run
from farthing.http.shapes import Looks, TaskPage, UpcomingTasks


def _view(path: str, run: Run, summary: str, query: Any = Looks) -> Route:
    return Route("api", "GET", path, run, summary, "read", query=query, result=TaskPage)


FILTER_ROUTES: tuple[Route, ...] = (
    _view("/views/inbox", tasks.inbox, "List open tasks that are in no list"),
    _view("/views/today", tasks.today, "List open tasks that are due, those overdue first"),
    _view("/views/upcoming", tasks.upcoming, "List open tasks that are due soon", UpcomingTasks),
    _view("/views/done", tasks.done, "List what is done, the latest first"),
)
