"""Making a task out of a line of text over HTTP."""

from msgspec import json

from farthing.domain.task import Task
from farthing.domain.text import check_line
from farthing.features import quick, things
from farthing.features.quick import Line
from farthing.features.tasks import TASKS
from farthing.http.call import Call, reply, versioned
from farthing.http.message import Response
from farthing.http.quick_shapes import Quick, QuickTask

_task = json.Decoder(Task)


def create(call: Call) -> Response:
    """A new task, and what was understood; or that alone."""
    wanted: Quick = call.body
    check_line(wanted.text, "text")
    ws = call.workspace()
    line = Line(
        text=wanted.text, off=wanted.off, list_id=wanted.list_id, language=wanted.language,
        time_zone=wanted.time_zone,
    )  # fmt: skip
    understood = quick.understand(ws, line)
    if wanted.preview:
        return reply(understood)
    task = _task.decode(things.create(ws, TASKS, understood.fields, None, call.once()))
    made = QuickTask(
        reading=understood.reading, fields=understood.fields, unknown_list=understood.unknown_list, task=task
    )
    response = versioned(json.encode(made), task.version, 201)
    response.headers["location"] = f"/tasks/{task.id}"
    return response
