"""The part of the table that is about what follows from changes: history, undoing, and progress."""

from farthing.domain.task import Task
from farthing.http.endpoints import history, subtasks
from farthing.http.history_shapes import HistoryPage, SubtaskPage, Undo
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
    Route(
        "api", "GET", "/tasks/{taskId}/subtasks", subtasks.index, "List the subtasks of a task", "read",
        query=Paging, result=SubtaskPage,
    ),
)  # fmt: skip
