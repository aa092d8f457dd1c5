"""The part of the table that is about what was changed."""

from farthing.domain.task import Task
from farthing.http.endpoints import history
from farthing.http.history_shapes import HistoryPage, Undo
from farthing.http.route import Route
from farthing.http.shapes import In, Paging

HISTORY_ROUTES: tuple[Route, ...] = (
    Route(
        "api", "GET", "/tasks/{taskId}/history", history.index, "List the changes of a task", "read",
        query=Paging, result=HistoryPage,
    ),
    Route(
        "api", "POST", "/tasks/{taskId}/undo", history.undo, "Undo a change of a task", "write",
        query=In, body=Undo, result=Task, takes=("If-Match",), answers=(409, 412),
    ),
)  # fmt: skip
