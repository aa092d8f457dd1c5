"""Tasks that repeat, over HTTP."""

from farthing.features import skipping
from farthing.http.call import Call, versioned
from farthing.http.message import Response


def skip(call: Call) -> Response:
    """A task at the next due of its series."""
    task = skipping.skip(call.workspace(), call.params["taskId"], call.expected())
    return versioned(task, task.version)
