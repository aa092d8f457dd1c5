"""Files of other programs over HTTP."""

import pytest

from farthing.features import imports
from tests.api.client import Client

SHEET = (
    b'title,due,list,estimate\r\nBuy milk,2026-11-22,Home,\r\nCall Ada,soon,Work,3h\r\n"Two\r\nlines",,,\r\n'
)


def test_a_preview_says_what_will_happen_and_does_nothing(api: Client) -> None:
    api.ok("POST", "/lists", {"name": "home"})
    told = api.ok("POST", "/import/csv?preview=true", SHEET, content_type="text/csv")
    assert (told["tasks"], told["made"], told["done"]) == (3, 0, 0)
    assert {use["name"]: use["isNew"] for use in told["lists"]} == {"Home": False, "Work": True}
    assert [task["title"] for task in told["sample"]] == ["Buy milk", "Call Ada", "Two lines"]
    assert api.ok("GET", "/tasks")["tasks"] == []
    assert len(api.ok("GET", "/lists")["lists"]) == 1


def test_what_does_not_fit_is_told_and_kept(api: Client) -> None:
    told = api.ok("POST", "/import/csv", SHEET)
    assert [(lost["line"], lost["field"], lost["value"]) for lost in told["misfits"]] == [
        (3, "dueDate", "soon"), (3, "estimate", "3h"),
    ]  # fmt: skip
    call = next(task for task in api.ok("GET", "/tasks")["tasks"] if task["title"] == "Call Ada")
    assert call["description"] == "dueDate: soon\nestimate: 3h"


def test_importing_twice_makes_nothing_twice(api: Client) -> None:
    first = api.ok("POST", "/import/csv", SHEET)
    again = api.ok(
        "POST", "/import/csv", b"title,due,list,estimate\r\nNew,,,\r\n" + SHEET.partition(b"\n")[2]
    )
    assert (first["made"], first["skipped"]) == (3, 0)
    assert (again["made"], again["skipped"]) == (1, 3)
    assert len(api.ok("GET", "/tasks")["tasks"]) == 4
    assert len(api.ok("GET", "/lists")["lists"]) == 2


def test_what_the_person_changed_since_stays(api: Client) -> None:
    api.ok("POST", "/import/csv", SHEET)
    milk = next(task for task in api.ok("GET", "/tasks")["tasks"] if task["title"] == "Buy milk")
    api.ok("PATCH", f"/tasks/{milk['taskId']}", {"status": "done"})
    api.ok("POST", "/import/csv", SHEET)
    assert api.ok("GET", f"/tasks/{milk['taskId']}")["status"] == "done"


def test_tasks_without_a_list_go_where_one_says(api: Client) -> None:
    told = api.ok("POST", "/import/csv?list=Later", b"title\nSweep\n")
    assert [use["name"] for use in told["lists"]] == ["Later"]
    assert api.ok("GET", f"/tasks?list={told['lists'][0]['listId']}")["tasks"][0]["title"] == "Sweep"


def test_a_long_file_comes_in_part_by_part(api: Client) -> None:
    count = imports.PART * 2 + 1
    text = b"title,parent\n" + b"".join(b"Task %d,Task %d\n" % (n, n // 9 * 9) for n in range(count))
    told = api.ok("POST", "/import/csv", text)
    made = told["made"]
    while told["next"]:
        told = api.ok("POST", f"/import/csv?from={told['next']}", text)
        made += told["made"]
    assert (made, told["skipped"], told["tasks"]) == (count, 0, count)


def test_more_than_a_request_takes_is_refused_before_anything_else(api: Client) -> None:
    text = b"title\n" + b"Task\n" * (imports.MOST + 1)
    assert api("POST", "/import/csv?preview=true", text).status == 413


@pytest.mark.parametrize(
    ("format", "text", "place"),
    [
        ("csv", b'title\nx\n"never closed', "line 3"),
        ("csv", b"title\nx\nb\xe4d\n", "line 3, column 2"),
        ("csv", b"when,what\n1,2\n", "line 1"),
        ("taskwarrior", b'[\n{"description": "x"},\n{"description" "y"}]', "line 3, column 16"),
        ("google", b'{"items": [{"title": "x", "items": [{"title": "y"}, 3]}]}', "line 1"),
        ("ical", b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nno line\r\n", "line 3, column 3"),
        ("todoist", b"a,b\n1,2\n", "line 1"),
    ],
)
def test_a_broken_file_is_answered_with_its_place(api: Client, format: str, text: bytes, place: str) -> None:
    answer = api("POST", f"/import/{format}", text)
    assert (answer.status, answer.json["field"]) == (422, place)


def test_a_format_that_nobody_knows_is_not_there(api: Client) -> None:
    assert api("POST", "/import/wunderlist", b"x").status == 404
