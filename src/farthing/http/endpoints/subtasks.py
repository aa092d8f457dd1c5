"""The subtasks of a task over HTTP."""

from farthing.features.subtasks import family
from farthing.http.call import Call
from farthing.http.endpoints.things import bodies
from farthing.http.message import Response


def index(call: Call) -> Response:
    """A page of the subtasks of a task, and the progress of all of them."""
    found, progress, after = family.page(
        call.workspace(), call.params["taskId"], call.query.limit, call.after()
    )
    return call.page({"tasks": bodies(found, "task"), "progress": progress}, after)
