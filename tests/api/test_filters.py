"""Filters and views over HTTP."""

from typing import Any
from urllib.parse import quote

import pytest
from msgspec import json
from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.task import TaskChange
from farthing.features.records import PAGE_RECORDS, Put
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER
from farthing.wiring.local import Home
from tests.api.client import Client

DAY = instant.DAY


@pytest.fixture
def today(home: Home) -> str:
    """As the settings that nobody has changed say: in UTC."""
    return instant.to_iso(home.clock.now())[:10]


def day(home: Home, count: int) -> str:
    return instant.to_iso(home.clock.now() + count * DAY)[:10]


def add(api: Client, title: str, **fields: Any) -> str:
    made: str = api.ok("POST", "/tasks", {"title": title} | fields)["taskId"]
    return made


def add_in_order(api: Client, *tasks: dict[str, Any]) -> None:
    """With ids in this order: those that the server makes within one millisecond are in any."""
    for number, fields in enumerate(tasks):
        api.ok("PUT", f"/tasks/{number:08x}-0000-7000-8000-000000000000", fields)


def titles(api: Client, target: str) -> list[str]:
    """All pages of a listing."""
    found: list[str] = []
    cursor = ""
    while True:
        page = api.ok("GET", target + cursor)
        found += [task["title"] for task in page["tasks"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def filtered(api: Client, text: str, **rest: str) -> list[str]:
    more = "".join(f"&{name}={value}" for name, value in rest.items())
    return titles(api, f"/tasks?filter={quote(text)}{more}")


def test_a_filter_finds_open_tasks_in_the_order_of_the_agenda(api: Client, home: Home, today: str) -> None:
    add(api, "later", dueDate=day(home, 1), labels=["home"], priority="urgent")
    add(api, "none", labels=["Home"])
    add(api, "other", dueDate=today)
    at_home = {"dueDate": today, "labels": ["home"]}
    add_in_order(
        api,
        at_home | {"title": "low", "priority": "low"},
        at_home | {"title": "high", "priority": "high"},
        at_home | {"title": "finished", "status": "done"},
    )
    assert filtered(api, "@home") == ["high", "low", "later", "none"]
    assert filtered(api, "due<=today & @home") == ["high", "low"]
    assert filtered(api, "due<=today & @home", limit="1") == ["high", "low"]
    assert filtered(api, "no due") == ["none"]
    assert filtered(api, "@home & done") == ["finished"]
    assert filtered(api, "@home", status="done") == ["finished"]
    assert filtered(api, "@home & due=today & (open | done)") == ["low", "high", "finished"]
    assert filtered(api, "@home", label="Home") == ["none"]


def test_a_filter_goes_with_the_other_parameters(api: Client) -> None:
    home = api.ok("POST", "/lists", {"name": "Big house"})["listId"]
    add(api, "in", listId=home)
    add(api, "out")
    assert filtered(api, '#"big house"') == ["in"]
    assert filtered(api, "#inbox") == ["out"]
    assert filtered(api, "!subtask", list=home) == ["in"]
    assert filtered(api, "!subtask", list="inbox") == ["out"]
    (shown,) = api.ok("GET", "/tasks?filter=out&fields=title,startDate")["tasks"]
    assert shown == {"title": "out", "startDate": None}
    refused = api("GET", "/tasks?filter=%23Garden")
    assert (refused.status, refused.json["code"]) == (422, "invalid")
    assert "no list called 'Garden'" in refused.json["detail"]
    assert "at character 5" in api("GET", "/tasks?filter=due%3Csoon").json["detail"]


def test_today_is_where_the_person_is(api: Client, home: Home) -> None:
    """In Kiritimati it is always the day after that of Niue."""
    for zone, offset in (("Pacific/Kiritimati", 14), ("Pacific/Niue", -11)):
        add(api, zone, dueDate=instant.to_iso(home.clock.now() + offset * 3_600_000)[:10])
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        api.ok("PATCH", "/settings", {"timeZone": zone})
        assert filtered(api, "due=today") == [zone]


def test_a_cursor_of_another_order_is_refused(api: Client) -> None:
    for number in range(2):
        add(api, str(number))
    agenda = api.ok("GET", "/tasks?filter=open&limit=1")["next"]
    making = api.ok("GET", "/tasks?limit=1")["next"]
    assert api("GET", f"/tasks?filter=open&cursor={making}").status == 422
    assert api("GET", f"/tasks?cursor={agenda}").status == 422
    assert api("GET", f"/views/done?cursor={agenda}").status == 422


def test_a_page_looks_at_so_many_tasks_and_goes_on(api: Client, home: Home) -> None:
    ws = Workspace(home.store, home.clock, OWNER, OWNER)
    for start in range(0, 2 * PAGE_RECORDS, 100):
        changes = [TaskChange(title=f"{number}") for number in range(start, start + 100)]
        home.store.commit([Put(ws.record("task", TASKS.create(one, ws.new_id(), ws)), 0) for one in changes])
    first = api.ok("GET", "/tasks?filter=" + quote('"1999"'))
    assert (first["tasks"], first["next"] is None) == ([], False)
    assert filtered(api, '"1999"') == ["1999"]


def test_today_is_what_is_due_with_the_overdue_first(api: Client, home: Home, today: str) -> None:
    add(api, "tomorrow", dueDate=day(home, 1))
    add(api, "all day", dueDate=today)
    add(api, "urgent", dueDate=today, priority="urgent")
    add(api, "at midnight", dueDate=f"{today}T00:00:00Z")
    add(api, "yesterday", dueDate=day(home, -1))
    add(api, "done", dueDate=today, status="done")
    assert titles(api, "/views/today?limit=10") == ["yesterday", "at midnight", "urgent", "all day"]


def test_upcoming_begins_tomorrow(api: Client, home: Home) -> None:
    for count in (8, 7, 2, 1, 0):
        add(api, str(count), dueDate=day(home, count))
    assert titles(api, "/views/upcoming?limit=2") == ["1", "2", "7"]
    assert titles(api, "/views/upcoming?days=1") == ["1"]
    assert api("GET", "/views/upcoming?days=0").status == 422


def test_the_inbox_is_as_people_arranged_it(api: Client, today: str) -> None:
    gone = api.ok("POST", "/lists", {"name": "gone"})["listId"]
    kept = api.ok("POST", "/lists", {"name": "kept"})["listId"]
    add(api, "second", position="b", dueDate=today)
    add(api, "third", position="c", listId=gone)
    add(api, "first", position="a")
    add(api, "listed", listId=kept)
    add(api, "done", status="done")
    api("DELETE", f"/lists/{gone}")
    assert titles(api, "/views/inbox?view=summary") == ["first", "second", "third"]


def test_done_is_the_latest_first(api: Client) -> None:
    ids = [add(api, title) for title in "abcd"]
    for id in (ids[2], ids[0], ids[1]):
        api.ok("PATCH", f"/tasks/{id}", {"status": "done"})
    api("DELETE", f"/tasks/{ids[1]}")
    found = titles(api, "/views/done?limit=1")
    assert sorted(found) == ["a", "c"]
    changed = [api.ok("GET", f"/tasks/{ids['abcd'.index(title)]}")["updatedAt"] for title in found]
    assert changed == sorted(changed, reverse=True)


def test_fields_of_a_task_from_before_they_were_there(api: Client, home: Home) -> None:
    id = add(api, "old")
    record = home.store.get(f"S#{OWNER}", f"T#{id}")
    assert record is not None
    body = {name: value for name, value in json.decode(record.body).items() if name != "reminders"}
    home.store.commit([Put(replace(record, body=json.encode(body)), 1)])
    assert api.ok("GET", "/tasks?fields=reminders")["tasks"] == [{"reminders": []}]
