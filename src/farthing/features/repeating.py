"""What goes along with the completion of a task that repeats: the next one is made in the same commit. When
the task is opened again, the next one goes into the trash with that, if nobody has touched it since."""

from typing import cast

from msgspec.structs import replace

from farthing.domain import instant, lifecycle, series
from farthing.domain.task import Task
from farthing.features import reminders, settings
from farthing.features.records import ABSENT, Put, Write
from farthing.features.workspace import DECODERS, Workspace


def along(ws: Workspace, old: Task | None, new: Task) -> list[Write]:
    """The writes about the next one, where `new` completes or reopens a task that repeats."""
    was_done = old is not None and old.status == "done"
    if new.repeat and new.completed_at and not was_done:
        return _made(ws, new, instant.from_iso(new.completed_at))
    if old is not None and old.repeat and was_done and new.status != "done":
        return _taken_back(ws, old, instant.from_iso(new.updated_at))
    return []


def _made(ws: Workspace, done: Task, now: int) -> list[Write]:
    """The next one. One that is there stays as it is; one in the trash is made anew."""
    new = series.successor(done, now, settings.read(ws.store, ws.user).time_zone)
    if new is None:
        return []
    there = _read(ws, new.id)
    if there is None:
        return _written(ws, None, new)
    return [] if there.deleted_at is None else _written(ws, there, replace(new, version=there.version + 1))


def _taken_back(ws: Workspace, done: Task, now: int) -> list[Write]:
    there = _read(ws, series.successor_id(done))
    if there is None or there.deleted_at is not None or not series.untouched(there):
        return []
    return _written(ws, there, lifecycle.delete(there, now))


def _read(ws: Workspace, id: str) -> Task | None:
    record = ws.read("task", id, strong=True)
    return None if record is None else cast(Task, DECODERS["task"].decode(record.body))


def _written(ws: Workspace, old: Task | None, new: Task) -> list[Write]:
    new = ws.signed(new)
    put = Put(ws.record("task", new), old.version if old else ABSENT)
    return [put, *reminders.along(ws, old, new)]
