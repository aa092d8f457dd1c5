"""When what repeats is due next, in all zones and through changes of clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from farthing.domain import zoned
from farthing.domain.errors import Invalid
from farthing.domain.instant import DAY, SECOND, from_iso
from farthing.domain.recurrence import anchored, day_after, following
from farthing.domain.repeat import Repeat
from farthing.domain.zones import ZONES
from tests.unit.rules import rules

ID = "01900000-0000-7000-8000-00000000000a"
zones = st.sampled_from(sorted(ZONES))
days = st.dates(date(2026, 1, 1), date(2037, 12, 31))
times = st.times().map(lambda time: time.replace(microsecond=0))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2037, 12, 31)).map(
    lambda moment: round(moment.replace(tzinfo=UTC).timestamp()) * SECOND
)


@st.composite
def dues(draw: st.DrawFn) -> str:
    day = draw(days).isoformat()
    if draw(st.booleans()):
        return day
    return f"{day}T{draw(times)}" + draw(
        st.one_of(zones.map("[{}]".format), st.sampled_from(["Z", "+05:30"]))
    )


def next_due(rule: str, due: str, at: str, zone: str = "UTC", **more: str) -> str | None:
    """What is due after a task with this due, done at an instant."""
    repeat = Repeat(rule, "due", ID, more.get("start", due))
    found = following(repeat, due, from_iso(at), zone)
    return found and found[0]


@settings(deadline=None)
@given(rules(), dues(), instants, zones, st.sampled_from(["due", "done"]), st.booleans())
@example(
    "FREQ=DAILY", "2027-03-27T02:30:00[Europe/Berlin]", from_iso("2027-03-27T12:00:00Z"), "UTC", "due", False
)
def test_the_next_one_is_later_and_keeps_its_form(
    rule: str, due: str, now: int, zone: str, origin: str, skipped: bool
) -> None:
    repeat = Repeat(rule, origin, ID, due)  # type: ignore[arg-type]
    found = following(repeat, due, now, zone, skipped=skipped)
    if found is None:
        return
    after, further = found
    assert after[10:] == due[10:]  # a date stays a date; a time of day and its zone stay what they are
    if origin == "due" or skipped:
        assert after > due
    there = due[20:-1] if due.endswith("]") else zone if len(due) == 10 else "UTC"
    if len(due) == 10:
        assert after > zoned.wall_clock(now, there).date().isoformat()
    elif due.endswith(("]", "Z")):
        assert after[:19] > zoned.wall_clock(now, there).isoformat()[:19]
    assert further.series_id == ID


@settings(deadline=None, max_examples=50)
@given(rules(), days, st.integers(0, 200))
def test_the_days_of_a_series_are_the_same_from_wherever_one_looks(rule: str, start: date, far: int) -> None:
    """What the rule gives after a day far on is what stepping through it day by day gives."""
    after = start + timedelta(days=far)
    day: date | None = start
    while day is not None and day <= after:
        day = day_after(rule, start, day)
    assert day_after(rule, start, after) == day


@given(zones, st.integers(0, 370))
def test_daily_at_nine_is_at_nine_on_every_day_of_a_year(zone: str, days: int) -> None:
    due = f"2026-11-21T09:00:00[{zone}]"
    repeat = Repeat("FREQ=DAILY", "due", ID, due)
    now = zoned.instant_of(due, "UTC") + days * DAY
    found = following(repeat, due, now, "UTC")
    assert found is not None
    later = zoned.instant_of(found[0], "UTC")
    assert zoned.wall_clock(later, zone).strftime("%H:%M") in (
        "09:00",
        "10:00",
        "09:30",
    )  # or left out that day
    assert now < later <= now + 25 * 3600 * SECOND + DAY // 24


@pytest.mark.parametrize(
    ("rule", "due", "done", "expected"),
    [
        ("FREQ=DAILY", "2026-11-21", "2026-11-21T10:00:00Z", "2026-11-22"),
        ("FREQ=DAILY", "2026-11-25", "2026-11-21T10:00:00Z", "2026-11-26"),  # done early
        ("FREQ=DAILY", "2026-11-01", "2026-11-21T10:00:00Z", "2026-11-22"),  # three weeks late
        ("FREQ=DAILY;INTERVAL=3", "2026-11-01", "2026-11-21T10:00:00Z", "2026-11-22"),
        ("FREQ=DAILY;INTERVAL=3", "2026-11-02", "2026-11-21T10:00:00Z", "2026-11-23"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-10-05", "2026-11-21T10:00:00Z", "2026-11-23"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-20", "2026-11-20T10:00:00Z", "2026-11-23"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-17", "2026-11-18T10:00:00Z", "2026-12-01"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-02-01T10:00:00Z", "2026-03-31"),  # as RFC 5545 has it
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-01-31", "2026-02-01T10:00:00Z",
         "2026-02-28"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "2026-11-27T10:00:00Z", "2026-12-25"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "2026-11-30", "2026-11-30T10:00:00Z", "2026-12-01"),
        ("FREQ=YEARLY", "2024-02-29", "2024-03-01T10:00:00Z", "2028-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2024-02-29", "2024-03-01T10:00:00Z",
         "2025-02-28"),
        ("FREQ=YEARLY", "2026-12-24", "2026-12-24T10:00:00Z", "2027-12-24"),
        ("FREQ=DAILY;COUNT=3", "2026-11-22", "2026-11-22T10:00:00Z", "2026-11-23"),
        ("FREQ=DAILY;UNTIL=20261123", "2026-11-22", "2026-11-22T10:00:00Z", "2026-11-23"),
        ("FREQ=DAILY;UNTIL=20261122", "2026-11-22", "2026-11-22T10:00:00Z", None),
        ("FREQ=DAILY;COUNT=1", "2026-11-22", "2026-11-22T10:00:00Z", None),
        # Of a time of day, what is still to come today comes today.
        ("FREQ=DAILY", "2026-11-20T09:00:00Z", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
        ("FREQ=DAILY", "2026-11-20T09:00:00Z", "2026-11-21T09:00:00Z", "2026-11-22T09:00:00Z"),
        # Through the changes of clocks: 09:00 stays 09:00, and 02:30 is written as that.
        ("FREQ=DAILY", "2027-03-27T09:00:00[Europe/Berlin]", "2027-03-27T10:00:00Z",
         "2027-03-28T09:00:00[Europe/Berlin]"),
        ("FREQ=DAILY", "2027-03-27T02:30:00[Europe/Berlin]", "2027-03-27T10:00:00Z",
         "2027-03-28T02:30:00[Europe/Berlin]"),
        ("FREQ=WEEKLY", "2027-10-24T23:30:00[America/New_York]", "2027-10-25T10:00:00Z",
         "2027-10-31T23:30:00[America/New_York]"),
        ("FREQ=DAILY", "2026-11-20T09:00:00+05:30", "2026-11-21T03:00:00Z", "2026-11-21T09:00:00+05:30"),
    ],
)  # fmt: skip
def test_counted_from_the_due_date(rule: str, due: str, done: str, expected: str | None) -> None:
    assert next_due(rule, due, done) == expected


def test_today_is_where_the_person_is() -> None:
    evening = "2026-11-21T20:00:00Z"  # which is the 22nd in Tokyo
    assert next_due("FREQ=DAILY", "2026-11-20", evening, "Asia/Tokyo") == "2026-11-23"
    assert next_due("FREQ=DAILY", "2026-11-20", evening, "America/New_York") == "2026-11-22"


def test_count_ends_after_so_many_whether_they_were_missed_or_not() -> None:
    start = "2026-11-20"
    assert next_due("FREQ=DAILY;COUNT=5", "2026-11-23", "2026-11-23T10:00:00Z", start=start) == "2026-11-24"
    assert next_due("FREQ=DAILY;COUNT=5", "2026-11-24", "2026-11-24T10:00:00Z", start=start) is None
    assert next_due("FREQ=DAILY;COUNT=5", "2026-11-20", "2026-12-24T10:00:00Z", start=start) is None


def test_the_first_one_counts_whatever_the_rule_says_of_its_day() -> None:
    """It was done on a Saturday, and counts, though the rule is about Mondays."""
    rule, saturday = "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-11-21"
    assert next_due(rule, saturday, "2026-11-21T10:00:00Z") == "2026-11-23"
    assert next_due(rule, "2026-11-23", "2026-11-23T10:00:00Z", start=saturday) is None


def test_moving_one_by_hand_does_not_move_the_others() -> None:
    start = "2026-11-16T09:00:00[Europe/Berlin]"
    moved = "2026-11-18T14:00:00[Europe/Berlin]"
    expected = "2026-11-23T09:00:00[Europe/Berlin]"
    assert next_due("FREQ=WEEKLY", moved, "2026-11-18T15:00:00Z", start=start) == expected
    assert next_due("FREQ=WEEKLY", "2026-11-18", "2026-11-18T15:00:00Z", start=start) == expected
    assert next_due("FREQ=WEEKLY", moved, "2026-11-18T15:00:00Z", start="2026-11-16") == "2026-11-23"


@pytest.mark.parametrize(
    ("rule", "due", "done", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=3", "2026-11-01", "2026-11-21T10:00:00Z", "2026-11-24"),
        ("FREQ=DAILY;INTERVAL=3", "2026-12-24", "2026-11-21T10:00:00Z", "2026-11-24"),
        ("FREQ=MONTHLY", "2026-11-01T09:00:00[Asia/Tokyo]", "2026-11-21T20:00:00Z",
         "2026-12-22T09:00:00[Asia/Tokyo]"),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-11-01", "2026-11-21T10:00:00Z", "2026-11-23"),
        ("FREQ=DAILY", None, "2026-11-21T10:00:00Z", "2026-11-22"),
        ("FREQ=DAILY;UNTIL=20261121", "2026-11-21", "2026-11-21T10:00:00Z", None),
    ],
)  # fmt: skip
def test_counted_from_completion(rule: str, due: str | None, done: str, expected: str | None) -> None:
    found = following(Repeat(rule, "done", ID, due), due, from_iso(done), "UTC")
    assert (found and found[0]) == expected


def test_counted_from_completion_a_count_goes_down() -> None:
    repeat, due, rules = Repeat("FREQ=DAILY;INTERVAL=2;COUNT=3", "done", ID, "2026-11-01"), "2026-11-01", []
    while found := following(repeat, due, from_iso(f"{due}T10:00:00Z"), "UTC"):
        due, repeat = found
        rules.append((due, repeat.rule, repeat.start))
    assert rules == [
        ("2026-11-03", "FREQ=DAILY;INTERVAL=2;COUNT=2", "2026-11-03"),
        ("2026-11-05", "FREQ=DAILY;INTERVAL=2;COUNT=1", "2026-11-05"),
    ]


def test_a_rule_that_is_set_counts_from_the_present_due() -> None:
    first = anchored(Repeat("FREQ=DAILY"), None, "2026-11-21", ID)
    assert first == Repeat("FREQ=DAILY", "due", ID, "2026-11-21")
    assert anchored(first, first, "2026-11-28", "another") == first  # sent back as it was read
    changed = anchored(Repeat("FREQ=WEEKLY", start="2026-11-21"), first, "2026-11-28", "another")
    assert changed == Repeat("FREQ=WEEKLY", "due", ID, "2026-11-28")
    assert anchored(Repeat("FREQ=DAILY"), first, "2026-11-28", "another").start == "2026-11-28"
    assert anchored(first, changed, "2026-11-28", "another") == first  # undone


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,2;BYSETPOS=2", "2026-11-21"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-11-21"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "2026-11-21"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2027-11-21"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=3", "2026-11-21"),
        ("FREQ=DAILY", "1066-10-14"),
        ("FREQ=DAILY", None),
    ],
)
def test_a_rule_that_no_day_fits_is_refused(rule: str, due: str | None) -> None:
    with pytest.raises(Invalid, match=r"fits it|is due from|needs one"):
        anchored(Repeat(rule), None, due, ID)
