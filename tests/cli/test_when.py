"""Dues as people read and type them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from farthing.doors.cli import when

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow ", "2026-11-22"),
        ("2026-12-24", "2026-12-24"),
        ("2026-12-24 09:00", "2026-12-24T09:00[Europe/Berlin]"),
        ("2026-12-24T09:00:30", "2026-12-24T09:00:30[Europe/Berlin]"),
        ("2026-12-24T09:00[Asia/Tokyo]", "2026-12-24T09:00[Asia/Tokyo]"),
        ("2026-12-24T09:00Z", "2026-12-24T09:00Z"),
        ("monday", "monday"),
    ],
)
def test_reading(typed: str, due: str) -> None:
    assert when.read(typed, NOW) == due


@pytest.mark.parametrize(
    ("due", "text"),
    [
        ("2026-11-20", "yesterday"),
        ("2026-11-21", "today"),
        ("2026-11-22", "tomorrow"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11-22T09:00:00[Europe/Berlin]", "tomorrow 09:00"),
        ("2026-11-22T09:00:30[Europe/Berlin]", "tomorrow 09:00:30"),
        # In Tokyo the 22nd has begun.
        ("2026-11-22T09:00:00[Asia/Tokyo]", "today 09:00 Asia/Tokyo"),
        ("2026-11-21T22:00:00Z", "today 22:00 Z"),
        ("2026-11-21T22:00:00-05:00", "today 22:00 -05:00"),
        ("2026-11-21T22:00:00[Mars/Olympus]", "today 22:00 Mars/Olympus"),
        ("9999-99-99", "9999-99-99"),
        ("whenever", "whenever"),
    ],
)
def test_showing(due: str, text: str) -> None:
    assert when.shown(due, NOW) == text


@pytest.mark.parametrize(
    ("due", "over"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11-21T23:29:00[Europe/Berlin]", True),
        ("2026-11-21T23:31:00[Europe/Berlin]", False),
        ("2026-11-21T23:31:00[Asia/Tokyo]", True),
        ("2026-11-21T23:00:00[America/New_York]", False),
        ("whenever", False),
    ],
)
def test_a_day_is_overdue_when_it_is_over_and_a_moment_when_it_has_passed(due: str, over: bool) -> None:
    assert when.overdue(due, NOW) == over


def test_a_time_of_day_stays_without_zone_where_the_machine_names_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    assert when.here() is None
    assert when.read("2026-12-24 09:00", NOW) == "2026-12-24 09:00"
    assert when.present().tzinfo is not None
