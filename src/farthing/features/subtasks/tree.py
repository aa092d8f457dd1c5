"""A task and all that is below it."""

from msgspec import json

from farthing.domain.errors import Conflict
from farthing.domain.task import Task
from farthing.features import things
from farthing.features.subtasks import family
from farthing.features.workspace import Workspace

MOST = 50

_task = json.Decoder(Task)


def of(ws: Workspace, id: str) -> list[Task]:
    """The task, its subtasks, theirs and so on, each after the one it is a part of; none from the trash.

    Each takes a read of its own and one of its family, which may not have the changes of the last second.

    Raises:
        NotFound: the task is not there.
        Conflict: they are more than `MOST`.
    """
    found = [_task.decode(things.find(ws, "task", id).body)]
    for task in found:
        children, _, more = family.page(ws, task.id, MOST, None)
        found += [_task.decode(record.body) for record in children]
        if more is not None or len(found) > MOST:
            raise Conflict(f"with what is below it, this is more than {MOST} tasks; do it in parts")
    return found
