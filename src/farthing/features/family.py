"""A task and all that is below it."""

from msgspec import Struct, json

from farthing.domain.errors import Conflict
from farthing.domain.task import Task
from farthing.features import keys, things
from farthing.features.records import PAGE_RECORDS, Query, beginning
from farthing.features.workspace import Workspace

MOST = 50


class _Link(Struct, frozen=True, rename="camel"):
    task_id: str
    parent_id: str | None


_link = json.Decoder(_Link)
_task = json.Decoder(Task)


def of(ws: Workspace, id: str) -> list[Task]:
    """The task, its subtasks, theirs and so on, each after the one it is a part of; none from the trash.

    Raises:
        NotFound: the task is not there.
        Conflict: they are more than `MOST`.
    """
    found = [_task.decode(things.find(ws, "task", id).body)]
    children = _children(ws)
    for task in found:
        found += [_task.decode(body) for body in children.pop(task.id, [])]
        if len(found) > MOST:
            raise Conflict(f"with what is below it, this is more than {MOST} tasks; do it in parts")
    return found


def _children(ws: Workspace) -> dict[str, list[bytes]]:
    low, high = beginning(keys.PREFIX["task"])
    children: dict[str, list[bytes]] = {}
    after = None
    while True:
        query = Query(pk=keys.space(ws.space), low=low, high=high, limit=PAGE_RECORDS, after=after)
        page = ws.store.query(query)
        for record in page.records:
            parent = _link.decode(record.body).parent_id
            if parent is not None and record.expires is None:
                children.setdefault(parent, []).append(record.body)
        after = page.next
        if after is None:
            return children
