"""How a task repeats: the rules that quick add can say, as RFC 5545 writes them, and their first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from farthing.domain.quickadd.calendar import days_in, month_later

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SURE_DAY, _LAST_DAY = 28, 31
_YEARS = 9


class Rule(Struct, frozen=True):
    """`days` are which of the month (0 for each) and weekdays (1 is Monday); `last_of`: of the month days,
    some of which a short month lacks, the last that it has."""

    freq: str
    interval: int = 1
    month: int = 0
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    last_of: bool = False
    until: date | None = None
    count: int = 0

    def __str__(self) -> str:
        """The text of an RRULE."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.month_days)))
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{nth or ''}{DAYS[day - 1]}" for nth, day in self.days))
        if self.last_of:
            parts.append("BYSETPOS=-1")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        elif self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)


def monthly(days: list[int], interval: int = 1) -> Rule:
    """Days of a month; the 29th to 31st are the last day where a month has none."""
    if len(days) == 1:
        return _on_last(Rule("MONTHLY", interval), days[0])
    known = sorted({-1 if day == _LAST_DAY else day for day in days})
    return Rule("MONTHLY", interval, month_days=tuple(known))


def yearly(month: int, day: int, interval: int = 1) -> Rule:
    """A day of the year; the 29th of February is the 28th in most."""
    rule = Rule("YEARLY", interval, month=month)
    return _on_last(rule, day) if (month, day) == (2, 29) else replace(rule, month_days=(day,))


def anchored(rule: Rule, day: date) -> Rule:
    """The rule from a first day on, so that months too short for that day have their last instead."""
    bare = not (rule.days or rule.month_days)
    if bare and rule.freq == "MONTHLY" and day.day > _SURE_DAY:
        return _on_last(rule, day.day)
    if bare and rule.freq == "YEARLY" and (day.month, day.day) == (2, 29):
        return _on_last(replace(rule, month=2), 29)
    return rule


def first(rule: Rule, start: date) -> date:
    """The first day of the rule that is not before `start`."""
    if rule.month_days or rule.freq in ("MONTHLY", "YEARLY"):
        return next((day for day in _days_of_months(rule, start) if day >= start), start)
    if rule.days:
        return min(start + timedelta(days=(day - start.isoweekday()) % 7) for _, day in rule.days)
    return start


def _on_last(rule: Rule, day: int) -> Rule:
    if day <= _SURE_DAY or day == _LAST_DAY:
        return replace(rule, month_days=(-1 if day == _LAST_DAY else day,))
    return replace(rule, month_days=tuple(range(_SURE_DAY, day + 1)), last_of=True)


def _days_of_months(rule: Rule, start: date) -> Iterator[date]:
    """The days of the rule in the month of `start` and in those after it, as if none were left out."""
    if not (rule.month_days or rule.days):
        yield start
    month = start.replace(day=1)
    for _ in range(_YEARS * 12):
        if rule.month in (0, month.month):
            found = sorted(_in_month(rule, month))
            yield from found[-1:] if rule.last_of else found
        month = month_later(month, 1)


def _in_month(rule: Rule, month: date) -> Iterator[date]:
    length = days_in(month.year, month.month)
    for day in rule.month_days:
        if day <= length:
            yield month.replace(day=day if day > 0 else length + 1 + day)
    for nth, weekday in rule.days:
        days = range(1 + (weekday - month.isoweekday()) % 7, length + 1, 7)
        if nth == 0:
            yield from (month.replace(day=day) for day in days)
        elif nth <= len(days):
            yield month.replace(day=days[nth - 1 if nth > 0 else nth])
