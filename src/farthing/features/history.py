"""Who changed what of a task, and when: one entry for each change, written after it from the change feed.

The making of a task is in the task itself and has no entry. Nothing but the fields that differ is kept, for a
year: one write unit for each KB of them, beside the task's own.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import Struct, json

from farthing.domain import instant
from farthing.domain.task import Task
from farthing.features import keys, members, things
from farthing.features.ports import Clock, Store
from farthing.features.records import PAGE_RECORDS, Change, Position, Put, Query, Record
from farthing.features.workspace import Workspace, encode

KEPT_DAYS: Final = 365
_PREFIX: Final = keys.PREFIX["task"]
_ABOUT_THE_WRITE: Final = frozenset(("version", "updated_at", "updated_by"))
_FIELDS: Final = tuple(
    (name, wire)
    for name, wire in zip(Task.__struct_fields__, Task.__struct_encode_fields__, strict=True)
    if name not in _ABOUT_THE_WRITE
)


class Entry(Struct, frozen=True):
    """One change: the version it made, when and by whom. `changes` has for each field, by its name on the
    wire, what it was before and after."""

    version: int
    at: str
    by: str
    changes: dict[str, tuple[Any, Any]]


class EntryView(Entry, frozen=True):
    """`name` is that of the person in the space, where it is known. The making of the task has no changes."""

    name: str = ""


_task = json.Decoder(Task)
_entry = json.Decoder(Entry)


def follow(store: Store, _clock: Clock, changes: Sequence[Change]) -> None:
    """Write the entries of these changes. Done twice it is done once.

    Raises:
        Unavailable: some may not be written; do all of it again.
    """
    records = [record for change in changes if (record := _record(change)) is not None]
    entries: list[Put] = list({(one.pk, one.sk): Put(one, None) for one in records}.values())
    for start in range(0, len(entries), store.together):
        store.commit(entries[start : start + store.together])


def page(
    ws: Workspace, id: str, limit: int, after: Position | None
) -> tuple[list[EntryView], Position | None]:
    """Up to `limit` changes of a task, be it in the trash or not, the latest first; its making ends the list.

    Raises:
        NotFound: no such task in this space.
    """
    record = ws.read("task", id) or ws.read("task", id, strong=True)
    if record is None:
        raise things.missing("task")
    task = _task.decode(record.body)
    found = ws.store.query(
        Query(
            pk=keys.space(ws.space), low=keys.change(id, 0), high=keys.change(id, task.version),
            descending=True, limit=limit, after=after,
        )
    )  # fmt: skip
    entries = [_entry.decode(record.body) for record in found.records]
    if found.next is None and len(entries) == limit:
        return _named(ws, entries), Position(found.records[-1].sk)
    if found.next is None:
        entries.append(Entry(1, task.created_at, task.user_id, {}))
    return _named(ws, entries), found.next


def find(ws: Workspace, id: str, version: int) -> Entry | None:
    """What made this version of a task, if it is kept."""
    record = ws.store.get(keys.space(ws.space), keys.change(id, version), strong=True)
    return None if record is None else _entry.decode(record.body)


def _record(change: Change) -> Record | None:
    """The entry of a change, unless it is none of a task, or made or removed one."""
    if not change.sk.startswith(_PREFIX) or change.body is None or change.old is None:
        return None
    old, new = _task.decode(change.old), _task.decode(change.body)
    differ = {
        wire: (before, after)
        for name, wire in _FIELDS
        if (before := getattr(old, name)) != (after := getattr(new, name))
    }
    expires = (instant.from_iso(new.updated_at) + KEPT_DAYS * instant.DAY) // instant.SECOND
    body = encode(Entry(new.version, new.updated_at, new.updated_by, differ))
    return Record(change.pk, keys.change(new.id, new.version), new.version, body, expires=expires)


def _named(ws: Workspace, entries: Iterable[Entry]) -> list[EntryView]:
    """With names as the members of the space have them; in one's own space there is nobody else."""
    names: dict[str, str] = {}
    if ws.space != ws.user:
        names = {member.user_id: member.name for member in members.page(ws, PAGE_RECORDS, None)[0]}
    return [EntryView(one.version, one.at, one.by, one.changes, names.get(one.by, "")) for one in entries]
