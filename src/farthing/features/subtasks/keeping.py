"""Keeping families in step with the tasks, by following the changes."""

from collections.abc import Iterator, Sequence

from farthing.domain.errors import Conflict
from farthing.features import keys
from farthing.features.ports import Clock, Store
from farthing.features.records import TRIES, Change
from farthing.features.subtasks import family
from farthing.features.subtasks.family import Note, child_of


def follow(store: Store, _clock: Clock, changes: Sequence[Change]) -> None:
    """Note what these changes did to families: a read and a write for each family, and none for a change that
    did nothing to any.

    Raises:
        Unavailable, Conflict: some may not be noted; do all of it again.
    """
    news: dict[tuple[str, str], list[tuple[str, Note]]] = {}
    for change in changes:
        for parent, id, note in _news(change):
            news.setdefault((change.pk, parent), []).append((id, note))
    for (pk, parent), notes in news.items():
        _note(store, pk, parent, notes)


def _news(change: Change) -> Iterator[tuple[str, str, Note]]:
    """The parent, the child, and what is to be noted of it."""
    if not change.sk.startswith(keys.PREFIX["task"]) or change.body is None:
        return
    old, new = child_of(change.old) if change.old else None, child_of(change.body)
    before = old.parent_id if old else None
    stayed = old is not None and before == new.parent_id
    if before is not None and not stayed:
        yield before, new.task_id, (new.version, "gone")
    known = old.note[1] if old and stayed else "gone"
    if new.parent_id is not None and new.note[1] != known:
        yield new.parent_id, new.task_id, new.note


def _note(store: Store, pk: str, parent: str, notes: Sequence[tuple[str, Note]]) -> None:
    for _ in range(TRIES):
        known, version = family.read(store, pk, parent)
        new = known
        for id, note in notes:
            new = new.noting(id, note)
        if new is known or family.replace(store, pk, parent, new, version):
            return
    raise Conflict("others note the same family")
