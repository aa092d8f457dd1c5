"""Days and times as other programs write them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from farthing.domain import due, instant, zoned
from farthing.domain.errors import Invalid
from farthing.domain.zones import ZONES

_BASIC: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_DURATION: Final = re.compile(
    r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)


def basic(text: str) -> str | None:
    """`20261121T090000Z` as ISO 8601 with its signs, without a zone where it has none; None: it is neither a
    day nor a time."""
    match = _BASIC.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc = match.groups()
    date = f"{year}-{month}-{day}"
    return date if hour is None else f"{date}T{hour}:{minute}:{second}{utc}"


def to_basic(wall_clock: str) -> str:
    """`2026-11-21T09:00:00` as `20261121T090000`."""
    return wall_clock.replace("-", "").replace(":", "")


def due_of(text: str) -> str | None:
    """The due that a text is, as `due.parse` writes it; None where it is none."""
    try:
        return due.parse(text)
    except Invalid:
        return None


def ms_of(text: str) -> int | None:
    """Unix ms of `20261121T090000Z`, or of ISO 8601 with an offset."""
    try:
        return instant.from_iso(basic(text) or text)
    except (ValueError, OverflowError):
        return None


def to_basic_utc(ms: int) -> str:
    """Unix ms as `20261121T090000Z`."""
    return f"{datetime.fromtimestamp(ms // 1000, UTC):%Y%m%dT%H%M%S}Z"


def in_zone(ms: int, zone: str) -> str:
    """An instant as a due in `zone`; one at which a day begins there as that day, which is what programs that
    know instants only mean by it."""
    wall = zoned.wall_clock(ms, zone)
    if not (wall.hour or wall.minute or wall.second):
        return wall.date().isoformat()
    return f"{wall.replace(microsecond=0).isoformat()}[{zone}]"


def minutes_of(duration: str) -> int | None:
    """A duration (RFC 5545) in minutes, seconds cut off."""
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    total = int(
        timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds()
    )
    return (-1 if match[1] == "-" else 1) * (total // 60)


def to_duration(minutes: int) -> str:
    """Minutes as a duration, in the largest unit that holds them."""
    sign, count = ("-" if minutes < 0 else ""), abs(minutes)
    if count and count % 1440 == 0:
        return f"{sign}P{count // 1440}D"
    return f"{sign}PT{count // 60}H" if count and count % 60 == 0 else f"{sign}PT{count}M"


def zone_called(name: str) -> str | None:
    """The IANA zone that a TZID means: itself, or the end of a longer one as some programs write them."""
    parts = name.split("/")
    endings = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((ending for ending in endings if ending in ZONES), None)


def to_utc(due: str) -> str:
    """A due with a time of day as `20261121T080000Z`."""
    return to_basic_utc(zoned.instant_of(due, "UTC"))
