"""The order of tasks by hand: one task comes before or after another.

A task's place is its `position`: to move it, its neighbours' are read and its own is written, nothing else.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, json

from farthing.domain import order, task
from farthing.domain.errors import Conflict, Invalid
from farthing.domain.order import NoRoom
from farthing.domain.task import Task, TaskChange
from farthing.domain.text import Id
from farthing.features import along, keys, things
from farthing.features.batch import Batch
from farthing.features.records import COMMIT_WRITES, PAGE_RECORDS, Query, beginning
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace

MOVED_AT_ONCE = COMMIT_WRITES // 2
_LOOKED_AT = 20 * PAGE_RECORDS


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a task goes: next to another (`after` it, `before` it, or between both), or first or last of the
    tasks in its list."""

    after: Id | None = None
    before: Id | None = None
    end: Literal["first", "last"] | None = None


class _Placed(Struct, frozen=True, rename="camel"):
    task_id: str
    list_id: str | None
    position: str
    status: str


_placed = json.Decoder(_Placed)


def place(ws: Workspace, id: str, where: Place, expect: int | None) -> Task:
    """The task in its new place. Between two neighbours it takes three reads; where only one is named, the
    other is looked for among the tasks of the space.

    Raises:
        Invalid: no place is named, or the neighbours are not there or not one after the other.
        NotFound, VersionMismatch: as `things.update`.
    """
    if (where.after, where.before, where.end) == (None, None, None):
        raise Invalid("after", "name the task that it comes after or before, or an end")
    if id in (where.after, where.before):
        raise Invalid("after", "a task does not come after itself")
    for _ in range(2):
        low, high = _neighbours(ws, id, where)
        if low is None and high is None:  # it is the only one
            return things.update(ws, TASKS, id, TaskChange(), expect)
        try:
            position = order.between(low, high)
        except NoRoom:
            if low is not None and high is not None and low >= high:
                raise Invalid("after", "these two are not one after the other") from None
            _spread(ws, id, low if high is not None else None)
        else:
            return things.update(ws, TASKS, id, TaskChange(position=position), expect)
    raise Conflict("others arrange these tasks at the same time; try again")


def _neighbours(ws: Workspace, id: str, where: Place) -> tuple[str | None, str | None]:
    """The positions between which the task goes; None at an end."""
    after = _position(ws, where.after, "after")
    before = _position(ws, where.before, "before")
    if after is not None and before is not None:
        return after, before
    others = [placed.position for placed in _row(ws, id)]
    if where.end == "first":
        return None, others[0] if others else None
    if where.end == "last" or (after is None and before is None):
        return others[-1] if others else None, None
    if after is not None:
        return after, next((position for position in others if position > after), None)
    return next((position for position in reversed(others) if position < (before or "")), None), before


def _position(ws: Workspace, id: str | None, field: str) -> str | None:
    if id is None:
        return None
    record = ws.read("task", id, strong=True)
    if record is None or record.expires is not None:
        raise Invalid(field, "there is no such task here")
    return _placed.decode(record.body).position


def _row(ws: Workspace, id: str) -> list[_Placed]:
    """The other open tasks in the list of this one, in order."""
    own = _placed.decode(things.find(ws, "task", id).body)
    low, high = beginning(keys.PREFIX["task"])
    found: list[_Placed] = []
    after = None
    for _ in range(_LOOKED_AT // PAGE_RECORDS):
        query = Query(pk=keys.space(ws.space), low=low, high=high, limit=PAGE_RECORDS, after=after)
        page = ws.store.query(query)
        found += [_placed.decode(record.body) for record in page.records if record.expires is None]
        after = page.next
        if after is None:
            break
    row = [one for one in found if one.list_id == own.list_id and one.status != "done" and one.task_id != id]
    return sorted(row, key=lambda one: one.position)


def _spread(ws: Workspace, id: str, low: str | None) -> None:
    """Make room after `low`: all that follow are placed anew behind the last of them. The last ones go first,
    so that whoever looks meanwhile, or stops this, finds them in their order. None: no position is left at an
    end of them all, and each is placed anew."""
    row = [one for one in _row(ws, id) if low is None or one.position > low]
    behind = order.at_end(ws.clock.now()) if low is None or not row else row[-1].position
    moves = list(zip((one.task_id for one in row), order.spread(len(row), behind), strict=True))
    for end in range(len(moves), 0, -MOVED_AT_ONCE):
        batch = Batch(ws)
        for task_id, position in moves[max(end - MOVED_AT_ONCE, 0) : end]:
            batch.step("task", task_id, _mover(ws, position))
        writes, further = batch.writes()
        if writes and along.commit(ws, writes, further):
            raise Conflict("others arrange these tasks at the same time; try again")


def _mover(ws: Workspace, position: str) -> Callable[[Task | None], Task]:
    def move(present: Task | None) -> Task:
        if present is None or present.deleted_at is not None:
            raise Conflict("others change these tasks at the same time; try again")
        return task.apply(present, TaskChange(position=position), ws.clock.now())

    return move
