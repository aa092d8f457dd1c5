"""Arranging tasks, changing many, and settings, on the command line."""

from tests.cli.program import Program


def titles(cli: Program) -> list[str]:
    tasks = cli.json("list", "--all")["tasks"]
    return [task["title"] for task in sorted(tasks, key=lambda task: (task["position"], task["taskId"]))]


def test_a_task_is_placed_copied_and_moved(cli: Program) -> None:
    a, b, c = (cli.add(title) for title in "abc")
    cli("place", c[-6:], "--after", a[-6:])
    assert titles(cli) == ["a", "c", "b"]
    cli("place", b, "--first")
    assert titles(cli) == ["b", "a", "c"]
    cli("place", b, "--after", a, "--before", c)
    assert titles(cli) == ["a", "b", "c"]
    assert cli.json("duplicate", a)["title"] == "a"
    assert titles(cli) == ["a", "a", "b", "c"]
    cli("spaces", "add", "Home")
    moved = cli.json("move", a, "Home")
    assert [task["taskId"] for task in cli.json("list", "--space", moved["spaceId"])["tasks"]] == [a]
    assert titles(cli) == ["a", "b", "c"]


def test_no_place_is_a_slip_and_changes_nothing(cli: Program) -> None:
    a = cli.add("a")
    assert "--first" in cli("place", a, exit=2).stderr
    assert "after itself" in cli("place", a, "--after", a, exit=5).stderr


def test_many_tasks_are_changed_together(cli: Program) -> None:
    ids = [cli.add(title, "--label", "soon") for title in "abc"]
    changed = cli.json("edit", *ids, "--priority", "high", "--label", "home", "--no-label", "soon")
    assert [(task["priority"], task["labels"]) for task in changed["tasks"]] == [("high", ["home"])] * 3


def test_of_many_those_that_can_be_changed_are(cli: Program) -> None:
    ids = [cli.add(title) for title in "ab"]
    cli("rm", ids[0])
    failed = cli("edit", *ids, "--priority", "high", exit=3)
    assert ids[0][-6:] in failed.stderr
    assert cli.json("show", ids[1])["priority"] == "high"


def test_start_and_reminders_are_set_shown_and_cleared(cli: Program) -> None:
    times = ("2026-12-01 09:00", "30m", "due+9h", "start-1d")
    a = cli.add(
        "a", "--due", "2026-12-02", "--start", "2026-12-01", *(x for t in times for x in ("--remind", t))
    )
    task = cli.json("show", a)
    assert task["startDate"] == "2026-12-01"
    assert task["reminders"] == [
        {"at": "2026-12-01T09:00:00[Europe/Berlin]"}, {"relativeTo": "due", "minutes": -30},
        {"relativeTo": "due", "minutes": 540}, {"relativeTo": "start", "minutes": -1440},
    ]  # fmt: skip
    assert cli.json("edit", a, "--remind", "none", "--start", "none")["reminders"] == []
    assert "remind" in cli("edit", a, "--remind", "soonish", exit=5).stderr


def test_settings_are_shown_and_changed(cli: Program) -> None:
    cli.add("a")
    assert cli.json("settings")["timeZone"] == "UTC"
    changed = cli.json("settings", "--time-zone", "here", "--first-weekday", "7")
    assert changed["timeZone"] == "Europe/Berlin"
    assert cli("settings").stdout.splitlines() == [
        "timeZone\tEurope/Berlin",
        "firstWeekday\t7",
        "language\ten",
    ]
    assert "Mars" in cli("settings", "--time-zone", "Mars", exit=5).stderr


def test_labels_are_shown_renamed_and_taken_off(cli: Program) -> None:
    a = cli.add("a", "--label", "home", "--label", "soon")
    assert cli.json("labels")["labels"] == [{"name": "home", "open": 1}, {"name": "soon", "open": 1}]
    assert cli.json("labels", "rename", "home", "house") == {"changed": 1}
    assert cli.json("labels", "rm", "soon") == {"changed": 1}
    assert cli.json("show", a)["labels"] == ["house"]
    assert "soon" in cli("labels", "rm", "soon", exit=3).stderr
