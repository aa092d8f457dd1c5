"""The part of the table that is about views and saved filters."""

from typing import Any

from farthing.domain.savedfilter import FilterChange, SavedFilter
from farthing.domain.space import Access
from farthing.features.filters import FILTERS
from farthing.http.endpoints import tasks, things
from farthing.http.route import Route, Run
from farthing.http.shapes import FilterPage, In, Looks, NewFilter, Paging, TaskPage, UpcomingTasks

MERGE_PATCH = ("application/json", "application/merge-patch+json")


def _api(method: str, path: str, run: Run, summary: str, access: Access, **rest: Any) -> Route:
    return Route("api", method, path, run, summary, access, **({"query": In} | rest))


def _view(path: str, run: Run, summary: str, query: Any = Looks) -> Route:
    return Route("api", "GET", path, run, summary, "read", query=query, result=TaskPage)


FILTER_ROUTES: tuple[Route, ...] = (
    _view("/views/inbox", tasks.inbox, "List open tasks that are in no list"),
    _view("/views/today", tasks.today, "List open tasks that are due, those overdue first"),
    _view("/views/upcoming", tasks.upcoming, "List open tasks that are due soon", UpcomingTasks),
    _view("/views/done", tasks.done, "List what is done, the latest first"),
    _api(
        "GET", "/filters", things.index("filter"), "List the saved filters", "read",
        query=Paging, result=FilterPage,
    ),
    _api(
        "POST", "/filters", things.create(FILTERS), "Save a filter", "write",
        body=NewFilter, result=SavedFilter, status=201, takes=("Idempotency-Key",), answers=(409,),
    ),
    _api(
        "GET", "/filters/{filterId}", things.get("filter"), "Read a saved filter", "read",
        result=SavedFilter, takes=("If-None-Match",), answers=(304,),
    ),
    _api(
        "PUT", "/filters/{filterId}", things.put(FILTERS), "Save or update a filter", "write",
        body=FilterChange, result=SavedFilter, takes=("If-Match", "If-None-Match"), answers=(201, 409, 412),
    ),
    _api(
        "PATCH", "/filters/{filterId}", things.patch(FILTERS), "Change fields of a saved filter", "write",
        body=FilterChange, result=SavedFilter, media=MERGE_PATCH, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "DELETE", "/filters/{filterId}", things.delete("filter"), "Delete a saved filter, into the trash",
        "write", status=204, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "POST", "/filters/{filterId}/restore", things.restore("filter"), "Bring a saved filter back", "write",
        result=SavedFilter, takes=("If-Match",), answers=(409, 412),
    ),
)  # fmt: skip
