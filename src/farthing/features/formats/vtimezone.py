"""A time zone as iCalendar describes it (VTIMEZONE), out of the rule that it follows."""

import re
from datetime import date, timedelta
from typing import Final

from farthing.domain.zones import ZONES

_NAME: Final = r"(?:<[^>]+>|[A-Za-z]+)"
_OFFSET: Final = r"[+-]?\d+(?::\d\d)?"
_RULE: Final = re.compile(
    rf"{_NAME}(?P<usual>{_OFFSET})(?:{_NAME}(?P<summer>{_OFFSET})?,M(?P<to>[^,]+),M(?P<back>[^,]+))?"
)
_DAYS: Final = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_FIRST: Final = 1970


def vtimezone(zone: str) -> list[str]:
    """The content lines of a zone (IANA)."""
    match = _RULE.fullmatch(ZONES[zone])
    assert match is not None  # noqa: S101 - a test holds every zone to it
    usual = -_minutes(match["usual"])
    if match["to"] is None:
        inner = _part("STANDARD", usual, usual, f"{_FIRST}0101T000000", None)
    else:
        summer = -_minutes(match["summer"]) if match["summer"] else usual + 60
        back = _part("STANDARD", summer, usual, *_onset(match["back"]))
        inner = [*back, *_part("DAYLIGHT", usual, summer, *_onset(match["to"]))]
    return ["BEGIN:VTIMEZONE", f"TZID:{zone}", *inner, "END:VTIMEZONE"]


def _part(name: str, before: int, after: int, start: str, rule: str | None) -> list[str]:
    offsets = f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}"
    return [
        f"BEGIN:{name}",
        f"DTSTART:{start}",
        *offsets,
        *([f"RRULE:{rule}"] if rule else []),
        f"END:{name}",
    ]


def _onset(text: str) -> tuple[str, str]:
    """When a change of clocks was first, and the rule of those that follow: out of `10.5.0/3`, the fifth or
    last Sunday of October at three."""
    days, _, clock = text.partition("/")
    month, week, weekday = map(int, days.split("."))
    shift, minutes = divmod(_minutes(clock or "2"), 1440)  # a few zones change at 24:00, or the day before
    first = _nth(_FIRST, month, week, weekday) + timedelta(days=shift)
    start = f"{first:%Y%m%d}T{minutes // 60:02}{minutes % 60:02}00"
    if shift == 0:
        return start, f"FREQ=YEARLY;BYMONTH={month};BYDAY={week if week < 5 else -1}{_DAYS[weekday]}"
    # Seven days, counted from the end of the year, of which one has the right weekday.
    low, high = (-1 - (date(_FIRST, 12, 31) - day).days for day in _week(month, week, shift))
    numbers = ",".join(map(str, range(low, high + 1)))
    return start, f"FREQ=YEARLY;BYDAY={_DAYS[(weekday + shift) % 7]};BYYEARDAY={numbers}"


def _week(month: int, week: int, shift: int) -> tuple[date, date]:
    """The first and last day on which such a change can fall, in a year without a leap day."""
    ends = date(_FIRST + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    first = date(_FIRST, month, 7 * week - 6) if week < 5 else ends - timedelta(days=6)
    return first + timedelta(days=shift), first + timedelta(days=shift + 6)


def _nth(year: int, month: int, week: int, weekday: int) -> date:
    """The nth (5: last) weekday (0: Sunday) of a month."""
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    return found if found.month == month else found - timedelta(days=7)


def _minutes(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    hours, _, minutes = text.lstrip("+-").partition(":")
    return sign * (int(hours) * 60 + int(minutes or 0))


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
