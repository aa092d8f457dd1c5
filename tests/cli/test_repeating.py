"""Repeats from the command line: rules, presets and words in, words out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cli.program import Program


@pytest.mark.parametrize(
    ("text", "rule", "origin"),
    [
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "due"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR", "due"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "due"),
        ("every! 3 days", "FREQ=DAILY;INTERVAL=3", "done"),
        ("jeden Montag", "FREQ=WEEKLY;BYDAY=MO", "due"),
    ],
)
def test_a_repeat_is_said_as_a_preset_a_rule_or_words(
    cli: Program, text: str, rule: str, origin: str
) -> None:
    task = cli.json("add", "--plain", "Water", "--due", "2026-11-24", "--repeat", text)
    assert (task["repeat"]["rule"], task["repeat"]["from"]) == (rule, origin)
    assert task["repeat"]["start"] == "2026-11-24"


def test_edit_changes_a_repeat_and_takes_it_away(cli: Program) -> None:
    id = cli.add("Water", "--due", "2026-11-24", "--repeat", "daily")
    changed = cli.json("edit", id, "--repeat", "weekly", "--repeat-from", "done")
    assert (changed["repeat"]["rule"], changed["repeat"]["from"]) == ("FREQ=WEEKLY", "done")
    assert cli.json("edit", id, "--repeat", "none")["repeat"] is None


def test_what_is_no_rule_is_refused_before_it_is_sent(cli: Program) -> None:
    assert "daily at most" in cli("add", "x", "--repeat", "FREQ=HOURLY", exit=2).stderr
    assert "--repeat-from goes with --repeat" in cli("add", "x", "--repeat-from", "done", exit=2).stderr


def test_done_makes_the_next_one_and_skip_moves_it_on(cli: Program) -> None:
    id = cli.add("Water", "--due", "2126-11-24", "--repeat", "weekly")
    cli("done", id)
    (task,) = cli.json("list")["tasks"]
    assert (task["title"], task["dueDate"]) == ("Water", "2126-12-01")
    assert cli("skip", task["taskId"]).stdout == f"{task['taskId']}\tWater\n"
    assert cli.json("show", task["taskId"])["dueDate"] == "2126-12-08"
    last = cli.add("Once", "--due", "today", "--repeat", "FREQ=DAILY;COUNT=1")
    assert "last of its series" in cli("skip", last, exit=4).stderr


def test_show_says_how_a_task_repeats_in_the_persons_language(
    cli: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = cli.add("Water", "--due", "2026-11-24", "--repeat", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5")
    assert "repeat\tFREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5 from due\n" in cli("show", id).stdout
    monkeypatch.setattr("farthing.doors.cli.session.Session.terminal", True)
    assert "every second Tuesday, 5 times" in cli("show", id).stdout
    cli("settings", "--language", "de")
    assert "jeden zweiten Dienstag, 5-mal" in cli("show", id).stdout


@pytest.mark.parametrize("text", ["daily", "every second tuesday", "FREQ=MONTHLY;BYMONTHDAY=31"])
def test_without_a_due_date_it_is_due_on_the_first_day_that_fits(cli: Program, text: str) -> None:
    task = cli.json("add", "--plain", "Water", "--repeat", text)
    due, today = date.fromisoformat(task["dueDate"]), datetime.now(ZoneInfo("Europe/Berlin")).date()
    assert today <= due <= today + timedelta(days=62)
    fits = {"daily": due == today, "every second tuesday": due.weekday() == 1 and (due - today).days < 7}
    assert fits.get(text, due.day == 31)
