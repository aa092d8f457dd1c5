"""Files as other programs write them."""

from pathlib import Path

import pytest

from farthing.domain.reminder import Reminder
from farthing.domain.task import Task
from farthing.features.formats.report import Format, Report
from tests.unit.formats import samples

DATA = Path(__file__).parents[2] / "data"


def imported(format: Format, name: str, into: str = "") -> tuple[dict[str, Task], Report]:
    """The tasks of a file by their titles, and what is told."""
    tasks, report = samples.imported(format, (DATA / name).read_bytes(), into)
    return {task.title: task for task in tasks}, report


def lost(report: Report) -> set[tuple[str, str, str]]:
    return {(misfit.task, misfit.field, misfit.value) for misfit in report.misfits}


def test_todoist() -> None:
    tasks, report = imported("todoist", "todoist.csv")
    milk, party, plants = tasks["Buy milk"], tasks["Plan the party"], tasks["Water the plants"]
    assert (milk.labels, milk.priority, milk.due_date) == (["shop", "home"], "urgent", "2026-11-22")
    assert milk.description == "two litres,\nlow fat"
    assert (party.priority, party.list_id, party.description) == ("none", None, "RESPONSIBLE: Bob (2711)")
    assert tasks["Send invitations"].parent_id == tasks["Cake"].parent_id == party.id
    assert tasks["Send invitations"].due_date == "2026-11-28T18:30:00[Europe/Berlin]"
    assert tasks["Print them"].parent_id == tasks["Send invitations"].id
    assert "The printer is at work" in tasks["Print them"].description
    assert tasks["Cake"].description == "DATE: when the moon is blue"
    assert plants.list_id == "list of Every week"
    assert plants.repeat is not None
    assert plants.repeat.rule == "FREQ=WEEKLY;BYDAY=MO"
    assert plants.due_date is not None
    assert plants.due_date.endswith("T09:00:00[Europe/Berlin]")
    assert lost(report) == {
        ("Plan the party", "RESPONSIBLE", "Bob (2711)"),
        ("Print them", "DURATION", "45"),
        ("Print them", "DATE", "line 8: 2026-11-01"),
        ("Cake", "DATE", "when the moon is blue"),
        ("Water the plants", "DEADLINE", "2026-12-01"),
    }


def test_sections_of_a_todoist_project_are_lists_of_it() -> None:
    _, report = imported("todoist", "todoist.csv", into="Garden")
    assert [use.name for use in report.lists] == ["Garden", "Garden / Every week"]


def test_taskwarrior() -> None:
    tasks, report = imported("taskwarrior", "taskwarrior.json")
    milk, cake, plumber = tasks["Buy milk"], tasks["Bake a cake"], tasks["Call the plumber"]
    assert milk.id == "2a6d7e8f-1b3c-4d5e-8f90-a1b2c3d4e5f6"
    assert (milk.due_date, milk.priority, milk.labels) == ("2026-11-22", "high", ["shop", "next"])
    assert milk.list_id == "list of Home.Kitchen"
    assert milk.created_at == "2026-11-01T08:00:00.000Z"
    assert (cake.due_date, cake.start_date) == ("2026-11-22T10:30:00[Europe/Berlin]", "2026-11-20")
    assert cake.status == "doing"
    assert cake.description == "with apples\n2026-11-05: Ada likes cinnamon\nestimate: 3h"
    assert (plumber.status, plumber.completed_at) == ("done", "2026-11-04T09:30:00.000Z")
    assert tasks["Look for a bike"].start_date == "2027-03-01"
    assert lost(report) == {
        ("Bake a cake", "depends", "['2a6d7e8f-1b3c-4d5e-8f90-a1b2c3d4e5f6']"),
        ("Bake a cake", "estimate", "3h"),
        ("Never mind", "deleted", ""),
    }
    assert report.left_out == 1


def test_of_what_recurs_in_taskwarrior_the_last_open_one_repeats() -> None:
    tasks, _ = samples.imported("taskwarrior", (DATA / "taskwarrior.json").read_bytes())
    rent = {task.due_date: task for task in tasks if task.title == "Rent"}
    assert set(rent) == {"2026-11-01", "2026-12-01"}
    assert rent["2026-11-01"].status == "done"
    repeat = rent["2026-12-01"].repeat
    assert repeat is not None
    assert (repeat.rule, repeat.start) == ("FREQ=MONTHLY", "2026-12-01")


def test_taskwarrior_one_after_another() -> None:
    """As `json.array=0` has it."""
    lines = (DATA / "taskwarrior.json").read_text().splitlines()[1:-1]
    text = "\n".join(line.removesuffix(",") for line in lines)
    whole = (DATA / "taskwarrior.json").read_bytes()
    assert samples.imported("taskwarrior", text.encode())[0] == samples.imported("taskwarrior", whole)[0]


@pytest.mark.parametrize(
    ("recur", "rule"),
    [
        ("daily", "FREQ=DAILY"), ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2"), ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("3 days", "FREQ=DAILY;INTERVAL=3"), ("2wks", "FREQ=WEEKLY;INTERVAL=2"),
        ("P2M", "FREQ=MONTHLY;INTERVAL=2"),
        ("P1Y", "FREQ=YEARLY"), ("2h", None), ("PT2H", None), ("", None), ("sennight", None),
    ],
)  # fmt: skip
def test_periods_of_taskwarrior(recur: str, rule: str | None) -> None:
    from farthing.features.formats.taskwarrior import rule_of

    assert rule_of(recur) == rule


def test_icalendar() -> None:
    tasks, report = imported("ical", "tasks.ics")
    party, plants, plumber = (
        tasks["Plan the party, with cake"],
        tasks["Water the plants"],
        tasks["Call the plumber"],
    )
    assert party.due_date == "2026-11-28T18:30:00[Europe/Berlin]"
    assert (party.priority, party.labels) == ("urgent", ["party", "friends, old ones"])
    assert party.description == (
        "First line\nsecond line with a backslash \\ and a long tail so that the line is folded\n"
        "LOCATION: Ada's place"
    )
    assert party.reminders == [Reminder(relative_to="due", minutes=-90)]
    assert party.list_id == "list of Home" or party.list_id in samples.LISTS
    assert tasks["Send invitations"].parent_id == party.id
    assert tasks["Send invitations"].status == "doing"
    assert (plants.start_date, plants.due_date) == ("2026-11-23", "2026-11-23")
    assert plants.repeat is not None
    assert plants.repeat.rule == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231"
    assert (plumber.due_date, plumber.completed_at) == ("2026-11-04T08:00:00Z", "2026-11-04T09:30:00.000Z")
    assert lost(report) == {
        ("Plan the party, with cake", "LOCATION", "Ada's place"),
        ("Water the plants", "EXDATE", "20261228"),
        ("Concert", "VEVENT", ""),
    }


def test_google_tasks() -> None:
    tasks, report = imported("google", "google-tasks.json")
    party, sent = tasks["Plan the party"], tasks["Send invitations"]
    assert party.due_date == "2026-11-28"
    assert party.description == "ask Ada\nask Bob\nlink: https://mail.google.com/mail/#all/17"
    assert party.list_id == "list of My Tasks"
    assert (sent.parent_id, sent.status) == (party.id, "done")
    assert sent.completed_at == "2026-11-04T09:30:00.000Z"
    assert lost(report) == {
        ("Plan the party", "link", "https://mail.google.com/mail/#all/17"), ("Never mind", "deleted", ""),
    }  # fmt: skip


def test_a_sheet() -> None:
    tasks, report = imported("csv", "sheet.csv")
    milk, cake = tasks['Buy "good" milk'], tasks["Bake a cake with apples"]
    assert (milk.due_date, milk.priority, milk.labels) == ("2026-11-22", "high", ["shop", "home"])
    assert (milk.status, milk.list_id) == ("todo", samples.LISTS and next(iter(samples.LISTS)))
    assert (cake.due_date, cake.priority, cake.status) == (
        "2026-11-28T18:30:00[Europe/Berlin]",
        "medium",
        "done",
    )
    assert tasks["Read 1984"].due_date is None
    assert lost(report) == {("Bake a cake\r\nwith apples", "Effort", "3 h")}


def test_parents_that_come_late_or_never() -> None:
    text = (
        b"title,id,parent\nChild,01900000-0000-7000-8000-000000000002,01900000-0000-7000-8000-000000000001\n"
        b"Parent,01900000-0000-7000-8000-000000000001,\nOrphan,,01900000-0000-7000-8000-000000000009\n"
    )
    tasks, report = samples.imported("csv", text)
    assert [task.title for task in tasks] == ["Parent", "Child", "Orphan"]
    assert tasks[1].parent_id == tasks[0].id
    assert tasks[2].parent_id is None
    assert [misfit.field for misfit in report.misfits] == ["parent"]


def test_what_is_below_itself_or_too_deep_comes_to_the_top() -> None:
    ids = [samples.id(number) for number in range(15)]
    ring = f"a,{ids[1]},{ids[2]}\nb,{ids[2]},{ids[1]}\n"
    chain = "".join(f"c{number},{ids[number]},{ids[number - 1]}\n" for number in range(4, 15))
    tasks, report = samples.imported("csv", f"title,id,parent\n{ring}c3,{ids[3]},\n{chain}".encode())
    assert len(tasks) == 14
    assert [misfit.why.partition(":")[0] for misfit in report.misfits] == [
        "tasks go at most 10 deep", "no such task is above it in the file",
    ]  # fmt: skip


def test_what_no_task_may_have_is_brought_within_bounds() -> None:
    text = (
        "title,labels,description,reminders\n"
        f"{'x' * 600},{'y' * 60},{'z' * 70_000},nonsense;2026-11-21;due-30\n,a,,\n"
    )
    (long, untitled), report = samples.imported("csv", text.encode())
    assert len(long.title) == 500
    assert long.labels == []
    assert len(long.description.encode()) <= 65_536
    assert long.reminders == [Reminder(relative_to="due", minutes=-30)]
    assert untitled.title == "Untitled"
    assert {misfit.field for misfit in report.misfits} == {"title", "label", "description", "reminders"}
