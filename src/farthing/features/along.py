"""What goes into the same commit as a change of a thing, because it must never be without it."""

from collections.abc import Callable
from typing import Final

from farthing.domain.task import Task
from farthing.features import reminders, repeating
from farthing.features.keys import Kind
from farthing.features.records import COMMIT_WRITES, Write
from farthing.features.workspace import Thing, Workspace

_OF_TASKS: Final[tuple[Callable[[Workspace, Task | None, Task], list[Write]], ...]] = (
    reminders.along,
    repeating.along,
)


def along(ws: Workspace, kind: Kind, old: Thing | None, new: Thing) -> list[Write]:
    """The further writes of a change from `old` (None: it was not there) to `new`, about keys of their own.

    Called anew for each try of a commit: what they expect is what is there then.
    """
    if kind != "task" or not isinstance(new, Task) or not (old is None or isinstance(old, Task)):
        return []
    return [write for part in _OF_TASKS for write in part(ws, old, new)]


def commit(ws: Workspace, writes: list[Write], further: list[Write]) -> tuple[int, ...]:
    """As `Store.commit`. Where all are more than one commit takes, the further ones go before, which does no
    harm: what they say is asked of the things themselves, or is made once however often it is tried."""
    if len(writes) + len(further) <= COMMIT_WRITES:
        return ws.store.commit([*writes, *further])
    for start in range(0, len(further), COMMIT_WRITES):
        if ws.store.commit(further[start : start + COMMIT_WRITES]):
            return (len(writes),)
    return ws.store.commit(writes)
