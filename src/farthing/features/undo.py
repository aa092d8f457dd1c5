"""Undoing a change of a task: a new version, in which the fields that the change wrote are as they were.

What other changes wrote stays. A field that was changed again since is not guessed at: the later change is to
be undone first. So all changes, undone from the last to the first, leave the task as it was made.
"""

from typing import Any, Final

from msgspec import UNSET, convert, to_builtins

from farthing.domain import instant, lifecycle
from farthing.domain.errors import Conflict, Invalid, NotYet
from farthing.domain.task import Task, TaskChange
from farthing.features import history, things
from farthing.features.history import Entry
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace

LAG: Final = 60 * instant.SECOND  # by which entries come after their changes, at the very most
_ATTRIBUTES: Final = dict(zip(Task.__struct_encode_fields__, Task.__struct_fields__, strict=True))


def undo(ws: Workspace, id: str, version: int | None, expect: int | None, *, followed: bool) -> Task:
    """The task without what one change did to it: the one that made `version`, or the latest.

    `followed`: the history has every change by now.

    A deletion is undone by restoring, a restoration by deleting anew; an undo is a change like others.

    Raises:
        NotFound: no such task in this space.
        NotYet: the history does not have the change yet.
        Conflict: the change cannot be undone, because of what the detail says.
        VersionMismatch: the task is not at the version expected.
    """

    def move(task: Task) -> Task:
        return _undone(ws, task, _entry(ws, task, version or task.version, followed=followed))

    return things.step(ws, "task", id, move, expect)


def _entry(ws: Workspace, task: Task, version: int, *, followed: bool) -> Entry:
    if version == 1:
        raise Conflict("this is how the task was made; to undo that, delete it")
    if version > task.version:
        raise Conflict(f"the task is at version {task.version}: there is no later change")
    entry = history.find(ws, task.id, version)
    if entry is not None:
        return entry
    if not followed and ws.clock.now() < instant.from_iso(task.updated_at) + LAG:
        raise NotYet("the history does not have this change yet; try again in a moment")
    raise Conflict(f"nothing is kept of a change that made version {version}")


def _undone(ws: Workspace, task: Task, entry: Entry) -> Task:
    now = ws.clock.now()
    if task.deleted_at is not None:
        if "deletedAt" not in entry.changes:
            raise Conflict("it is in the trash; restore it first")
        lifecycle.restore(task, now)  # or says that it is too late
    present = to_builtins(task)
    before = {name: pair[0] for name, pair in entry.changes.items() if name in _ATTRIBUTES}
    for name in before:
        if not _unchanged(name, entry.changes[name][1], present[name]):
            raise Conflict(f"{name} was changed again since; undo that first")
    if before.get("deletedAt") is not None:
        before["deletedAt"] = instant.to_iso(now)  # a tombstone lives from its deletion on
    _check_names(ws, task, before)
    wanted = convert(present | before, Task)
    fields = {_ATTRIBUTES[name]: getattr(wanted, _ATTRIBUTES[name]) for name in before}
    return lifecycle.next_version(task, now, **fields)


def _unchanged(name: str, after: Any, present: Any) -> bool:
    """Whether a field is as the change left it. When it was completed follows from its status."""
    if name == "completedAt":
        return True
    return (after is None) == (present is None) if name == "deletedAt" else bool(after == present)


def _check_names(ws: Workspace, task: Task, before: dict[str, Any]) -> None:
    """The list or parent that the task goes back to must be there still."""
    named = {"list_id": before.get("listId") or UNSET, "parent_id": before.get("parentId") or UNSET}
    try:
        TASKS.check(ws, TaskChange(**named), task.id)
    except Invalid as error:
        raise Conflict(error.detail) from None
