"""Instants: milliseconds since 1970 in UTC inside, ISO 8601 on the wire."""

import re
from datetime import UTC, datetime, timedelta

_CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
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


def is_canonical(text: str) -> bool:
    """Whether an instant is written as `to_iso` writes it.

    Raises:
        ValueError: as `from_iso`.
    """
    from_iso(text)
    return _CANONICAL.fullmatch(text) is not None
