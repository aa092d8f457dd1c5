"""The rules of the domain, on their own."""

import contextlib
import zoneinfo
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from farthing.domain import due, ident, instant, lifecycle, order, task
from farthing.domain.errors import Conflict, Invalid
from farthing.domain.task import Task, TaskChange
from farthing.domain.zones import ZONES

NOW = 1_800_000_000_000
SPACE = "01a1fc4f-0000-7000-8000-000000000001"

moments = st.integers(0, 253_402_300_799_999)
titles = st.text(min_size=1, max_size=100).filter(lambda text: bool(text.strip()) and text.isprintable())
changes = st.builds(
    TaskChange,
    title=titles,
    status=st.sampled_from(["todo", "doing", "done"]),
    priority=st.sampled_from(["none", "low", "medium", "high", "urgent"]),
    labels=st.lists(titles.filter(lambda text: len(text) <= 50), max_size=5),
)


def made(change: TaskChange) -> Task:
    return task.create(change, id=ident.uuid7(NOW, bytes(10)), user="u", space=SPACE, now=NOW)


@given(moments)
def test_an_instant_survives_its_text(ms: int) -> None:
    assert instant.from_iso(instant.to_iso(ms)) == ms


@given(moments, moments)
def test_instants_sort_as_their_texts(a: int, b: int) -> None:
    assert (a < b) == (instant.to_iso(a) < instant.to_iso(b))


@given(st.integers(0, 62**8 - 1), st.integers(0, 62**8 - 1))
def test_positions_sort_as_their_moments(a: int, b: int) -> None:
    assert (a < b) == (order.at_end(a) < order.at_end(b))


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_ids_are_uuids_of_version_7(ms: int, randomness: bytes) -> None:
    import uuid

    text = ident.uuid7(ms, randomness)
    parsed = uuid.UUID(text)
    assert ident.is_uuid(text)
    assert (parsed.version, parsed.variant, parsed.int >> 80) == (7, uuid.RFC_4122, ms)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_a_date_stays_the_date_it_is(day: object) -> None:
    assert due.parse(str(day)) == str(day)


@given(
    st.datetimes(
        datetime(1000, 1, 2),
        datetime(9998, 12, 30),
        timezones=st.sampled_from(sorted(ZONES)).map(zoneinfo.ZoneInfo),
    )
)
def test_a_time_keeps_its_zone(moment: datetime) -> None:
    zone = str(moment.tzinfo)
    wall = moment.replace(microsecond=0, tzinfo=None).isoformat()
    assert due.parse(f"{wall}[{zone}]") == f"{wall}[{zone}]"
    assert due.parse(due.parse(f"{wall}+01:00[{zone}]")) == f"{wall}[{zone}]"
    assert due.parse(f"{wall}Z") == f"{wall}Z"


@pytest.mark.parametrize("text", ["", " ", "0999-12-31", "9999-01-01", "9999-12-31T23:59[Pacific/Pago_Pago]"])
def test_a_day_at_the_ends_of_the_calendar_or_none_is_refused(text: str) -> None:
    for change in (TaskChange(title="x", due_date=text), TaskChange(title="x", start_date=text)):
        with pytest.raises(Invalid, match="give a da"):
            made(change)


@given(st.text(max_size=40))
def test_whatever_is_no_due_is_refused_by_name(text: str) -> None:
    with contextlib.suppress(Invalid):
        assert due.parse(due.parse(text)) == due.parse(text)


def test_the_zones_are_those_of_the_pinned_tzdata() -> None:
    import importlib.resources

    names = (importlib.resources.files("tzdata") / "zones").read_text().split()
    assert frozenset(names) == frozenset(ZONES), "run `make docs`"


@given(changes, changes)
def test_a_change_writes_its_fields_and_no_others(first: TaskChange, second: TaskChange) -> None:
    before = made(first)
    only_title = task.apply(before, TaskChange(title=second.title), NOW + 1)
    assert only_title.title == second.title.strip()  # type: ignore[union-attr]
    assert (only_title.status, only_title.priority, only_title.labels) == (
        before.status,
        before.priority,
        before.labels,
    )


@given(changes, changes)
def test_applying_twice_is_applying_once(first: TaskChange, second: TaskChange) -> None:
    once = task.apply(made(first), second, NOW + 1)
    assert task.apply(once, second, NOW + 2) is once


@given(changes)
def test_a_task_survives_its_json(change: TaskChange) -> None:
    assert json.decode(json.encode(made(change)), type=Task) == made(change)


@given(changes, st.sampled_from(["todo", "doing", "done"]))
def test_exactly_done_tasks_have_a_time_of_completion(change: TaskChange, status: task.Status) -> None:
    changed = task.apply(made(change), TaskChange(status=status), NOW + 1)
    assert (changed.completed_at is not None) == (changed.status == "done")


def test_the_trash_gives_back_for_thirty_days() -> None:
    gone = lifecycle.delete(made(TaskChange(title="x")), NOW)
    assert lifecycle.delete(gone, NOW + 5) is gone
    with pytest.raises(Conflict):
        task.apply(gone, TaskChange(title="y"), NOW)
    last = NOW + 30 * instant.DAY
    assert lifecycle.restore(gone, last).deleted_at is None
    with pytest.raises(Conflict):
        lifecycle.restore(gone, last + 1)


def test_an_instant_needs_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        instant.from_iso("2026-11-21T00:00:00")
    assert instant.from_iso("2026-11-21T01:00:00+01:00") == int(
        datetime(2026, 11, 21, tzinfo=UTC).timestamp() * 1000
    )
