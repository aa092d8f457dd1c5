"""When to remind of which task, in the order of time: what a timer reads.

Of each task the next reminder is kept, under the day that it falls on (UTC): one write more for a change of
a task that has reminders, and none for all others. A timer asks the task itself before it reminds of it: what
is kept here may be of an earlier version, never is the next reminder missing.
"""

from collections.abc import Iterator

from msgspec import Struct, json

from farthing.domain import instant
from farthing.domain.reminder import instants
from farthing.domain.task import Task
from farthing.features import keys, settings
from farthing.features.ports import Store
from farthing.features.records import PAGE_RECORDS, Delete, Put, Query, Record, Write
from farthing.features.workspace import Workspace, encode

KEPT_DAYS = 7


class Due(Struct, frozen=True, rename="camel"):
    """A reminder whose time comes: `at` is an instant in ISO 8601."""

    space_id: str
    task_id: str
    at: str


_due = json.Decoder(Due)


def along(ws: Workspace, old: Task | None, new: Task) -> list[Write]:
    """The writes that keep the next reminder of a task which changes."""
    if not new.reminders and not (old and old.reminders):
        return []
    zone = settings.read(ws.store, ws.user).time_zone
    before, after = _next(old, zone) if old else None, _next(new, zone)
    writes: list[Write] = []
    if before is not None and before != after:
        writes.append(Delete(*_key(ws.space, new.id, before), None))
    if after is not None and before != after:
        writes.append(Put(_record(ws.space, new.id, after), None))
    return writes


def between(store: Store, low: int, high: int) -> Iterator[Due]:
    """What is to be reminded of from `low` to `high` (Unix milliseconds, inclusive), the earliest first."""
    for day in range(low // instant.DAY, high // instant.DAY + 1):
        after = None
        while True:
            page = store.query(
                Query(
                    pk=keys.reminders(instant.to_iso(day * instant.DAY)[:10]),
                    low=instant.to_iso(low),
                    high=instant.to_iso(high) + "\U0010ffff",
                    limit=PAGE_RECORDS,
                    after=after,
                )
            )
            yield from (_due.decode(record.body) for record in page.records)
            after = page.next
            if after is None:
                break


def _next(task: Task, zone: str) -> int | None:
    """The first reminder of an open task after its last change, in Unix milliseconds."""
    if task.status == "done" or task.deleted_at is not None:
        return None
    now = instant.from_iso(task.updated_at)
    times = instants(task.reminders, task.due_date, task.start_date, zone)
    return next((time for time in times if time > now), None)


def _record(space: str, task: str, at: int) -> Record:
    body = encode(Due(space, task, instant.to_iso(at)))
    expires = (at + KEPT_DAYS * instant.DAY) // instant.SECOND
    return Record(*_key(space, task, at), 1, body, expires=expires)


def _key(space: str, task: str, at: int) -> tuple[str, str]:
    moment = instant.to_iso(at)
    return keys.reminders(moment[:10]), f"{moment}#{space}#{task}"
