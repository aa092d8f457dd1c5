"""Filters and views from the command line."""

from datetime import UTC, datetime, timedelta

from tests.cli.program import Program


def titles(cli: Program, *command: str) -> list[str]:
    return [task["title"] for task in cli.json(*command)["tasks"]]


def day(count: int) -> str:
    return (datetime.now(UTC) + timedelta(days=count)).date().isoformat()


def test_list_takes_a_filter(cli: Program) -> None:
    cli.add("mow", "--due", day(-1), "--label", "garden")
    cli.add("weed", "--due", day(-2), "--label", "garden")
    cli.add("rake", "--status", "done", "--label", "garden")
    cli.add("cook")
    assert titles(cli, "list", "--filter", "@garden") == ["weed", "mow"]
    assert titles(cli, "list", "--filter", "@garden", "--limit", "1") == ["weed"]
    assert titles(cli, "list", "--filter", "@garden | cook", "--status", "todo") == ["weed", "mow", "cook"]
    assert titles(cli, "list", "--filter", "@garden | cook", "--all") == ["mow", "weed", "rake", "cook"]
    refused = cli("list", "--filter", "buy milk", exit=5)
    assert "at character 5" in refused.stderr


def test_the_views(cli: Program) -> None:
    for count in (-1, 0, 1, 7, 8):
        cli.add(f"in {count}", "--due", day(count))
    cli("lists", "add", "Home")
    cli.add("listed", "--list", "Home")
    assert titles(cli, "today") == ["in -1", "in 0"]
    assert titles(cli, "upcoming") == ["in 1", "in 7"]
    assert titles(cli, "upcoming", "--days", "1") == ["in 1"]
    assert titles(cli, "inbox", "--limit", "2") == ["in -1", "in 0"]
    assert "listed" not in cli("inbox").stdout


def test_a_saved_filter_goes_its_way(cli: Program) -> None:
    cli.add("mow", "--label", "garden", "--priority", "urgent")
    cli.add("weed", "--label", "garden")
    saved = cli.json("filter", "add", "Green", "@garden&P1")
    assert saved["query"] == "@garden & p1"
    assert cli.json("filter", "list")["filters"] == [saved]
    assert titles(cli, "filter", "run", "Green") == ["mow"]
    assert titles(cli, "filter", "run", saved["filterId"][-6:]) == ["mow"]
    assert cli.json("filter", "rm", "Green") == {"deleted": [saved["filterId"]]}
    assert cli.json("filter", "list")["filters"] == []
    assert "\tfilter\t" in cli("trash").stdout
    (back,) = cli.json("restore", saved["filterId"][-6:])["filters"]
    assert back["name"] == "Green"
    assert "at character 3" in cli("filter", "add", "Odd", "a b", exit=5).stderr
