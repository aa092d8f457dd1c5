"""A task once more, and a task in another space; each with all that is below it."""

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain import instant, lifecycle, order
from farthing.domain.errors import Conflict, Invalid, NotFound, VersionMismatch
from farthing.domain.order import NoRoom
from farthing.domain.task import Task
from farthing.domain.text import Id
from farthing.features import along, reminders, spaces
from farthing.features.idempotency import Once
from farthing.features.records import ABSENT, TRIES, Put, Write
from farthing.features.subtasks import tree
from farthing.features.tasks import check_list
from farthing.features.things import commit_once, find
from farthing.features.workspace import Workspace, encode

_task = json.Decoder(Task)


class Destination(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The space to move to, and the list there; the inbox where none is named."""

    space_id: Id
    list_id: Id | None = None


def duplicate(ws: Workspace, id: str, once: Once | None) -> bytes:
    """A new task like this one, open and right behind it, as its JSON.

    Raises:
        NotFound: it is not there.
        Conflict: it is too many tasks at once.
        KeyReused: the idempotency key came with another request before.
    """
    originals = tree.of(ws, id)
    ids = {original.id: ws.new_id() for original in originals}
    copies = [_copy(ws, original, ids) for original in originals]
    copies[0] = replace(copies[0], position=_behind(copies[0].position), parent_id=originals[0].parent_id)
    writes: list[Write] = []
    for copy in copies:
        writes += [Put(ws.record("task", copy), ABSENT), *along.along(ws, "task", None, copy)]
    return commit_once(ws, writes, encode(copies[0]), once)


def move(ws: Workspace, id: str, to: Destination, expect: int | None) -> Task:
    """The task in another space of the person, under the same id. Where it was, it is in the trash.

    Raises:
        NotFound: the task is not there, or the space is none of the person's.
        Forbidden: the person may not write there.
        Invalid: it is in this space already, or there is no such list there.
        Conflict: it is too many tasks at once.
        VersionMismatch: the task is not at the version expected.
    """
    if to.space_id == ws.space:
        raise Invalid("spaceId", "the task is in this space already")
    there = spaces.enter(ws.store, ws.clock, ws.user, to.space_id, "write")
    check_list(there, to.list_id)
    for _ in range(TRIES):
        try:
            leaving = tree.of(ws, id)
        except NotFound:
            return _task.decode(find(there, "task", id).body)  # asking twice is once
        if expect not in (None, leaving[0].version):
            raise VersionMismatch(f"the task has changed: it is at version {leaving[0].version} now")
        moved = [_arrived(there, task, to, root=task.id == id) for task in leaving]
        if not along.commit(ws, *_writes(ws, leaving, there, moved)):
            return moved[0][0]
    raise Conflict("others change it faster than this request can; try again")


def _copy(ws: Workspace, original: Task, ids: dict[str, str]) -> Task:
    now = instant.to_iso(ws.clock.now())
    return ws.signed(
        replace(
            original,
            id=ids[original.id],
            user_id=ws.user,
            created_at=now,
            updated_at=now,
            version=1,
            status="todo",
            completed_at=None,
            parent_id=ids.get(original.parent_id or ""),
            repeat=original.repeat and replace(original.repeat, series_id=ids[original.id]),
        )
    )


def _behind(position: str) -> str:
    """Right behind it, before whatever was next."""
    try:
        return order.between(position, position + "z")
    except NoRoom:
        return order.between(position, None)


def _arrived(there: Workspace, task: Task, to: Destination, *, root: bool) -> tuple[Task, int]:
    """The task as it will be, and the version of what is left of it there from an earlier stay."""
    left = there.read("task", task.id, strong=True)
    version = ABSENT if left is None else left.version
    if left is not None and left.expires is None:
        raise Conflict("there is a task of this id in that space")
    arrived = replace(
        task, space_id=there.space, list_id=to.list_id, parent_id=None if root else task.parent_id,
        version=max(task.version, version),
    )  # fmt: skip
    return there.signed(lifecycle.next_version(arrived, there.clock.now())), version


def _writes(
    ws: Workspace, leaving: list[Task], there: Workspace, moved: list[tuple[Task, int]]
) -> tuple[list[Write], list[Write]]:
    writes: list[Write] = []
    further: list[Write] = []
    for old, (new, left) in zip(leaving, moved, strict=True):
        gone = ws.signed(lifecycle.delete(old, ws.clock.now()))
        writes += [Put(ws.record("task", gone), old.version), Put(there.record("task", new), left)]
        # Who arrives is not completed by that: nothing comes after it but its reminders.
        further += [*along.along(ws, "task", old, gone), *reminders.along(there, None, new)]
    return writes, further
