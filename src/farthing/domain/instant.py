"""Instants: milliseconds since 1970 in UTC inside, ISO 8601 on the wire."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1000
DAY = 24 * 3600 * SECOND


def to_iso(ms: int) -> str:
    """`2026-11-21T04:00:00.123Z`: always milliseconds, so that text order is time order."""
    moment = _EPOCH + timedelta(milliseconds=ms)
    return f"{moment.isoformat(timespec='milliseconds')[:23]}Z"


def from_iso(text: str) -> int:
    """Milliseconds of an instant with its offset.

    Raises:
        ValueError: not ISO 8601, or no offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return (moment - _EPOCH) // timedelta(milliseconds=1)
