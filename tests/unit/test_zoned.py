"""Between instants and the clocks on walls, held to the pinned zone files."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.domain import zoned
from farthing.domain.instant import SECOND
from farthing.domain.zones import ZONES

# Cuba's next winter and Palestine's 2036 do not follow the rule that comes after them.
IRREGULAR = {"America/Havana", "Cuba", "Asia/Gaza", "Asia/Hebron"}
FROM, TO = datetime(2026, 11, 21, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
moments = st.integers(int(FROM.timestamp()), int(TO.timestamp()))
regular = st.sampled_from(sorted(frozenset(ZONES) - IRREGULAR))


@pytest.fixture(scope="module", autouse=True)
def pinned() -> Iterator[None]:
    """Zones as the pinned package has them, not as this machine does."""
    zoneinfo.reset_tzpath(to=[])
    yield
    zoneinfo.reset_tzpath()


@given(moments, regular)
def test_a_clock_shows_what_the_zone_files_say(seconds: int, zone: str) -> None:
    there = datetime.fromtimestamp(seconds, zoneinfo.ZoneInfo.no_cache(zone))
    assert zoned.wall_clock(seconds * SECOND, zone) == there.replace(tzinfo=None)


@given(moments, regular)
def test_a_time_of_day_is_the_instant_at_which_the_clock_shows_it(seconds: int, zone: str) -> None:
    wall = zoned.wall_clock(seconds * SECOND, zone)
    found = zoned.instant_of(f"{wall.isoformat()}[{zone}]", "UTC")
    assert zoned.wall_clock(found, zone) == wall
    assert found <= seconds * SECOND  # of two, the first


def test_a_time_that_spring_leaves_out_is_that_much_later() -> None:
    found = zoned.instant_of("2027-03-28T02:30:00[Europe/Berlin]", "UTC")
    assert zoned.wall_clock(found, "Europe/Berlin") == datetime(2027, 3, 28, 3, 30)


def test_a_date_begins_where_one_is() -> None:
    berlin, utc = (zoned.instant_of("2026-11-22", zone) for zone in ("Europe/Berlin", "UTC"))
    assert utc - berlin == 3600 * SECOND
    assert zoned.instant_of("2026-11-22T00:00:00+01:00", "Asia/Tokyo") == berlin
