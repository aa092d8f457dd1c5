"""`farthing search`, and the making of its index."""

from tests.cli.program import Program


def test_words_find_tasks_the_best_first(cli: Program) -> None:
    shopping = cli.add("Buy milk")
    cli.add("Call Zoë", "--label", "milkman")
    found = cli.json("search", "MIL")["tasks"]
    assert [task["title"] for task in found] == ["Buy milk", "Call Zoë"]
    assert cli("search", "mil", "buy").stdout.startswith(shopping)
    assert cli.json("search", "zoe", "--everywhere")["tasks"][0]["title"] == "Call Zoë"
    assert cli.json("search", "nothing") == {"tasks": []}


def test_one_is_told_that_there_are_more(cli: Program) -> None:
    cli.add("Buy milk")
    cli.add("Buy bread")
    assert "more" in cli("search", "buy", "--limit", "1").stderr
    assert "more" not in cli("search", "buy").stderr


def test_the_space_and_the_status_count(cli: Program) -> None:
    garden = cli.json("spaces", "add", "Garden")["spaceId"]
    cli.add("Water bill")
    assert cli.json("search", "water", "--space", garden) == {"tasks": []}
    assert cli.json("search", "water", "--status", "done") == {"tasks": []}


def test_the_index_is_made_anew_in_all_spaces_one_owns(cli: Program) -> None:
    cli.json("spaces", "add", "Garden")
    cli.add("Water bill")
    found = [check for check in cli.json("doctor", "--reindex")["checks"] if check["name"] == "search"]
    assert [(check["status"], check["detail"].split(":")[0]) for check in found] == [
        ("fixed", "Personal"),
        ("fixed", "Garden"),
    ]
    assert [task["title"] for task in cli.json("search", "bill")["tasks"]] == ["Water bill"]
