"""Looking over all that one person keeps for what should not be, and putting right what can be.

A task may name a list or a parent that is not there: sync takes things in any order, and readers take such
a name as none. The names that still lead nowhere are found here.
"""

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import DecodeError, Struct

from farthing.domain import agenda
from farthing.domain.task import Task, TaskChange
from farthing.domain.tasklist import TaskList
from farthing.features import keys, things
from farthing.features.keys import Kind
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Put, Query, Record
from farthing.features.tasks import TASKS
from farthing.features.workspace import DECODERS, Thing, Workspace

Fault = Literal["unreadable", "misfiled", "lost_list", "lost_parent", "parent_cycle", "half_membership"]
REPAIRABLE: Final[frozenset[Fault]] = frozenset(
    ("lost_list", "lost_parent", "parent_cycle", "half_membership")
)
_KINDS: dict[str, Kind] = {prefix: kind for kind, prefix in keys.PREFIX.items()}
_MEMBER: Final = keys.member("")
_SPACE: Final = keys.space("")


class Finding(Struct, frozen=True):
    """What is wrong with the record under a key; `detail` says it in one sentence."""

    fault: Fault
    pk: str
    sk: str
    detail: str


def examine(store: Store, user: str) -> Iterator[Finding]:
    """What is wrong in all spaces of this person. Reads everything, and keeps a line of each task in mind."""
    spaces = [user]
    for record in _records(store, keys.user(user)):
        if record.sk.startswith(_SPACE):
            spaces.append(record.sk.removeprefix(_SPACE))
            yield from _half_membership(store, record)
    for space in spaces:
        yield from _examine_space(store, space)


def repair(store: Store, clock: Clock, finding: Finding) -> None:
    """Put right what is `REPAIRABLE`: a lost name is cleared, so that the task is in the inbox or at the top;
    a ring of parents is opened at its oldest task; the missing half of a membership is written again.

    Raises:
        FarthingError: it has changed since it was found.
    """
    if finding.fault == "half_membership":
        _complete(store, finding)
        return
    space = finding.pk.removeprefix(_SPACE)
    change = TaskChange(list_id=None) if finding.fault == "lost_list" else TaskChange(parent_id=None)
    things.update(Workspace(store, clock, space, space), TASKS, finding.sk[2:], change, None)


def _examine_space(store: Store, space: str) -> Iterator[Finding]:
    tasks: dict[str, Task | None] = {}  # those that name nothing, or are in the trash, as None
    lists: set[str] = set()
    for record in _records(store, keys.space(space)):
        if record.sk.startswith(_MEMBER):
            yield from _half_membership(store, record)
        if record.sk[:2] not in _KINDS:
            continue
        thing = _decoded(record)
        if thing is None:
            yield _finding("unreadable", record, "is not written as this program writes it")
        elif not _fits(record, thing, space):
            yield _finding(
                "misfiled", record, "is kept under another key, version, date or rank than its own"
            )
        if isinstance(thing, Task):
            linked = thing.deleted_at is None and (thing.list_id or thing.parent_id)
            tasks[thing.id] = thing if linked else None
        elif isinstance(thing, TaskList):
            lists.add(thing.id)
    yield from _lost(tasks, lists)
    yield from _rings(tasks)


def _lost(tasks: dict[str, Task | None], lists: set[str]) -> Iterator[Finding]:
    for task in tasks.values():
        if task is not None and task.list_id is not None and task.list_id not in lists:
            yield _about("lost_list", task, "is in a list that is not there")
        if task is not None and task.parent_id is not None and task.parent_id not in tasks:
            yield _about("lost_parent", task, "is part of a task that is not there")


def _rings(tasks: dict[str, Task | None]) -> Iterator[Finding]:
    """One finding for each ring of parents, about its oldest task."""
    seen: set[str] = set()
    for start in tasks:
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in seen:
            seen.add(at)
            path.append(at)
            task = tasks.get(at)
            at = task.parent_id if task is not None else None
        if at in path:
            oldest = tasks[min(path[path.index(at) :])]
            assert oldest is not None  # noqa: S101 - one without a parent is in no ring
            yield _about("parent_cycle", oldest, "is part of itself, by way of the tasks it is part of")


def _half_membership(store: Store, record: Record) -> Iterator[Finding]:
    if store.get(*_other_half(record.pk, record.sk), strong=True) is None:
        yield _finding("half_membership", record, "is kept on one side only")


def _complete(store: Store, finding: Finding) -> None:
    record = store.get(finding.pk, finding.sk, strong=True)
    if record is not None:
        pk, sk = _other_half(finding.pk, finding.sk)
        store.commit([Put(Record(pk, sk, record.version, record.body), ABSENT)])


def _other_half(pk: str, sk: str) -> tuple[str, str]:
    """A membership is kept under its space and under its person."""
    if pk.startswith(_SPACE):
        return keys.user(sk.removeprefix(_MEMBER)), pk
    return sk, keys.member(pk.removeprefix(keys.user("")))


def _records(store: Store, pk: str) -> Iterator[Record]:
    after = None
    while True:
        page = store.query(Query(pk=pk, limit=PAGE_RECORDS, after=after), strong=True)
        yield from page.records
        after = page.next
        if after is None:
            return


def _decoded(record: Record) -> Thing | None:
    try:
        return DECODERS[_KINDS[record.sk[:2]]].decode(record.body)
    except (DecodeError, UnicodeDecodeError):
        return None


def _fits(record: Record, thing: Thing, space: str) -> bool:
    return (
        record.sk[2:] == thing.id
        and record.version == thing.version
        and thing.space_id == space
        and record.changed is not None
        and (record.expires is None) == (thing.deleted_at is None)
        and record.due == (agenda.rank(thing) if isinstance(thing, Task) else None)
    )


def _about(fault: Fault, task: Task, complaint: str) -> Finding:
    pk, sk = keys.space(task.space_id), keys.thing("task", task.id)
    return Finding(fault, pk, sk, f"the task {task.title!r} ({task.id}) {complaint}")


def _finding(fault: Fault, record: Record, complaint: str) -> Finding:
    return Finding(fault, record.pk, record.sk, f"the record {record.sk} of {record.pk} {complaint}")
