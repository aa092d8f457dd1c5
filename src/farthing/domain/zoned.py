"""Between instants and the clocks on walls: what a zone's clock shows at an instant, and back.

A zone follows its present rule, by the pinned data: the functions on AWS carry no zone files, and those of a
machine may be years old. That is right for now and for what is to come, which is all that is asked here; the
past is shown as if the rule had always been.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from farthing.domain.zones import ZONES

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_TRANSITIONS = (
    b"TZif2" + bytes(15) + b"".join(count.to_bytes(4) for count in (0, 0, 0, 0, 1, 4)) + bytes(6) + b"UTC\0"
)


def wall_clock(ms: int, zone: str) -> datetime:
    """What the clock in `zone` (IANA) shows at `ms` (Unix milliseconds), without its zone."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(zone_of(zone)).replace(tzinfo=None)


def instant_of(due: str, zone: str) -> int:
    """Unix milliseconds of a due as `due.parse` writes it; a date's are those at which it begins in `zone`.

    A time that a clock leaves out in spring is that much later; of one that it shows twice in autumn the
    first is meant.
    """
    if len(due) == 10:
        begins = datetime.combine(date.fromisoformat(due), time(), zone_of(zone))
    elif due.endswith("]"):
        begins = datetime.fromisoformat(due[:19]).replace(tzinfo=zone_of(due[20:-1]))
    else:
        begins = datetime.fromisoformat(due)
    return (begins - _EPOCH) // timedelta(milliseconds=1)


@cache
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name that `ZONES` has."""
    from io import BytesIO  # few requests need these
    from zoneinfo import ZoneInfo

    file = _NO_TRANSITIONS + _NO_TRANSITIONS + b"\n" + ZONES[name].encode() + b"\n"
    return ZoneInfo.from_file(BytesIO(file), name)
