"""The table of what each format holds says the truth."""

from io import BytesIO
from typing import Any, Literal, get_args

import pytest

from farthing.domain.recurrence import anchored
from farthing.domain.reminder import Reminder
from farthing.domain.repeat import Repeat
from farthing.features.formats.catalog import CODECS
from farthing.features.formats.losses import losses
from farthing.features.formats.report import Format
from tests.docs.generate import ROOT
from tests.unit.formats import samples
from tests.unit.formats.samples import HERE, LISTS


def repeats(rule: str, origin: Literal["due", "done"] = "due") -> dict[str, Any]:
    wanted = Repeat(rule, origin)
    return {"due_date": "2026-11-27", "repeat": anchored(wanted, None, "2026-11-27", samples.id(1))}


WHAT: dict[str, dict[str, Any]] = {
    "title": {},
    "description": {"description": "two\nlines"},
    "open": {"status": "todo"},
    "begun": {"status": "doing"},
    "done": {"status": "done"},
    "priority urgent": {"priority": "urgent"},
    "priority high": {"priority": "high"},
    "priority medium": {"priority": "medium"},
    "priority low": {"priority": "low"},
    "due on a day": {"due_date": "2026-11-22"},
    "due at a time, in your zone": {"due_date": "2026-11-22T09:00:00[Europe/Berlin]"},
    "due at a time, in another zone": {"due_date": "2026-11-22T09:00:00[Asia/Tokyo]"},
    "start": {"start_date": "2026-11-22"},
    "repeat, every so often": repeats("FREQ=WEEKLY;INTERVAL=2"),
    "repeat, on weekdays": repeats("FREQ=WEEKLY;BYDAY=MO,FR"),
    "repeat, of any rule": repeats("FREQ=MONTHLY;BYDAY=-1FR;COUNT=5"),
    "repeat, from when it is done": repeats("FREQ=DAILY;INTERVAL=3", "done"),
    "relative reminder": {"reminders": [Reminder(relative_to="due", minutes=-30)], "due_date": "2026-11-22"},
    "reminder at a time, in your zone": {"reminders": [Reminder(at="2026-11-22T08:00:00[Europe/Berlin]")]},
    "labels": {"labels": ["home", "car"]},
    "list": {"list_id": next(iter(LISTS))},
    "subtask": {"parent_id": samples.id(2)},
    "when it was made": {},
}


def table() -> dict[tuple[str, str], str]:
    """Each cell of the table, by what and format."""
    lines = (ROOT / "docs" / "import-export.md").read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| what |"))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:]]
    rows = rows[: next(number for number, row in enumerate(rows) if len(row) < 2)]
    return {
        (row[0], format): cell for row in rows[2:] for format, cell in zip(rows[0][1:], row[1:], strict=True)
    }


def holds(format: Format, what: str) -> bool:
    """Whether a task with this, written and read again, has it still."""
    codec = CODECS[format]
    written = [samples.task(2), samples.task(1, **WHAT[what])]
    if not codec.holds(written[1]):
        return False
    text = b"".join(codec.write(written, LISTS, HERE))
    lost = {lost.field for lost in losses(written, LISTS, codec.read(BytesIO(text), HERE))}
    return not (lost if what == "when it was made" else lost - {"createdAt"})


@pytest.mark.parametrize("format", get_args(Format))
def test_every_cell_is_true(format: Format) -> None:
    told = {what: cell == "yes" for (what, column), cell in table().items() if column == format}
    assert told == {what: holds(format, what) for what in WHAT}
