"""Dues and instants as people read and type them here. A due keeps its own wall clock and zone."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

_NO_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)")
_ZONE = re.compile(r"(?P<wall>[^\[Z+]{19})(?P<offset>Z|[+-]\d\d:\d\d)?(?:\[(?P<zone>.+)\])?")
_RELATIVE = re.compile(r"(?P<base>due|start)?(?P<sign>[+-])?(?P<count>\d{1,6})(?P<unit>[mhdw])")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def read(text: str, now: datetime) -> str:
    """A due as the API takes it: `today` and `tomorrow` are days, and a time of day without a zone is
    meant here. The API judges the rest."""
    word = text.strip().lower()
    if word in _DAYS:
        return (now.date() + timedelta(days=_DAYS[word])).isoformat()
    match = _NO_ZONE.fullmatch(text.strip())
    zone = here() if match else None
    return f"{match[1]}T{match[2]}[{zone}]" if match and zone else text.strip()


def reminder(text: str, now: datetime) -> dict[str, Any]:
    """A reminder as the API takes it: so long before or after the task is due or starts, or a time."""
    match = _RELATIVE.fullmatch(text.strip().lower())
    if match is None:
        return {"at": read(text, now)}
    base, sign, count, unit = match.group("base", "sign", "count", "unit")
    minutes = int(count) * _MINUTES[unit] * (1 if sign == "+" else -1)
    return {"relativeTo": base or "due", "minutes": minutes}


def reminder_shown(reminder: Mapping[str, Any], now: datetime) -> str:
    """`tomorrow 09:00`, `30m before due`, `9h after due`."""
    if "at" in reminder:
        return shown(reminder["at"], now)
    minutes = reminder.get("minutes", 0)
    if minutes == 0:
        return f"when {reminder['relativeTo']}"
    unit = next(unit for unit in ("w", "d", "h", "m") if minutes % _MINUTES[unit] == 0)
    side = "before" if minutes < 0 else "after"
    return f"{abs(minutes) // _MINUTES[unit]}{unit} {side} {reminder['relativeTo']}"


def shown(due: str, now: datetime) -> str:
    """`today`, `tomorrow 09:00`, `2026-12-24`; with the zone where it is not the one here."""
    wall, zone, there = _parts(due)
    if wall is None:
        return due
    day = _day(wall.date(), now.astimezone(there).date() if there else now.date())
    if len(due) == 10:
        return day
    clock = f"{wall:%H:%M}" if wall.second == 0 else f"{wall:%H:%M:%S}"
    return f"{day} {clock}" if zone == here() else f"{day} {clock} {zone}"


def overdue(due: str, now: datetime) -> bool:
    """Whether a day is over, or a moment has passed."""
    wall, _, there = _parts(due)
    if wall is None:
        return False
    if len(due) == 10:
        return wall.date() < now.date()
    return wall.replace(tzinfo=there or now.tzinfo) < now


def moment(instant: str, now: datetime) -> str:
    """An instant of the API as the clock here shows it."""
    return f"{datetime.fromisoformat(instant).astimezone(now.tzinfo):%Y-%m-%d %H:%M}"


def present() -> datetime:
    """Now, in the zone here."""
    return datetime.now(UTC).astimezone(_known(here()))


def here() -> str | None:
    """The name of this machine's zone, where it says one."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        named = str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2]
    return named if _known(named) else None


def _known(zone: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(zone) if zone else None
    except (KeyError, OSError, ValueError):  # it has no such name, or the machine has no zone files
        return None


def _parts(due: str) -> tuple[datetime | None, str, tzinfo | None]:
    """The wall clock, what stands for its zone, and that zone where it is known here."""
    try:
        if len(due) == 10:
            return datetime.fromisoformat(due), "", None
        match = _ZONE.fullmatch(due)
        if match is None:
            return None, "", None
        wall, offset, zone = match.group("wall", "offset", "zone")
        there = _known(zone) if zone else datetime.fromisoformat(wall + (offset or "Z")).tzinfo
        return datetime.fromisoformat(wall), zone or offset or "", there
    except ValueError:
        return None, "", None


def _day(day: date, today: date) -> str:
    names = {today + timedelta(days=count): name for name, count in _DAYS.items()}
    return names.get(day, day.isoformat())
