"""Days: `tomorrow`, `next week`, `24 Dec`, `in 3 days`."""

from datetime import date, timedelta
from typing import NamedTuple

from farthing.domain.quickadd.calendar import coming, days_in, month_later
from farthing.domain.quickadd.line import DOUBTFUL, SURE, WEAK, Line

_COUNTS = ("number", "count", "article")
_EXACT = frozenset({"number", "nth", "month", "date", "date?", "date??"})
SATURDAY = 6
LAST_YEAR = 2999


class Day(NamedTuple):
    """`after` is the token after it; `day` has a time where it is some hours away; how sure: see `line`."""

    after: int
    day: date
    sure: int


def read(line: Line, at: int) -> Day | None:
    """The day that begins at a token."""
    reader = _READERS.get(line.kind(at))
    return reader(line, at) if reader else None


def next_week(line: Line) -> date:
    """Its first day."""
    return coming(line.today, line.first_weekday)


def dated(line: Line, year: int | None, month: int, day: int) -> date | None:
    """That date; without a year the next of its kind, today included."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if year is not None:
        return date(year, month, day) if 1900 <= year <= LAST_YEAR and day <= days_in(year, month) else None
    for candidate in range(line.today.year, line.today.year + 9):
        if day <= days_in(candidate, month) and date(candidate, month, day) >= line.today:
            return date(candidate, month, day)
    return None


def _day(line: Line, at: int) -> Day:
    return Day(at + 1, line.today + timedelta(days=line.tokens[at].value), SURE)


def _evening(line: Line, at: int) -> Day:
    """Its time is read as that of the day: see `dues`."""
    return Day(at, line.today, SURE)


def _weekday(line: Line, at: int) -> Day | None:
    """`Monday, 24 Dec` is the 24th, `Monday next week` in that week, `Friday the 13th` mostly none."""
    weekday = line.tokens[at].value
    after = at + 1
    if (
        line.kind(after) == "next"
        and line.kind(after + 1) == "unit"
        and line.tokens[after + 1].value == "week"
    ):
        return Day(after + 2, _in_next_week(line, weekday), SURE)
    after += line.kind(after) == "comma"
    after += line.kind(after) == "the"
    if line.kind(after) in _EXACT:
        exact = read(line, after)
        if exact and exact.day.isoweekday() == weekday:
            return Day(exact.after, exact.day, SURE)
        if line.kind(after) == "nth":
            return None
    return Day(at + 1, coming(line.today, weekday), SURE if line.kind(at) == "weekday" else DOUBTFUL)


def _in_next_week(line: Line, weekday: int) -> date:
    return next_week(line) + timedelta(days=(weekday - line.first_weekday) % 7)


def _next(line: Line, at: int) -> Day | None:
    kind = line.kind(at + 1)
    if kind in ("weekday", "weekday?"):
        return Day(at + 2, _in_next_week(line, line.tokens[at + 1].value), SURE)
    if kind == "weekend":
        return Day(at + 2, _in_next_week(line, SATURDAY), SURE)
    unit = line.tokens[at + 1].value if kind == "unit" else None
    if unit == "week":
        return Day(at + 2, next_week(line), SURE)
    if unit == "month":
        return Day(at + 2, month_later(line.today.replace(day=1), 1), SURE)
    if unit == "year":
        return Day(at + 2, date(line.today.year + 1, 1, 1), SURE)
    return None


def _this(line: Line, at: int) -> Day | None:
    kind = line.kind(at + 1)
    if kind in ("weekday", "weekday?"):
        return Day(at + 2, coming(line.today, line.tokens[at + 1].value), SURE)
    if kind == "weekend":
        return Day(at + 2, _weekend(line, at + 1).day, SURE)
    return Day(at + 1, line.today, SURE) if kind == "part" else None


def _weekend(line: Line, at: int) -> Day:
    day = line.today if line.today.isoweekday() >= SATURDAY else coming(line.today, SATURDAY)
    return Day(at + 1, day, DOUBTFUL)


def _end(line: Line, at: int) -> Day:
    month = line.today.month if line.tokens[at].value == "month" else 12
    return Day(at + 1, date(line.today.year, month, days_in(line.today.year, month)), SURE)


def _in(line: Line, at: int) -> Day | None:
    if line.kind(at + 1) not in _COUNTS or line.kind(at + 2) != "unit":
        return None
    count, unit = line.tokens[at + 1].value, line.tokens[at + 2].value
    day = later(line, count, unit)
    return Day(at + 3, day, SURE) if day else None


def later(line: Line, count: int, unit: str) -> date | None:
    """So much after today, or after now; nothing beyond the years that can be said."""
    if unit in ("minute", "hour"):
        minutes = count * (60 if unit == "hour" else 1)
        return line.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    if unit in ("day", "week"):
        return line.today + timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    last = (LAST_YEAR - line.today.year + 1) * 12 - line.today.month
    return month_later(line.today, months) if months <= last else None


def _day_month(line: Line, at: int) -> Day | None:
    """`24 Dec`, `24th of December 2026`, `24. Dezember`; alone a day of the month: `24th`."""
    after = at + 1
    if line.kind(after) == "of":
        after += 1
    if line.kind(after) == "month":
        return _with_year(line, after + 1, line.tokens[after].value, line.tokens[at].value)
    return _day_of_month(line, at) if line.kind(at) == "nth" else None


def _month_day(line: Line, at: int) -> Day | None:
    if line.kind(at + 1) not in ("number", "nth") or line.amount(at + 2):
        return None
    return _with_year(line, at + 2, line.tokens[at].value, line.tokens[at + 1].value)


def _with_year(line: Line, after: int, month: int, day: int) -> Day | None:
    year, end = None, after
    after += line.kind(after) == "comma"
    if (
        line.kind(after) == "number"
        and 1900 <= line.tokens[after].value <= LAST_YEAR
        and not line.amount(after + 1)
    ):
        year, end = line.tokens[after].value, after + 1
    found = dated(line, year, month, day)
    return Day(end, found, SURE) if found else None


def _day_of_month(line: Line, at: int) -> Day | None:
    day = line.tokens[at].value
    if not 1 <= day <= 31 or line.amount(at + 1) or not line.goes_on(at + 1):
        return None
    first = line.today.replace(day=1)
    months = (month_later(first, count) for count in range(3))
    found = next(
        month.replace(day=day)
        for month in months
        if day <= days_in(month.year, month.month) and month.replace(day=day) >= line.today
    )
    return Day(at + 1, found, WEAK)


def _date(line: Line, at: int) -> Day | None:
    year, month, day = line.tokens[at].value
    found = dated(line, year, month, day)
    sure = {"date": SURE, "date?": DOUBTFUL, "date??": WEAK}[line.kind(at)]
    return Day(at + 1, found, sure) if found else None


_READERS = {
    "day": _day, "evening": _evening, "weekday": _weekday, "weekday?": _weekday, "next": _next,
    "this": _this, "weekend": _weekend, "end of": _end, "in": _in, "number": _day_month, "nth": _day_month,
    "month": _month_day, "date": _date, "date?": _date, "date??": _date,
}  # fmt: skip
