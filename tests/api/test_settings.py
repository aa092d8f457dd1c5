"""A person's settings, and what a task keeps of its start and its reminders."""

import pytest

from tests.api.client import Client


def test_they_are_the_usual_ones_until_changed(api: Client) -> None:
    usual = {"timeZone": "UTC", "firstWeekday": 1, "language": "en"}
    assert api.ok("GET", "/settings") == usual | {"version": 0}
    berlin = usual | {"timeZone": "Europe/Berlin", "version": 1}
    assert api.ok("PATCH", "/settings", {"timeZone": "Europe/Berlin"}) == berlin
    assert api.ok("PATCH", "/settings", {"timeZone": "Europe/Berlin"}) == berlin
    assert api.ok("PATCH", "/settings", {"firstWeekday": 7, "language": "de"})["timeZone"] == "Europe/Berlin"
    assert api.ok("GET", "/settings") == berlin | {"firstWeekday": 7, "language": "de", "version": 2}


def test_who_settles_the_usual_ones_has_settled_them(api: Client) -> None:
    assert api.ok("PATCH", "/settings", {"timeZone": "UTC"})["version"] == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"timeZone": "Mars/Olympus"}, "timeZone"), ({"firstWeekday": 8}, "firstWeekday"),
     ({"language": "xx"}, "language"), ({"theme": "dark"}, "theme")],
)  # fmt: skip
def test_what_is_no_setting_is_refused_by_name(api: Client, change: dict[str, object], field: str) -> None:
    answer = api("PATCH", "/settings", change)
    assert answer.status == 422
    assert field in str(answer.json)
    assert api.ok("GET", "/settings")["timeZone"] == "UTC"


def test_a_task_keeps_its_start_and_reminders_and_who_wrote_it(api: Client) -> None:
    task = api.ok(
        "POST", "/tasks",
        {"title": "Call", "startDate": "2026-11-21", "dueDate": "2026-11-24",
         "reminders": [{"relativeTo": "due", "minutes": -30}, {"at": "2026-11-22T09:00[Europe/Berlin]"}]},
    )  # fmt: skip
    assert task["startDate"] == "2026-11-21"
    assert task["reminders"] == [
        {"relativeTo": "due", "minutes": -30}, {"at": "2026-11-22T09:00:00[Europe/Berlin]"},
    ]  # fmt: skip
    assert task["updatedBy"] == task["userId"]
    cleared = api.ok("PATCH", f"/tasks/{task['taskId']}", {"reminders": None, "startDate": None})
    assert (cleared["reminders"], cleared["startDate"]) == ([], None)
