"""`history`, `undo` and the subtasks that `show` has: what follows from the changes of a task."""

import pytest

from tests.cli.program import Program


def test_what_was_changed_is_listed_and_undone(cli: Program) -> None:
    id = cli.add("Buy milk")
    cli("edit", id, "--priority", "high")
    cli("done", id)
    lines = [line.split("\t") for line in cli("history", id).stdout.splitlines()]
    assert [line[0] for line in lines] == ["3", "2", "1"]
    assert (lines[0][3].split(";")[0], lines[1][3], lines[2][3]) == (
        "status: todo → done",
        "priority: none → high",
        "made",
    )
    assert cli.json("undo", id)["status"] == "todo"
    assert cli.json("undo", id, "--version", "2")["priority"] == "none"
    assert [entry["version"] for entry in cli.json("history", id, "--limit", "2")["history"]] == [5, 4]


def test_a_deletion_is_undone_by_the_end_of_the_id(cli: Program) -> None:
    id = cli.add("Buy milk")
    cli("rm", id)
    assert cli("undo", id[-8:]).stdout == f"{id}\tBuy milk\n"
    assert [task["taskId"] for task in cli.json("list")["tasks"]] == [id]
    cli("undo", "ffffffff", exit=3)


def test_what_cannot_be_undone_is_said(cli: Program) -> None:
    id = cli.add("Buy milk")
    assert "this is how the task was made" in cli("undo", id, exit=4).stderr


@pytest.mark.usefixtures("terminal")
def test_people_read_the_history_in_their_time(cli: Program) -> None:
    id = cli.add("Buy milk")
    cli("edit", id, "--description", "x" * 100)
    shown = cli("history", id).stdout
    assert "description: nothing" in shown
    assert "xxx…" in shown
    assert "x" * 50 not in shown


def test_a_task_is_shown_with_its_subtasks(cli: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = cli.add("Move house")
    boxes, van = (cli.add(title, "--parent", parent) for title in ("boxes", "van"))
    cli("done", van)
    lines = cli("show", parent).stdout.splitlines()
    assert {f"subtasks\t{boxes},{van}", "progress\t1/2"} <= set(lines)
    monkeypatch.setattr("farthing.doors.cli.session.Session.terminal", True)
    shown = cli("show", parent).stdout
    assert "1/2 done" in shown
    assert boxes[-6:] in shown
