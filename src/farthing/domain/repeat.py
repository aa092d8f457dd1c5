"""How a task repeats: a rule of RFC 5545, held to what a task can follow.

A rule is the text of an RRULE without `DTSTART`, such as `FREQ=WEEKLY;BYDAY=TU`. Taken are FREQ from daily
to yearly, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, WKST, and COUNT or UNTIL. A task is due on days, so
that UNTIL is a day too: of a date-time the day that it names, as written, whatever the zone; the last one may
be due at any time on that day.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, Literal, NoReturn

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from farthing.domain import due
from farthing.domain.due import Due
from farthing.domain.errors import Invalid
from farthing.domain.text import Id

LONGEST: Final = 200
MOST: Final = 1000
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PRESETS: Final = {
    "daily": "FREQ=DAILY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}
Parts = dict[str, list[str]]
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{6}Z?)?")


class Repeat(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """`rule` is an RRULE of RFC 5545 without DTSTART, or one of daily, weekdays, weekly, monthly, yearly.
    `from`: whether the next one is counted from the due date or from the day of completion. Left out,
    `seriesId` and `start`, the due that the rule is counted from, are filled in."""

    rule: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    from_: Literal["due", "done"] = field(default="due", name="from")
    series_id: Id | None = None
    start: Due | None = None


def parse(text: str) -> str:
    """The canonical form of a rule, or of one of `PRESETS`: parts in one order, each value once, no defaults.

    Raises:
        Invalid: `repeat.rule`, with what is wrong in one sentence.
    """
    if text.strip().lower() in PRESETS:
        return PRESETS[text.strip().lower()]
    if len(text) > LONGEST:
        _refuse(f"a rule has at most {LONGEST} characters")
    given = _split(text)
    parts = {name: read(given[name]) for name, read in _READERS.items() if name in given}
    _check(parts)
    return ";".join(f"{name}={','.join(values)}" for name, values in parts.items() if values)


def check(repeat: Repeat) -> Repeat:
    """The repeat in its canonical form.

    Raises:
        Invalid: its rule is none, or its start is no due.
    """
    start = None if repeat.start is None else due.parse(repeat.start, "repeat.start")
    return replace(repeat, rule=parse(repeat.rule), start=start)


def parts_of(rule: str) -> Parts:
    """The parts of a canonical rule, each with its values."""
    return {name: values.split(",") for name, values in (part.split("=") for part in rule.split(";"))}


def number_and_weekday(text: str) -> tuple[int, int]:
    """`-1FR` as -1 and 4 (0 is Monday); the number is 0 where every such day is meant."""
    return int(text[:-2] or 0), WEEKDAYS.index(text[-2:])


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            _refuse(
                f"write a rule as RFC 5545 does, as in FREQ=WEEKLY;BYDAY=TU, or one of {', '.join(PRESETS)}"
            )
        if name not in _READERS:
            _refuse(f"{name[:20]} is not for tasks; {', '.join(_READERS)} are")
        if name in parts:
            _refuse(f"{name} comes twice")
        parts[name] = value
    return parts


def _frequency(text: str) -> list[str]:
    if text not in _FREQUENCIES:
        _refuse("a task repeats daily at most: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")
    return [text]


def _integers(name: str, most: int, *, negative: bool) -> Callable[[str], list[str]]:
    """A reader of numbers from 1, or from `-most` without 0."""

    def read(text: str) -> list[str]:
        numbers = set()
        for part in text.split(","):
            if not re.fullmatch(r"[+-]?[0-9]{1,4}", part):
                _refuse(f"{name} takes whole numbers with commas between")
            number = int(part)
            if not 1 <= (abs(number) if negative else number) <= most:
                _refuse(f"{name} goes from 1 to {most}" + (f", or from -1 to -{most}" if negative else ""))
            numbers.add(number)
        return [str(number) for number in sorted(numbers)]

    return read


def _one(name: str, most: int) -> Callable[[str], list[str]]:
    """A reader of one number."""
    read = _integers(name, most, negative=False)
    return lambda text: read(text) if "," not in text else _refuse(f"{name} takes one number")


def _interval(text: str) -> list[str]:
    return [number for number in _one("INTERVAL", MOST)(text) if number != "1"]


def _weekdays(text: str) -> list[str]:
    days = set()
    for part in text.split(","):
        match = _WEEKDAY.fullmatch(part)
        if match is None or (match[1] and not 1 <= abs(int(match[1])) <= 53):
            _refuse("BYDAY takes weekdays such as MO or, counted, 2TU and -1FR")
        days.add((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return [f"{number or ''}{WEEKDAYS[day]}" for number, day in sorted(days)]


def _week_start(text: str) -> list[str]:
    if text not in WEEKDAYS:
        _refuse(f"WKST is one of {', '.join(WEEKDAYS)}")
    return [day for day in [text] if day != "MO"]


def _until(text: str) -> list[str]:
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return [f"{date(int(match[1]), int(match[2]), int(match[3])):%Y%m%d}".zfill(8)]
    except ValueError:
        _refuse("UNTIL takes a day, as in UNTIL=20270301")


_READERS: Final[dict[str, Callable[[str], list[str]]]] = {
    "FREQ": _frequency,
    "INTERVAL": _interval,
    "BYMONTH": _integers("BYMONTH", 12, negative=False),
    "BYMONTHDAY": _integers("BYMONTHDAY", 31, negative=True),
    "BYDAY": _weekdays,
    "BYSETPOS": _integers("BYSETPOS", 366, negative=True),
    "WKST": _week_start,
    "COUNT": _one("COUNT", MOST),
    "UNTIL": _until,
}


def _check(parts: Parts) -> None:
    """What RFC 5545 says of parts together, and that there are such days at all."""
    if "FREQ" not in parts:
        _refuse("FREQ is missing")
    (frequency,) = parts["FREQ"]
    if "COUNT" in parts and "UNTIL" in parts:
        _refuse("COUNT and UNTIL do not go together")
    if frequency == "WEEKLY" and "BYMONTHDAY" in parts:
        _refuse("BYMONTHDAY does not go with FREQ=WEEKLY")
    if "BYSETPOS" in parts and (frequency == "DAILY" or not parts.keys() & {"BYDAY", "BYMONTHDAY"}):
        _refuse("BYSETPOS picks from the days of a week, month or year that BYDAY or BYMONTHDAY name")
    _check_counted(frequency, parts)
    months = [int(month) for month in parts.get("BYMONTH", [])] or range(1, 13)
    longest = max(_LONGEST_MONTHS[month - 1] for month in months)
    if all(abs(int(day)) > longest for day in parts.get("BYMONTHDAY", ["1"])):
        _refuse("no month of the rule has such a day")


def _check_counted(frequency: str, parts: Parts) -> None:
    highest = max((abs(number_and_weekday(day)[0]) for day in parts.get("BYDAY", [])), default=0)
    if highest and frequency not in ("MONTHLY", "YEARLY"):
        _refuse("a counted weekday, such as 2TU, is for months and years")
    if highest > 5 and (frequency == "MONTHLY" or "BYMONTH" in parts):
        _refuse("a month has at most five of a weekday")
    if highest and "BYMONTHDAY" in parts:
        _refuse("a counted weekday does not go with BYMONTHDAY: RFC 5545 does not say what it is counted in")


def _refuse(sentence: str) -> NoReturn:
    raise Invalid("repeat.rule", sentence)
