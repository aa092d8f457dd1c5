"""`farthing add`: what it understands, and how it says so."""

from tests.cli.program import Program


def test_a_title_is_read_for_dates_and_signs(cli: Program) -> None:
    cli("lists", "add", "Big house")
    added = cli("add", "Pay rent on 24 Dec 2027 9am p1 @bills #big-house every 1st !1h")
    assert added.stdout.endswith("\tPay rent\n")
    assert added.stderr == (
        "Understood: due 2027-12-24 09:00, priority urgent, label bills, list big-house, repeat every 1st,"
        " reminder 60 min before.\n"
    )
    task = cli.json("show", added.stdout.partition("\t")[0])
    assert (task["dueDate"][:16], task["priority"], task["labels"]) == (
        "2027-12-24T09:00",
        "urgent",
        ["bills"],
    )
    assert task["listId"] is not None


def test_options_count_for_more_than_the_title(cli: Program) -> None:
    task = cli.json("add", "Call mum p1 @family", "--priority", "low", "--label", "phone", "--list", "inbox")
    assert (task["title"], task["priority"], task["labels"]) == ("Call mum", "low", ["family", "phone"])


def test_a_plain_title_is_taken_as_it_is(cli: Program) -> None:
    added = cli("add", "--plain", "Call mum p1 @family tomorrow")
    assert added.stdout.endswith("\tCall mum p1 @family tomorrow\n")
    assert added.stderr == ""


def test_a_list_that_is_not_there_is_told_and_stays_in_the_title(cli: Program) -> None:
    added = cli("add", "Paint #Garage")
    assert added.stdout.endswith("\tPaint #Garage\n")
    assert "There is no list called 'Garage'" in added.stderr


def test_nothing_is_said_where_nothing_was_understood(cli: Program) -> None:
    assert cli("add", "Monitor the May release").stderr == ""
