"""Row T: making tasks out of lines of text, over the API."""

from typing import Any

import pytest

from tests.api.client import Client

LIST = "01900000-0000-7000-8000-00000000000b"


def quick(api: Client, text: str, **more: object) -> Any:
    return api.ok("POST", "/tasks/quick", {"text": text, **more})


def test_a_line_becomes_a_task(api: Client) -> None:
    api.ok("PUT", f"/lists/{LIST}", {"name": "Big house"})
    made = api("POST", "/tasks/quick", {
        "text": "Pay rent every 1st p1 @bills #big-house on 24 Dec 2027 9am", "timeZone": "Europe/Berlin",
    })  # fmt: skip
    assert made.status == 201
    task = made.json["task"]
    assert made.headers["location"] == f"/tasks/{task['taskId']}"
    assert api.ok("GET", f"/tasks/{task['taskId']}") == task
    assert (task["title"], task["priority"], task["labels"]) == ("Pay rent", "urgent", ["bills"])
    assert task["dueDate"] == "2027-12-24T09:00:00[Europe/Berlin]"
    assert task["listId"] == LIST
    assert made.json["reading"]["repeat"] == {"rule": "FREQ=MONTHLY;BYMONTHDAY=1", "from": "due"}
    assert task["repeat"]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=1"


def test_a_line_that_repeats_makes_the_next_when_it_is_done(api: Client) -> None:
    task = quick(api, "Trash every! 2 weeks from 7 Dec 2027 18:00 for 3 times !30m")["task"]
    assert (task["dueDate"], task["repeat"]["from"]) == ("2027-12-07T18:00:00[UTC]", "done")
    assert task["reminders"] == [{"relativeTo": "due", "minutes": -30}]
    api.ok("PATCH", f"/tasks/{task['taskId']}", {"status": "done"})
    assert len([one for one in api.ok("GET", "/tasks?status=todo")["tasks"] if one["title"] == "Trash"]) == 1


def test_a_preview_makes_nothing(api: Client) -> None:
    seen = api("POST", "/tasks/quick", {"text": "Call mum p2", "preview": True})
    assert seen.status == 200
    assert seen.json["fields"] == {"title": "Call mum", "priority": "high"}
    assert seen.json["reading"]["spans"] == [
        {"start": 9, "end": 11, "kind": "priority", "text": "p2", "value": "high"}
    ]
    assert api.ok("GET", "/tasks")["tasks"] == []


def test_what_is_turned_off_stays_in_the_title(api: Client) -> None:
    made = quick(api, "Call mum p2 @home", off=[[9, 11]])
    assert (made["task"]["title"], made["task"]["priority"]) == ("Call mum p2", "none")
    assert made["task"]["labels"] == ["home"]


def test_a_list_that_is_not_there_stays_in_the_title(api: Client) -> None:
    api.ok("PUT", f"/lists/{LIST}", {"name": "Home"})
    made = quick(api, "Paint #Garage p1", listId=LIST)
    assert (made["task"]["title"], made["task"]["listId"]) == ("Paint #Garage", LIST)
    assert made["unknownList"] == "Garage"
    assert quick(api, "Paint #home")["task"]["listId"] == LIST


def test_the_settings_say_where_and_in_which_language(api: Client) -> None:
    api.ok("PATCH", "/settings", {"timeZone": "Asia/Tokyo", "language": "de"})
    made = quick(api, "Zahnarzt am 24.12.2027 um 9")
    assert made["task"]["dueDate"] == "2027-12-24T09:00:00[Asia/Tokyo]"
    assert quick(api, "Dentist on 24 Dec 2027", language="en")["reading"]["due"] == "2027-12-24"


def test_a_key_has_it_made_once(api: Client) -> None:
    first = api("POST", "/tasks/quick", {"text": "Call mum p2"}, idempotency_key="one")
    again = api("POST", "/tasks/quick", {"text": "Call mum p2"}, idempotency_key="one")
    assert (again.status, again.json["task"]) == (201, first.json["task"])
    assert len(api.ok("GET", "/tasks")["tasks"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {}, {"text": ""}, {"text": " "}, {"text": "two\nlines"}, {"text": "x" * 1001},
        {"text": "x", "off": [[1]]},
        {"text": "x", "timeZone": "Mars/Base"}, {"text": "x", "language": "fr"},
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused(api: Client, body: dict[str, object]) -> None:
    assert api("POST", "/tasks/quick", body).status == 422
