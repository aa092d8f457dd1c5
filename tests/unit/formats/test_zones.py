"""Time zones as iCalendar describes them, read by a library and compared with the zones themselves."""

from datetime import datetime, timedelta

import pytest
from icalendar import Timezone

from farthing.domain.zoned import zone_of
from farthing.domain.zones import ZONES
from farthing.features.formats.content_lines import fold
from farthing.features.formats.vtimezone import vtimezone

ONE_OF_EACH = {rule: zone for zone, rule in ZONES.items()}


@pytest.mark.parametrize("zone", sorted(ONE_OF_EACH.values()))
def test_every_rule_is_described_as_it_is(zone: str) -> None:
    described = Timezone.from_ical(b"".join(map(fold, vtimezone(zone)))).to_tz(lookup_tzid=False)
    there = zone_of(zone)
    for hours in range(24 * 366):
        moment = datetime(2027, 1, 1, 0, 30) + timedelta(hours=hours)
        offsets = {moment.replace(tzinfo=there, fold=fold).utcoffset() for fold in (0, 1)}
        if len(offsets) == 1:  # a clock shows it, and once
            assert {moment.replace(tzinfo=described).utcoffset()} == offsets, moment
