"""Tasks that repeat, over the API and at the capture door."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.client import Client

FAR = date(2126, 11, 21)


def make(api: Client, **fields: Any) -> Any:
    return api.ok(
        "POST", "/tasks", {"title": "Water", "dueDate": str(FAR), "repeat": {"rule": "daily"}} | fields
    )


def all_tasks(api: Client) -> list[tuple[str, str]]:
    return sorted((task["dueDate"], task["status"]) for task in api.ok("GET", "/tasks")["tasks"])


def test_what_is_left_out_of_a_repeat_is_filled_in(api: Client) -> None:
    task = make(api)
    expected = {"rule": "FREQ=DAILY", "from": "due", "seriesId": task["taskId"], "start": str(FAR)}
    assert task["repeat"] == expected
    sent_back = api.ok("PATCH", f"/tasks/{task['taskId']}", {"repeat": task["repeat"]})
    assert sent_back["version"] == 1


@pytest.mark.parametrize("how", ["api", "door"])
def test_completing_makes_the_next_one_at_either_door(api: Client, door: Client, how: str) -> None:
    id = make(api)["taskId"]
    if how == "api":
        api.ok("PATCH", f"/tasks/{id}", {"status": "done"})
    else:
        door.ok("PUT", f"/{id}", {"completed": True})
        door.ok("PUT", f"/{id}", {"completed": True})
    assert all_tasks(api) == [(str(FAR), "done"), (str(FAR + timedelta(days=1)), "todo")]


def test_skip_answers_with_the_task_at_its_next_due(api: Client) -> None:
    id = make(api)["taskId"]
    answer = api("POST", f"/tasks/{id}/skip", if_match='"1"')
    assert (answer.status, answer.headers["etag"]) == (200, '"2"')
    assert answer.json["dueDate"] == str(FAR + timedelta(days=1))
    assert api("POST", f"/tasks/{id}/skip", if_match='"1"').status == 412


def test_at_the_end_of_a_series_nothing_is_skipped(api: Client) -> None:
    id = make(api, repeat={"rule": "FREQ=DAILY;COUNT=1"})["taskId"]
    answer = api("POST", f"/tasks/{id}/skip")
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert answer.json["detail"] == "this is the last of its series: complete it or delete it"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"repeat": {"rule": "FREQ=HOURLY"}}, "repeat.rule"),
        ({"repeat": {"rule": "x" * 201}}, "repeat.rule"),
        ({"repeat": {"rule": "daily", "start": "soon"}}, "repeat.start"),
        ({"repeat": {"rule": "daily"}, "dueDate": None}, "repeat"),
        ({"repeat": {"rule": "FREQ=DAILY;INTERVAL=7;BYDAY=MO"}, "dueDate": "2026-11-21"}, "repeat.rule"),
    ],
)
def test_what_is_no_repeat_is_refused_and_named(api: Client, fields: Any, field: str) -> None:
    answer = api("POST", "/tasks", {"title": "Water", "dueDate": str(FAR)} | fields)
    assert (answer.status, answer.json["field"]) == (422, field)
