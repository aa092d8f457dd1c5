"""The agenda: the order of open tasks, by their due, then by priority, then as people arranged them.

A task's place in it is one text, its rank. Dues are compared as the clock on the wall at their place shows
them, the whole day before its times; tasks without a due come last.
"""

from typing import Final

from farthing.domain import due
from farthing.domain.task import Priority, Task

NO_DUE: Final = "~"  # behind every digit
_PRIORITIES: Final[tuple[Priority, ...]] = ("urgent", "high", "medium", "low", "none")


def rank(task: Task) -> str | None:
    """Where an open task is: `2026-11-21T09:00:00 2UdpzSv4` (`~ 4UdpzSv4` without a due); None for one that
    is done or in the trash."""
    if task.status == "done" or task.deleted_at is not None:
        return None
    clock = due.wall_clock(task.due_date) if task.due_date else NO_DUE
    return f"{clock} {_PRIORITIES.index(task.priority)}{task.position}"


def from_day(day: str) -> str:
    """What the ranks of all tasks due on this day (`2026-11-21`) or later are not before."""
    return day


def to_day(day: str) -> str:
    """What the ranks of all tasks due on this day or earlier are not behind."""
    return day + NO_DUE
