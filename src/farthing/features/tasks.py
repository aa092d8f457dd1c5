"""What is particular to tasks: what they may name, and how they are listed."""

from collections.abc import Callable
from typing import Literal

from msgspec import Raw, Struct, UnsetType, json

from farthing.domain import due, task
from farthing.domain.errors import Invalid
from farthing.domain.task import Label, Priority, Status, Task, TaskChange
from farthing.features import keys
from farthing.features.keys import Kind
from farthing.features.records import PAGE_RECORDS, Position, Query, Record, beginning
from farthing.features.things import Rules
from farthing.features.workspace import Workspace, encode

DEEPEST = 10
INBOX = "inbox"


class TaskFilter(Struct, frozen=True, kw_only=True):
    """Which tasks to list; what is None does not filter. `list` is an id, or `inbox` for those in none.
    A due matches by its wall clock: before is exclusive, after inclusive. `updated_after` is exclusive."""

    status: Status | None = None
    list: str | None = None
    label: Label | None = None
    due_before: str | None = None
    due_after: str | None = None
    updated_after: str | None = None


class TaskSummary(Struct, frozen=True, rename="camel", kw_only=True):
    """Enough of a task for a line in a list."""

    task_id: str
    title: str
    status: Status
    priority: Priority
    due_date: str | None
    list_id: str | None
    version: int


class _Facts(Struct, frozen=True, rename="camel", kw_only=True):
    status: str
    list_id: str | None
    labels: list[str]
    due_date: str | None
    updated_at: str


View = Literal["full", "summary"]
_facts = json.Decoder(_Facts)
_summary = json.Decoder(TaskSummary)
_ANY = TaskFilter()


def page(
    ws: Workspace, wanted: TaskFilter, limit: int, after: Position | None
) -> tuple[list[Record], Position | None]:
    """Up to `limit` live tasks in the order of their making, and where to go on.

    At most `PAGE_RECORDS` records are looked at for one page, so that a filter which matches little
    costs little; such a page may be short and have more after it.
    """
    low, high = beginning(keys.PREFIX["task"])
    select = _selector(ws, wanted)
    found: list[Record] = []
    looked_at = 0
    while True:
        size = limit - len(found) + 1 if wanted == _ANY else PAGE_RECORDS // 2
        part = ws.store.query(Query(pk=keys.space(ws.space), low=low, high=high, limit=size, after=after))
        found += select(part.records)
        if len(found) > limit:
            return found[:limit], Position(found[limit - 1].sk)
        looked_at += len(part.records)
        after = part.next
        if after is None or looked_at >= PAGE_RECORDS:
            return found, after


def shown(records: list[Record], view: View, fields: tuple[str, ...]) -> list[Raw]:
    """Tasks as JSON, whole or only in part; whole is as it is kept, without a decode."""
    if fields:
        wholes = (json.decode(record.body) for record in records)
        return [Raw(encode({name: whole[name] for name in fields})) for whole in wholes]
    if view == "summary":
        return [Raw(encode(_summary.decode(record.body))) for record in records]
    return [Raw(record.body) for record in records]


def _selector(ws: Workspace, wanted: TaskFilter) -> Callable[[list[Record]], list[Record]]:
    """The filter as a function; the empty one looks into no task."""
    if wanted == _ANY:
        return lambda records: [record for record in records if record.expires is None]
    lists = _lists(ws) if wanted.list == INBOX else frozenset()
    return lambda records: [
        record
        for record in records
        if record.expires is None and _matches(wanted, _facts.decode(record.body), lists)
    ]


def _lists(ws: Workspace) -> frozenset[str]:
    """The ids of the lists that are there: a task in any other is in the inbox."""
    prefix = keys.PREFIX["list"]
    low, high = beginning(prefix)
    page = ws.store.query(Query(pk=keys.space(ws.space), low=low, high=high, limit=PAGE_RECORDS))
    return frozenset(record.sk[len(prefix) :] for record in page.records if record.expires is None)


def _matches(wanted: TaskFilter, facts: _Facts, lists: frozenset[str]) -> bool:
    clock = due.wall_clock(facts.due_date) if facts.due_date else None
    return (
        (wanted.status is None or facts.status == wanted.status)
        and (wanted.list in (None, facts.list_id) or (wanted.list == INBOX and facts.list_id not in lists))
        and (wanted.label is None or wanted.label in facts.labels)
        and (wanted.due_before is None or (clock is not None and clock < wanted.due_before))
        and (wanted.due_after is None or (clock is not None and clock >= wanted.due_after))
        and (wanted.updated_after is None or facts.updated_at > wanted.updated_after)
    )


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


TASKS = Rules("task", _create, task.apply, _check)
