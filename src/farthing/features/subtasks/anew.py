"""Families made anew out of the tasks themselves, for those that are not as they should be."""

from collections.abc import Iterator

from farthing.domain.errors import Conflict
from farthing.features import keys
from farthing.features.ports import Clock, Store
from farthing.features.records import PAGE_RECORDS, TRIES, Query, Record, beginning
from farthing.features.subtasks import family
from farthing.features.subtasks.family import Family, Note, bounded, child_of


def rebuild(store: Store, _clock: Clock, space: str) -> int:
    """Put right the families of a space, whatever changes meanwhile. Returns how many were wrong.

    Raises:
        Unavailable, Conflict: some are wrong still.
    """
    found = wrong(store, space)
    for parent, wanted in found.items():
        _renew(store, keys.space(space), parent, wanted)
    return len(found)


def wrong(store: Store, space: str) -> dict[str, Family]:
    """The families that are not as the tasks of the space say, each as it should be. All tasks are read."""
    notes: dict[str, dict[str, Note]] = {}
    for record in _records(store, space, keys.FAMILIES):
        notes[record.sk.removeprefix(keys.FAMILIES)] = {}
    for record in _records(store, space, keys.PREFIX["task"]):
        child = child_of(record.body)
        if child.parent_id is not None and child.deleted_at is None:
            notes.setdefault(child.parent_id, {})[child.task_id] = child.note
    wanted = {parent: bounded(of, more=False) for parent, of in notes.items()}
    return {parent: one for parent, one in wanted.items() if _differs(store, space, parent, one)}


def _differs(store: Store, space: str, parent: str, wanted: Family) -> bool:
    """Of more than can be kept, it does not matter which are."""
    known = family.read(store, keys.space(space), parent)[0]
    return known.more != wanted.more or (not wanted.more and known.present != wanted.present)


def _renew(store: Store, pk: str, parent: str, wanted: Family) -> None:
    """Put a family right, but for what was noted since."""
    for _ in range(TRIES):
        known, version = family.read(store, pk, parent)
        new = wanted
        for id, note in known.children.items():
            if id in wanted.children or note[1] == "gone" or _is_there(store, pk, parent, id):
                new = new.noting(id, note)
        if family.replace(store, pk, parent, new, version):
            return
    raise Conflict("others note the same family")


def _is_there(store: Store, pk: str, parent: str, id: str) -> bool:
    record = store.get(pk, keys.thing("task", id), strong=True)
    return record is not None and family.is_child(record, parent)


def _records(store: Store, space: str, prefix: str) -> Iterator[Record]:
    low, high = beginning(prefix)
    after = None
    while True:
        query = Query(pk=keys.space(space), low=low, high=high, limit=PAGE_RECORDS, after=after)
        page = store.query(query, strong=True)
        yield from page.records
        after = page.next
        if after is None:
            return
