"""Order, copies and changes of many tasks over HTTP."""

from msgspec import json

from farthing.domain.task import Task
from farthing.features import arranging, copying
from farthing.features import bulk as bulk_edits
from farthing.features import labels as label_names
from farthing.http.call import Call, reply, versioned
from farthing.http.message import Response

_task = json.Decoder(Task)


def bulk(call: Call) -> Response:
    """The same change of many tasks, and what became of each."""
    return reply({"results": bulk_edits.edit(call.workspace(), call.body)})


def place(call: Call) -> Response:
    """A task in another place of the order."""
    task = arranging.place(call.workspace(), call.params["taskId"], call.body, call.expected())
    return versioned(task, task.version)


def duplicate(call: Call) -> Response:
    """A new task like another."""
    call.catch_up()  # with what is below it, by the latest changes where they can be had
    body = copying.duplicate(call.workspace(), call.params["taskId"], call.once())
    task = _task.decode(body)
    response = versioned(body, task.version, 201)
    response.headers["location"] = f"/tasks/{task.id}"
    return response


def move(call: Call) -> Response:
    """A task in another space."""
    call.catch_up()  # as for a copy
    task = copying.move(call.workspace(), call.params["taskId"], call.body, call.expected())
    return versioned(task, task.version)


def labels(call: Call) -> Response:
    """The labels of open tasks."""
    return reply({"labels": label_names.index(call.workspace())})


def rename_label(call: Call) -> Response:
    """A label under another name, on some of the tasks."""
    changed, after = label_names.rename(call.workspace(), call.body, call.after())
    return call.page({"changed": changed}, after)
