"""Rules of repeats on their way to other calendars and back.

A rule of ours ends on a day; where what repeats has a time of day, iCalendar has it end at an instant.
"""

import re
from datetime import date, timedelta
from typing import Final

from farthing.domain import zoned
from farthing.domain.recurrence import day_after
from farthing.domain.task import Task
from farthing.features.formats import moments

_UNTIL: Final = re.compile(r"UNTIL=(\d{8})(T\d{6}Z)?")
_COUNT: Final = re.compile(r"COUNT=(\d+)")
_DAY: Final = timedelta(days=1)


def sent(rule: str, due: str | None) -> str:
    """The rule as iCalendar has it for what is due then."""
    match = _UNTIL.search(rule)
    if match is None or due is None or len(due) == 10:
        return rule
    day = f"{match[1][:4]}-{match[1][4:6]}-{match[1][6:]}"
    ends = zoned.instant_of(f"{day}T23:59:59{due[19:]}", "UTC")
    return rule.replace(match[0], f"UNTIL={moments.to_basic_utc(ends)}")


def received(rule: str, due: str | None) -> str:
    """The rule of what is due then, ending on the day that its end is at its place."""
    match = _UNTIL.search(rule)
    if match is None or match[2] is None or due is None or not due.endswith("]"):
        return rule
    ms = moments.ms_of(match[1] + match[2])
    if ms is None:
        return rule
    return rule.replace(match[0], f"UNTIL={zoned.wall_clock(ms, due[20:-1]):%Y%m%d}")


def remaining(task: Task) -> str | None:
    """The rule of what is left of a task's series, counted from its due; None where it does not repeat, or is
    counted from when it is done, or was moved to a day that is none of the series."""
    if task.repeat is None or task.repeat.from_ == "done" or task.due_date is None:
        return None
    due = date.fromisoformat(task.due_date[:10])
    day = start = date.fromisoformat((task.repeat.start or task.due_date)[:10])
    rule = task.repeat.rule
    count = _COUNT.search(rule)
    if count is None:
        on_rule = start == due or day_after(rule, start, due - _DAY) == due
        return sent(rule, task.due_date) if on_rule else None
    passed = 0
    while day < due:
        following = day_after(rule, start, day)
        if following is None:
            return None
        day, passed = following, passed + 1
    return rule.replace(count[0], f"COUNT={int(count[1]) - passed}") if day == due else None
