"""The part of the table that is about tasks that repeat."""

from farthing.domain.task import Task
from farthing.http.endpoints import repeating
from farthing.http.route import Route
from farthing.http.shapes import In

REPEATING_ROUTES: tuple[Route, ...] = (
    Route(
        "api", "POST", "/tasks/{taskId}/skip", repeating.skip, "Have a task that repeats due the next time",
        "write", query=In, result=Task, takes=("If-Match",), answers=(409, 412),
    ),
)  # fmt: skip
