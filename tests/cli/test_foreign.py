"""Files of other programs on the command line: streamed in, told of, written and read back."""

import tracemalloc
from pathlib import Path
from typing import get_args

import pytest

from farthing.features.formats.report import Format
from tests.cli.program import Program

FORMATS: tuple[Format, ...] = get_args(Format)
SHEET = b"title;due;list;estimate\nBuy milk;22.11.2026;Home;3h\nCall Ada;;Work;\n"


def titles(cli: Program) -> set[str]:
    return {task["title"] for task in cli.json("list")["tasks"]}


def test_a_preview_does_nothing(cli: Program) -> None:
    cli("add", "Here")
    told = cli.json("import", "-", "--preview", input=SHEET)
    assert (told["tasks"], told["made"], told["misfitCount"]) == (2, 0, 1)
    assert [use["name"] for use in told["lists"] if use["isNew"]] == ["Home", "Work"]
    assert titles(cli) == {"Here"}
    assert cli.json("lists")["lists"] == []


def test_a_file_is_brought_in_once_and_what_does_not_fit_is_told(cli: Program) -> None:
    first = cli("import", "-", input=SHEET)
    assert "Imported 2 of 2 tasks; lists made: Home, Work." in first.stderr
    assert "line 2 'Buy milk': estimate '3h' has no field here: it is kept in the description" in first.stderr
    again = cli.json("import", "-", input=SHEET)
    assert (again["made"], again["skipped"]) == (0, 2)
    assert len(cli.json("lists")["lists"]) == 2


def test_what_stands_before_a_fault_is_brought_in(cli: Program) -> None:
    result = cli("import", "-", input=SHEET + b'Third;;;\n"never closed', exit=5)
    assert "line 5" in result.stderr
    assert titles(cli) == {"Buy milk", "Call Ada", "Third"}


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_exported_comes_back_elsewhere(cli: Program, tmp_path: Path, format: Format) -> None:
    cli("lists", "add", "Home")
    above = cli.add("Plan the party", "--due", "2026-11-22", "--list", "Home", "--priority", "high")
    cli("add", "Send invitations", "--parent", above, "--list", "Home")
    cli("export", str(tmp_path / "file"), "--as", format)
    elsewhere = Program(tmp_path / "elsewhere", env=cli.env)
    elsewhere("import", str(tmp_path / "file"))
    found = {task["title"]: task for task in elsewhere.json("list")["tasks"]}
    assert set(found) == {"Plan the party", "Send invitations"}
    assert found["Plan the party"]["dueDate"] == "2026-11-22"
    (made,) = elsewhere.json("lists")["lists"]
    assert (made["name"], found["Plan the party"]["listId"]) == ("Home", made["listId"])


def test_an_export_tells_what_the_format_cannot_hold(cli: Program, tmp_path: Path) -> None:
    cli("add", "Begun", "--status", "doing", "--due", "2026-11-22T09:00[Asia/Tokyo]")
    told = cli.json("export", str(tmp_path / "file"), "--as", "google")
    assert {(lost["task"], lost["field"]) for lost in told["misfits"]} == {
        ("Begun", "status"),
        ("Begun", "dueDate"),
    }


def test_ten_thousand_tasks_are_never_in_memory_at_once(cli: Program, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    with path.open("w") as file:
        file.write("title,notes\n")
        file.writelines(f"Task {number},{'x' * 1000}\n" for number in range(10_000))
    cli("import", "-", input=SHEET)  # what is loaded at first is not what is asked here
    tracemalloc.start()
    try:
        cli("import", str(path), "--preview")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10_000_000, f"{most:,} bytes"


def test_a_calendar_goes_its_way(cli: Program) -> None:
    cli("add", "Due", "--due", "2026-11-22")
    made = cli("calendar", "add", "Mine")
    assert made.stdout.startswith("http://127.0.0.1:8000/api/calendar.ics?token=feed_")
    assert [calendar["name"] for calendar in cli.json("calendar", "list")["calendars"]] == ["Mine"]
    cli("calendar", "rm", "Mine")
    assert cli.json("calendar", "list")["calendars"] == []
