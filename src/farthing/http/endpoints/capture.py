"""The capture door: a task is a line of text, and completed or not. What comes in is in the inbox."""

from msgspec import UNSET, json
from msgspec.structs import replace

from farthing.domain.task import Task, TaskChange
from farthing.domain.text import check_line
from farthing.features import browse, listing, quick, things
from farthing.features.listing import INBOX, TaskFilter
from farthing.features.tasks import TASKS
from farthing.http.call import Call, cursor, reply, versioned
from farthing.http.message import Response
from farthing.http.shapes import Jotted, JottedChange, Jotting

_task = json.Decoder(Task)


def index(call: Call) -> Response:
    """A page of the inbox as a bare array; where to go on is in the `Link` header."""
    ws = call.workspace()
    inbox = listing.source(ws, TaskFilter(list=INBOX))
    page = browse.page(ws, inbox, call.query.limit, call.after())
    response = reply([_shown(_task.decode(record.body)) for record in page.records])
    if page.next is not None:
        response.headers["link"] = f'</?limit={call.query.limit}&cursor={cursor(page.next)}>; rel="next"'
    return response


def create(call: Call) -> Response:
    """A new task, out of a line of text unless that is plain."""
    wanted: Jotted = call.body
    ws = call.workspace()
    plain = TaskChange(title=check_line(wanted.task, "task"))
    change = plain if wanted.plain else quick.understand(ws, quick.Line(text=wanted.task)).fields
    body = things.create(ws, TASKS, change, None, call.once())
    task = _task.decode(body)
    response = versioned(_shown(task), task.version, 201)
    response.headers["location"] = f"/{task.id}"
    return response


def get(call: Call) -> Response:
    """One task."""
    record = things.find(call.workspace(), "task", call.params["taskId"])
    return versioned(_shown(_task.decode(record.body)), record.version)


def put(call: Call) -> Response:
    """A task with another text, or completed, or open again."""
    wanted: JottedChange = call.body
    change = TaskChange(title=wanted.task)
    if wanted.completed is not UNSET:
        change = replace(change, status="done" if wanted.completed else "todo")
    task = things.update(call.workspace(), TASKS, call.params["taskId"], change, call.expected())
    return versioned(_shown(task), task.version)


def _shown(task: Task) -> Jotting:
    return Jotting(task.id, task.title, task.status == "done")
