"""When what repeats is due next: the days of a rule, and the due that follows one that is done or skipped.

A due keeps its form: a date stays a date, a date-time its time of day and its zone. Days alone are reckoned
with, so that no change of clocks moves anything.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import dropwhile, islice
from typing import Any, Final

from msgspec.structs import replace

from farthing.domain import zoned
from farthing.domain.errors import Invalid
from farthing.domain.repeat import WEEKDAYS, Parts, Repeat, number_and_weekday, parts_of

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2399
AHEAD: Final = 100
_SOME_DAY: Final = "2000-01-01"
_DAY = timedelta(days=1)


def anchored(wanted: Repeat, old: Repeat | None, due: str | None, id: str) -> Repeat:
    """The repeat that somebody wants for task `id`, with what is filled in: a rule that is new counts from
    the present due, also where the start of the one before came back with it.

    Raises:
        Invalid: a repeat from the due date has none, the due is too far away, or no day fits the rule.
    """
    same = old is None or (old.rule, old.from_) == (wanted.rule, wanted.from_)
    own_start = same or (old is not None and wanted.start != old.start)
    start = wanted.start if own_start and wanted.start else due
    if start is None and wanted.from_ == "due":
        raise Invalid("repeat", 'what repeats from its due date needs one: give dueDate, or "from": "done"')
    series = wanted.series_id or (old.series_id if old else id)
    repeat = replace(wanted, start=start, series_id=series)
    if repeat != old:
        _check_occurs(parts_of(repeat.rule), _day(start or _SOME_DAY))
    return repeat


def following(
    repeat: Repeat, due: str | None, now: int, zone: str, *, skipped: bool = False
) -> tuple[str, Repeat] | None:
    """The due after `due`, which is done or skipped at `now` (Unix milliseconds), and how it repeats; None
    where the series has ended. `zone` (IANA) is the person's: it says which day is today.

    From the due date: the first day of the rule after both the due and today, so that missed ones do not pile
    up; with a time of day, after this moment. From completion: the first after today, counted from today.
    """
    form = repeat.start or due or ""
    clock = _clock(form, now, zone)
    if repeat.from_ == "done":
        begin = max(clock.date(), _day(due)) if skipped and due else clock.date()
        day = day_after(repeat.rule, begin, begin)
    else:
        day = day_after(repeat.rule, _day(form), _last_missed(form, due or form, clock))
    if day is None:
        return None
    next_due = f"{day}{form[10:]}"
    if repeat.from_ == "done":
        repeat = replace(repeat, rule=_one_less(repeat.rule), start=next_due)
    return next_due, repeat


def day_after(rule: str, start: date, after: date) -> date | None:
    """The first day after `after` of the series that begins on `start`, whether the rule names that day or
    not; None where COUNT, UNTIL or the calendar ends it before."""
    parts = parts_of(rule)
    begin = start if "COUNT" in parts else max(start, after)
    days: Iterator[date] = (day for day in _days(parts, start, begin) if day > start)
    if "COUNT" in parts:
        days = islice(days, int(parts["COUNT"][0]) - 1)
    day = next(dropwhile(lambda day: day <= after, days), None)
    if day is None or ("UNTIL" in parts and f"{day:%Y%m%d}" > parts["UNTIL"][0]):
        return None
    return day


def _days(parts: Parts, start: date, begin: date) -> Iterator[date]:
    """The days of a rule from the week, month or year on that has `begin`, as counted from `start`; those of
    the next `AHEAD` years."""
    week_start = WEEKDAYS.index(parts.get("WKST", ["MO"])[0])
    interval = int(parts.get("INTERVAL", ["1"])[0])
    first, _ = _period(parts["FREQ"][0], start, week_start)
    _, opening = _period(parts["FREQ"][0], begin, week_start)
    for day in _of_every_period(parts, start, opening, week_start):
        if day.year > begin.year + AHEAD:
            return
        if (_period(parts["FREQ"][0], day, week_start)[0] - first) % interval == 0:
            yield day


def _of_every_period(parts: Parts, start: date, opening: date, week_start: int) -> Iterator[date]:
    """The days of a rule as if its INTERVAL were 1. `opening` begins a period: from its middle dateutil would
    count BYSETPOS wrongly, and where it finds no day it does not end before the year 9999."""
    from dateutil import rrule  # it takes 5 ms to load, and few requests are about repeats

    months, days, weekdays = (parts.get(name) for name in ("BYMONTH", "BYMONTHDAY", "BYDAY"))
    frequency = parts["FREQ"][0]
    if not days and not weekdays:
        days = [str(start.day)] if frequency in ("MONTHLY", "YEARLY") else None
        months = months or ([str(start.month)] if frequency == "YEARLY" else None)
        weekdays = [WEEKDAYS[start.weekday()]] if frequency == "WEEKLY" else None
    rule = rrule.rrule(
        getattr(rrule, frequency),
        dtstart=datetime.combine(opening, time()),
        wkst=week_start,
        bymonth=_numbers(months),
        bymonthday=_numbers(days),
        byweekday=[_weekday(rrule, *day) for day in _counted_alike(parts, weekdays or [])] or None,
        bysetpos=_numbers(parts.get("BYSETPOS")),
    )
    return (moment.date() for moment in rule)


def _period(frequency: str, day: date, week_start: int) -> tuple[int, date]:
    """The number of the period that has a day, and that period's first day."""
    if frequency == "WEEKLY":
        begins = day - (day.weekday() - week_start) % 7 * _DAY
        return begins.toordinal() // 7, begins
    if frequency == "MONTHLY":
        return day.year * 12 + day.month, day.replace(day=1)
    if frequency == "YEARLY":
        return day.year, day.replace(month=1, day=1)
    return day.toordinal(), day


def _counted_alike(parts: Parts, weekdays: list[str]) -> list[tuple[int, int]]:
    """Weekdays with their numbers. A plain one beside a counted one is, for dateutil, one condition more and
    not one choice more, so that it is counted through."""
    days = [number_and_weekday(day) for day in weekdays]
    if not any(number for number, _ in days) or all(number for number, _ in days):
        return days
    most = 5 if parts["FREQ"] == ["MONTHLY"] or "BYMONTH" in parts else 53
    return [(n, day) for number, day in days for n in ([number] if number else range(1, most + 1))]


def _weekday(rrule: Any, number: int, day: int) -> Any:
    return rrule.weekdays[day](number) if number else rrule.weekdays[day]


def _numbers(values: list[str] | None) -> list[int] | None:
    return [int(value) for value in values] if values else None


def _check_occurs(parts: Parts, start: date) -> None:
    """A year of each kind is among the last forty of the calendar, at whose end dateutil ends too."""
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise Invalid("dueDate", f"what repeats is due from {FIRST_YEAR} to {LAST_YEAR}")
    week_start = WEEKDAYS.index(parts.get("WKST", ["MO"])[0])
    _, opening = _period(parts["FREQ"][0], date(9960, 1, 1), week_start)
    occurs = next(_of_every_period(parts, start, opening, week_start), None) is not None
    if not occurs or next((day for day in _days(parts, start, start) if day > start), None) is None:
        raise Invalid("repeat.rule", f"no day of the next {AHEAD} years fits it")


def _last_missed(form: str, due: str, clock: datetime) -> date:
    """The last day too early for the next one, which comes after the due and after what the clock shows."""
    if len(form) == 10:
        return max(_day(due), clock.date())
    of_day = time.fromisoformat(form[11:19])
    moment = datetime.fromisoformat(due[:19]) if len(due) > 10 else datetime.combine(_day(due), time.max)
    moment = max(moment, clock)
    return moment.date() - _DAY if of_day > moment.time() else moment.date()


def _clock(form: str, now: int, zone: str) -> datetime:
    """What the clock shows where a due is, or, of a date, where the person is."""
    if len(form) > 10 and not form.endswith("]"):
        offset = datetime.fromisoformat(form).utcoffset() or timedelta()
        return zoned.wall_clock(now, "UTC") + offset
    return zoned.wall_clock(now, form[20:-1] or zone)


def _one_less(rule: str) -> str:
    parts = parts_of(rule)
    if "COUNT" in parts:
        parts["COUNT"] = [str(int(parts["COUNT"][0]) - 1)]
    return ";".join(f"{name}={','.join(values)}" for name, values in parts.items())


def _day(due: str) -> date:
    return date.fromisoformat(due[:10])
