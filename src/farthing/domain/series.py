"""A task that repeats, and the one that comes after it.

Each has at most one successor, ever: its id follows from the series and from the one that is done, not from
when that happened. So two devices that complete the same one, or one that tries again, make the same next.
"""

from datetime import date
from hashlib import sha256

from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.errors import Conflict
from farthing.domain.ident import uuid7
from farthing.domain.lifecycle import update
from farthing.domain.recurrence import following
from farthing.domain.task import Task


def successor_id(task: Task) -> str:
    """The id of the one after `task`, which repeats: a millisecond after its own, and not by chance."""
    series = task.repeat.series_id if task.repeat else None
    made = int(task.id.replace("-", "")[:12], 16)
    return uuid7(made + 1, sha256(f"{series} {task.id}".encode()).digest())


def successor(task: Task, now: int, zone: str) -> Task | None:
    """The one after `task`, which was completed at `now` (Unix milliseconds) by a person in `zone` (IANA);
    None where the series has ended, or the task does not repeat."""
    found = following(task.repeat, task.due_date, now, zone) if task.repeat else None
    if found is None:
        return None
    due, repeat = found
    moment = instant.to_iso(now)
    return replace(
        task,
        id=successor_id(task),
        created_at=moment,
        updated_at=moment,
        version=1,
        status="todo",
        completed_at=None,
        due_date=due,
        start_date=_moved(task.start_date, task.due_date, due),
        reminders=[reminder for reminder in task.reminders if reminder.relative_to],
        repeat=repeat,
    )


def skip(task: Task, now: int, zone: str) -> Task:
    """The same task at the next due, without being done.

    Raises:
        Conflict: it does not repeat, is done, is in the trash, or is the last of its series.
    """
    if task.repeat is None:
        raise Conflict("this task does not repeat")
    if task.status == "done":
        raise Conflict("this one is done; skip the one that came after it")
    found = following(task.repeat, task.due_date, now, zone, skipped=True)
    if found is None:
        raise Conflict("this is the last of its series: complete it or delete it")
    due, repeat = found
    start = _moved(task.start_date, task.due_date, due)
    return update(task, {"due_date": due, "start_date": start, "repeat": repeat}, now)


def untouched(task: Task) -> bool:
    """Whether nobody has changed a task since it was made."""
    return task.updated_at == task.created_at


def _moved(start: str | None, due: str | None, next_due: str) -> str | None:
    """A start as many days before the next due as it was before the due."""
    if start is None or due is None:
        return None
    days = date.fromisoformat(next_due[:10]) - date.fromisoformat(due[:10])
    try:
        return f"{date.fromisoformat(start[:10]) + days}{start[10:]}"
    except OverflowError:  # beyond the ends of the calendar
        return None
