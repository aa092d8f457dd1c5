"""Written and read again, a task is the same, but for what was reported."""

from contextlib import suppress
from io import BytesIO
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from farthing.domain.errors import Invalid
from farthing.domain.repeat import Repeat
from farthing.domain.task import Task, check
from farthing.features.formats.catalog import CODECS, guess
from farthing.features.formats.losses import losses
from farthing.features.formats.report import Format
from farthing.features.formats.tree import in_order
from tests.unit.formats import samples
from tests.unit.formats.samples import HERE, LISTS

FORMATS: tuple[Format, ...] = get_args(Format)
FIELDS = {
    "title": "title", "description": "description", "status": "status", "priority": "priority",
    "dueDate": "due_date", "startDate": "start_date", "labels": "labels", "list": "list_id",
    "reminders": "reminders", "repeat": "repeat",
}  # fmt: skip


def plain(value: Any) -> Any:
    """A repeat without the id of its series, which a format without ids cannot have."""
    return replace(value, series_id=None) if isinstance(value, Repeat) else value


@pytest.mark.parametrize("format", FORMATS)
@given(written=samples.families())
@settings(max_examples=150, deadline=None)
def test_what_is_not_reported_comes_back(format: Format, written: list[Task]) -> None:
    codec = CODECS[format]
    held = [task for task in in_order(written, LISTS) if codec.holds(task)]
    text = b"".join(codec.write(held, LISTS, HERE))
    lost = {(misfit.task, misfit.field) for misfit in losses(held, LISTS, codec.read(BytesIO(text), HERE))}
    again, report = samples.imported(format, text)

    assert len(again) == len(held)
    assert report.left_out == 0
    keeps_ids = format != "todoist"
    by_id = {task.id: task for task in again}
    for number, task in enumerate(held):
        twin = by_id[task.id] if keeps_ids else again[number]
        check(twin)
        for name, field in FIELDS.items():
            same = plain(getattr(twin, field)) == plain(getattr(task, field))
            assert same or (task.title, name) in lost, (name, getattr(task, field), getattr(twin, field))


@pytest.mark.parametrize("format", FORMATS)
@given(written=samples.families())
@settings(max_examples=50, deadline=None)
def test_reading_twice_gives_the_same_ids(format: Format, written: list[Task]) -> None:
    text = samples.write(format, written)
    once, twice = (samples.imported(format, text)[0] for _ in range(2))
    assert [task.id for task in once] == [task.id for task in twice]
    assert [task.parent_id for task in once] == [task.parent_id for task in twice]


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_seen_from_how_it_begins(format: Format) -> None:
    assert guess(samples.write(format, [samples.task(1, labels=["a"])])) == format


@pytest.mark.parametrize("format", FORMATS)
def test_no_byte_of_a_broken_file_does_more_than_complain(format: Format) -> None:
    whole = samples.write(
        format, [samples.task(1, description="x\ny"), samples.task(2, due_date="2026-11-21")]
    )
    for end in range(len(whole)):
        for text in (whole[:end], whole[:end] + b"\xff" + whole[end:]):
            with suppress(Invalid):
                samples.imported(format, text)
