"""Days of the calendar as tests' browsers have them, which are in Berlin."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = "Europe/Berlin"


def today() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(BERLIN)).date()


def day(ahead: int) -> str:
    """So many days after today."""
    return str(today() + timedelta(ahead))
