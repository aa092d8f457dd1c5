"""Tasks from the command line: what people and scripts do with them, and get of it."""

import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest

from farthing.doors.cli import when
from tests.cli.program import COMMAND, Program


def titles(cli: Program, *options: str) -> list[str]:
    return [task["title"] for task in cli.json("list", *options)["tasks"]]


def test_a_task_has_what_the_options_say(cli: Program) -> None:
    cli("lists", "add", "Groceries")
    parent = cli.add("Party")
    task = cli.json(
        "add", "Buy", "milk", "--description", "two\nlitres", "--due", "2026-12-24", "--priority", "high",
        "--label", "shop", "--label", "home", "--list", "groceries", "--status", "doing",
        "--parent", parent[-6:],
    )  # fmt: skip
    (groceries,) = cli.json("lists")["lists"]
    expected = {
        "title": "Buy milk", "description": "two\nlitres", "dueDate": "2026-12-24", "priority": "high",
        "labels": ["shop", "home"], "listId": groceries["listId"], "status": "doing", "parentId": parent,
    }  # fmt: skip
    assert task | expected == task
    assert cli.json("show", task["taskId"]) == task


def test_list_leaves_out_what_is_done_and_keeps_the_order_of_making(cli: Program) -> None:
    for title in "abcd":
        cli.add(title, "--status", {"b": "doing", "c": "done"}.get(title, "todo"))
    assert titles(cli) == ["a", "b", "d"]
    assert titles(cli, "--all") == ["a", "b", "c", "d"]
    assert titles(cli, "--status", "done") == ["c"]
    assert titles(cli, "--limit", "2") == ["a", "b"]


def test_list_filters(cli: Program) -> None:
    cli("lists", "add", "Home")
    cli.add("in list", "--list", "Home", "--label", "x")
    cli.add("due", "--due", "2020-11-20")
    cli.add("due later", "--due", "2020-11-21T09:00[Asia/Tokyo]", "--label", "x")
    assert titles(cli, "--list", "HOME") == ["in list"]
    assert titles(cli, "--list", "inbox") == ["due", "due later"]
    assert titles(cli, "--label", "x") == ["in list", "due later"]
    assert titles(cli, "--due-before", "2020-11-21") == ["due"]
    assert titles(cli, "--due-after", "2020-11-21") == ["due later"]
    assert titles(cli, "--due-after", "2020-11-21 10:00") == []
    assert titles(cli, "--due-before", "tomorrow", "--due-after", "today") == []


def test_edit_changes_what_is_named_and_nothing_else(cli: Program) -> None:
    id = cli.add("old", "--due", "2026-12-24", "--label", "a", "--label", "b", "--priority", "low")
    task = cli.json("edit", id, "--title", "new", "--label", "c", "--no-label", "a", "--due", "none")
    assert (task["title"], task["labels"], task["dueDate"]) == ("new", ["b", "c"], None)
    assert task["priority"] == "low"
    assert cli.json("edit", id, "--priority", "none")["title"] == "new"


def test_edit_without_a_change_is_a_usage_error(cli: Program) -> None:
    assert "Say what to change" in cli("edit", cli.add("x"), exit=2).stderr


def editor(folder: Path, commands: str) -> str:
    """An editor that does these commands to its file, `$1`."""
    script = folder / "editor"
    script.write_text(f"#!/bin/sh\n{commands}\n")
    script.chmod(0o755)
    return str(script)


def test_the_editor_gets_the_description_and_gives_it_back(cli: Program, tmp_path: Path) -> None:
    id = cli.add("x", "--description", "before")
    command = editor(tmp_path, 'grep -q before "$1" && echo "after ü" > "$1" && touch -d 2030-01-01 "$1"')
    edited = Program(cli.data, env={"EDITOR": command, "VISUAL": command}).json("edit", id, "--editor")
    assert edited["description"] == "after ü"


def test_text_from_the_editor_survives_a_change_by_another(cli: Program, tmp_path: Path) -> None:
    id = cli.add("x")
    other = shlex.join((*COMMAND, "--data", str(cli.data), "edit", id))
    command = editor(tmp_path, f'{other} --title theirs >&2; echo mine > "$1"; touch -d 2030-01-01 "$1"')
    env = {"EDITOR": command, "VISUAL": command}
    error = Program(cli.data, env=env)("edit", id, "--editor", exit=4).stderr
    kept = Path(error.rpartition(" ")[2].strip())
    assert kept.read_text() == "mine"
    kept.unlink()
    assert cli.json("show", id)["title"] == "theirs"


def test_done_rm_and_restore_take_several(cli: Program) -> None:
    ids = [cli.add(title) for title in "abc"]
    done = cli.json("done", *(id[-6:] for id in ids))
    assert [(task["taskId"], task["status"]) for task in done["tasks"]] == [(id, "done") for id in ids]
    assert cli.json("rm", *ids[:2]) == {"deleted": ids[:2]}
    assert titles(cli, "--all") == ["c"]
    assert {task["taskId"] for task in cli.json("trash")["tasks"]} == set(ids[:2])
    restored = cli.json("restore", ids[0][-6:], ids[1])
    assert [task["taskId"] for task in restored["tasks"]] == ids[:2]
    assert titles(cli, "--all") == ["a", "b", "c"]


def test_a_typing_slip_among_several_ids_changes_nothing(cli: Program) -> None:
    id = cli.add("x")
    cli("done", id[-6:], "ffffffff", exit=3)
    assert cli.json("show", id)["status"] == "todo"


def test_ids_may_be_given_by_end_or_beginning_if_only_one_fits(cli: Program) -> None:
    first, second = cli.add("first"), cli.add("second")
    assert cli.json("show", first[-6:].upper())["title"] == "first"
    assert cli.json("show", second[:-1])["title"] == "second"
    error = cli("show", first[:8], exit=5).stderr
    assert first in error
    assert "'second'" in error
    assert "4 or more" in cli("show", first[-3:], exit=5).stderr
    assert "no id" in cli("show", "../tasks", exit=5).stderr


def test_lists_are_made_renamed_deleted_and_restored(cli: Program) -> None:
    made = cli.json("lists", "add", "Home")
    assert cli.json("lists", "rename", "home", "House")["name"] == "House"
    assert [one["name"] for one in cli.json("lists")["lists"]] == ["House"]
    assert cli.json("lists", "rm", made["listId"][-6:]) == {"deleted": [made["listId"]]}
    assert cli.json("lists")["lists"] == []
    assert cli.json("restore", made["listId"])["lists"][0]["name"] == "House"


def test_a_list_that_is_not_there_is_named_with_what_may_be_meant(cli: Program) -> None:
    cli("lists", "add", "Groceries")
    assert "did you mean 'Groceries'?" in cli("add", "x", "--list", "Grocries", exit=3).stderr
    assert "farthing lists add 'Work'" in cli("add", "x", "--list", "Work", exit=3).stderr


def test_lists_of_the_same_name_are_told_apart_by_case_or_id(cli: Program) -> None:
    one, two = (cli.json("lists", "add", name) for name in ("home", "Home"))
    assert cli.json("add", "x", "--list", "Home")["listId"] == two["listId"]
    assert cli.json("add", "x", "--list", one["listId"][-6:])["listId"] == one["listId"]
    assert "more than one" in cli("add", "x", "--list", "HOME", exit=5).stderr


def test_tokens_are_made_shown_once_and_revoked(cli: Program) -> None:
    result = cli("token", "create", "laptop", "--scope", "read", "--days", "3")
    assert result.stdout.startswith("farthing_")
    assert "not shown again" in result.stderr
    (token,) = cli.json("token", "list")["tokens"]
    assert (token["name"], token["scopes"]) == ("laptop", ["read"])
    assert "token" not in token
    assert cli.json("token", "revoke", "laptop") == {"revoked": [token["tokenId"]]}
    assert cli.json("token", "list") == {"tokens": []}
    assert cli.json("token", "create", "x")["token"].startswith("farthing_")


def test_a_space_is_worked_in_by_its_id(cli: Program) -> None:
    cli.add("mine")
    (own,) = cli.json("spaces")["spaces"]
    assert [task["title"] for task in cli.json("--space", own["spaceId"], "list")["tasks"]] == ["mine"]
    cli("list", "--space", own["spaceId"].replace("0", "1"), exit=3)


def test_dues_are_read_by_the_day_and_clock_here(cli: Program) -> None:
    tomorrow = (when.present().date() + timedelta(days=1)).isoformat()
    assert cli.json("add", "x", "--due", "tomorrow")["dueDate"] in (tomorrow, _next(tomorrow))
    assert (
        cli.json("add", "x", "--due", "2026-11-21 09:00")["dueDate"] == "2026-11-21T09:00:00[Europe/Berlin]"
    )


def _next(day: str) -> str:
    """Midnight may pass between the two questions."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@pytest.mark.usefixtures("terminal")
class TestForPeople:
    def test_tables_show_short_ids_names_of_lists_and_days(self, cli: Program) -> None:
        cli("lists", "add", "Home")
        id = cli.add("Water [b]plants[/b] :smile:", "--list", "Home", "--due", "today", "--label", "a")
        header, row = cli("list").stdout.splitlines()
        assert header.split() == ["id", "status", "priority", "due", "title", "list", "labels"]
        assert row.split() == [id[-6:], "todo", "today", "Water", "[b]plants[/b]", ":smile:", "Home", "a"]

    def test_show_tells_what_there_is(self, cli: Program) -> None:
        id = cli.add("Plan", "--description", "line 1\nline 2 \x1b[31m", "--priority", "urgent")
        shown = cli("show", id[-6:]).stdout
        assert "Plan" in shown
        assert id in shown
        assert "line 1\nline 2 \\x1b[31m" in shown
        assert "due" not in shown

    def test_what_was_done_is_said_unless_quiet(self, cli: Program) -> None:
        said = cli("add", "Buy milk").stdout.split()
        assert said[0] == "Added"
        assert said[2:] == ["Buy", "milk"]
        assert cli("done", said[1]).stdout == f"Done {said[1]}  Buy milk\n"
        assert cli("rm", said[1], "--quiet").output == ""
        assert "Buy milk" in cli("trash").stdout
        assert "No tasks" in cli("list").stderr


def test_programs_get_whole_ids_and_tabs(cli: Program) -> None:
    cli("lists", "add", "Home")
    id, _, title = cli("add", "Water plants", "--list", "Home", "--label", "a").stdout.strip().partition("\t")
    assert title == "Water plants"
    assert cli("list").stdout == f"{id}\ttodo\tnone\t\tWater plants\tHome\ta\n"
    cli("edit", id, "--description", "a\tb\nc")
    fields = dict(line.split("\t") for line in cli("show", id).stdout.splitlines())
    assert fields["description"] == "a\\tb\\nc"
    assert fields["title"] == "Water plants"
