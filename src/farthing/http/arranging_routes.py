"""The part of the table that is about many tasks: their order, their copies, and changing them together."""

from typing import Any

from farthing.domain.task import Task
from farthing.features.arranging import Place
from farthing.features.bulk import BulkEdit
from farthing.features.copying import Destination
from farthing.http.arranging_shapes import BulkResults
from farthing.http.endpoints import arranging
from farthing.http.route import Route, Run
from farthing.http.shapes import In


def _api(method: str, path: str, run: Run, summary: str, **rest: Any) -> Route:
    return Route("api", method, path, run, summary, "write", query=In, **rest)


ARRANGING_ROUTES: tuple[Route, ...] = (
    _api(
        "POST", "/tasks/bulk", arranging.bulk, "Change many tasks at once",
        body=BulkEdit, result=BulkResults, answers=(409,),
    ),
    _api(
        "POST", "/tasks/{taskId}/place", arranging.place, "Put a task before or after another",
        body=Place, result=Task, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "POST", "/tasks/{taskId}/duplicate", arranging.duplicate, "Make a task like this one",
        result=Task, status=201, takes=("Idempotency-Key",), answers=(409,),
    ),
    _api(
        "POST", "/tasks/{taskId}/move", arranging.move, "Move a task to another space",
        body=Destination, result=Task, takes=("If-Match",), answers=(409, 412),
    ),
)  # fmt: skip
