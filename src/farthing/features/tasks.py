"""What is particular to tasks: what they may name."""

from msgspec import UnsetType, json

from farthing.domain import task
from farthing.domain.errors import Invalid
from farthing.domain.task import Task, TaskChange
from farthing.features.keys import Kind
from farthing.features.things import Rules
from farthing.features.workspace import Workspace

DEEPEST = 10


def check_list(ws: Workspace, id: str | UnsetType | None) -> None:
    """Hold the name of a list to being there.

    Raises:
        Invalid: it is not.
    """
    if isinstance(id, str) and _body(ws, "list", id) is None:
        raise Invalid("listId", "there is no such list here")


def _create(change: TaskChange, id: str, ws: Workspace) -> Task:
    return task.create(change, id=id, user=ws.user, space=ws.space, now=ws.clock.now())


def _check(ws: Workspace, change: TaskChange, id: str) -> None:
    """Lists and parents that a change names must be there, and no task may be below itself."""
    check_list(ws, change.list_id)
    above = change.parent_id
    for depth in range(DEEPEST):
        if not isinstance(above, str):
            return
        body = _body(ws, "task", above)
        if body is None:
            if depth == 0:
                raise Invalid("parentId", "there is no such task here")
            return
        above = json.decode(body, type=Task).parent_id
        if above == id:
            raise Invalid("parentId", "a task cannot be below itself")
    raise Invalid("parentId", f"tasks go at most {DEEPEST} deep")


def _body(ws: Workspace, kind: Kind, id: str) -> bytes | None:
    record = ws.read(kind, id, strong=True)
    return None if record is None or record.expires is not None else record.body


TASKS = Rules("task", _create, task.apply, _check, json.Decoder(TaskChange).decode, task.check)
