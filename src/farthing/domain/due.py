"""When a task is due: a date, which never becomes an instant, or a date-time that keeps its zone.

On the wire a due is one string: `2026-11-21`, or RFC 9557 as `Temporal.ZonedDateTime` reads it:
`2026-11-21T09:00:00[Europe/Berlin]`. A fixed offset (`…+01:00`, `…Z`) stands where there is no zone.
"""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated

from msgspec import Meta

from farthing.domain.errors import Invalid
from farthing.domain.zones import ZONES

Due = Annotated[
    str,
    Meta(
        max_length=100, description="a date, or a date-time with its zone: 2026-11-21T09:00:00[Europe/Berlin]"
    ),
]
_FIRST, _LAST = "1000-01-01", "9998-12-31"  # at the ends of the calendar no zone and no next day is left
_DUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.0+)?"
    r"(?P<offset>Z|[+-]\d\d:\d\d)?(?:\[(?P<zone>[^\]]{1,64})\])?)?"
)


def parse(text: str, field: str = "dueDate") -> str:
    """The canonical form of a due: seconds always, and an offset only where no zone is named.

    A zone wins over an offset given beside it, because rules of zones change and the wall clock is
    what people meant.

    Raises:
        Invalid: not a date, not a time, no zone with a time, or a zone nobody knows.
    """
    match = _DUE.fullmatch(text)
    if match is None:
        raise Invalid(
            field, "give a date (2026-11-21) or a date-time with its zone (2026-11-21T09:00[Europe/Berlin])"
        )
    day, clock, offset, zone = match.group("day", "time", "offset", "zone")
    _check(date.fromisoformat, day, field, "no such day")
    if not _FIRST <= day <= _LAST:
        raise Invalid(field, f"give a day from {_FIRST} to {_LAST}")
    if clock is None:
        return day
    _check(time.fromisoformat, clock + (offset or ""), field, "no such time of day")
    if zone is None and offset is None:
        raise Invalid(field, "a time of day needs its zone, as in 2026-11-21T09:00[Europe/Berlin]")
    if zone is not None and zone not in ZONES:
        raise Invalid(field, f"no time zone is called {zone!r}")
    seconds = clock if len(clock) == 8 else f"{clock}:00"
    return f"{day}T{seconds}" + (f"[{zone}]" if zone else offset or "")


def parse_bound(text: str, field: str) -> str:
    """A bound for filters: a day, or a wall-clock time without zone; compares with `wall_clock`."""
    if len(text) == 10:
        _check(date.fromisoformat, text, field, "give a date, as in 2026-11-21")
        return text
    return wall_clock(parse(text if text.endswith(("Z", "]")) else f"{text}Z", field))


def wall_clock(due: str) -> str:
    """What orders dues: the day, or the day and time, as a clock on the wall there shows it."""
    return due[:19]


def _check(parser: Callable[[str], object], text: str, field: str, complaint: str) -> None:
    try:
        parser(text)
    except ValueError:
        raise Invalid(field, f"{complaint}: {text!r}") from None
