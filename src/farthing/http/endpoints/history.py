"""What was changed, and undoing it, over HTTP."""

from farthing.features import history
from farthing.features import undo as undoing
from farthing.http.call import Call, versioned
from farthing.http.message import Response


def index(call: Call) -> Response:
    """A page of the changes of a task."""
    found, after = history.page(call.workspace(), call.params["taskId"], call.query.limit, call.after())
    return call.page({"history": found}, after)


def undo(call: Call) -> Response:
    """A task as it was before a change."""
    ws = call.workspace()
    task = undoing.undo(
        ws, call.params["taskId"], call.body.version, call.expected(), followed=call.catch_up()
    )
    return versioned(task, task.version)
