"""The part of the table that is about many tasks: their order, their copies, and changing them together."""

from typing import Any

from farthing.domain.task import Task
from farthing.features.arranging import Place
from farthing.features.bulk import BulkEdit
from farthing.features.copying import Destination
from farthing.features.labels import Renaming
from farthing.http.arranging_shapes import BulkResults, LabelList, Onward, Renamed
from farthing.http.endpoints import arranging
from farthing.http.route import Route, Run
from farthing.http.shapes import In


def _api(method: str, path: str, run: Run, summary: str, **rest: Any) -> Route:
    options: dict[str, Any] = {"access": "write", "query": In} | rest
    return Route("api", method, path, run, summary, **options)


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
    _api(
        "GET", "/labels", arranging.labels, "List the labels of open tasks", access="read", result=LabelList
    ),
    _api(
        "POST", "/labels/rename", arranging.rename_label, "Give a label another name, or take it off",
        query=Onward, body=Renaming, result=Renamed, answers=(409,),
    ),
)  # fmt: skip
