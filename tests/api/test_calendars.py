"""Calendars that other programs subscribe to: read back by an iCalendar library."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from farthing.domain.task import TaskChange
from farthing.features import calendars, keys
from farthing.features.records import ABSENT, Delete, Put
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER, by_token_or_owner
from farthing.http.app import App
from farthing.http.routes import ROUTES
from farthing.wiring.local import Home
from tests.api.client import Answer, Client
from tests.api.conftest import fail
from tests.contract.engines import ManualClock


def subscribe(api: Client, **wanted: str) -> str:
    address: str = api.ok("POST", "/calendars", wanted)["address"]
    return address


def events(answer: Answer, kind: str = "VEVENT") -> dict[str, Any]:
    """What the library reads, by title."""
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.body).walk(kind)}


def test_open_tasks_that_are_due_are_events(api: Client) -> None:
    for fields in (
        {
            "title": "All day",
            "dueDate": "2026-11-22",
            "description": "one\ntwo; three, four",
            "labels": ["a,b", "c"],
        },
        {"title": "At nine", "dueDate": "2026-03-29T09:00:00[Europe/Berlin]"},
        {"title": "Not due"},
        {"title": "Done", "dueDate": "2026-11-22", "status": "done"},
        {"title": "ü" * 300 + "日本語🇺🇳", "dueDate": "2026-11-23"},
    ):
        api.ok("POST", "/tasks", fields)
    answer = api("GET", subscribe(api, name="Tasks of all"))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.body.split(b"\r\n"))
    found = events(answer)
    assert set(found) == {"All day", "At nine", "ü" * 300 + "日本語🇺🇳"}
    assert found["All day"]["DTSTART"].dt == date(2026, 11, 22)
    assert str(found["All day"]["DESCRIPTION"]) == "one\ntwo; three, four"
    assert found["All day"]["CATEGORIES"].cats == ["a,b", "c"]
    nine = found["At nine"]["DTSTART"].dt
    assert nine.replace(tzinfo=None) == datetime(2026, 3, 29, 9)
    assert nine.utcoffset() == ZoneInfo("Europe/Berlin").utcoffset(datetime(2026, 3, 29, 9))
    assert str(Calendar.from_ical(answer.body)["X-WR-CALNAME"]) == "Tasks of all"


def test_as_todos_all_open_tasks_are_in_it(api: Client) -> None:
    api.ok("POST", "/tasks", {"title": "Some day"})
    api.ok("POST", "/tasks", {"title": "Soon", "dueDate": "2026-11-22", "priority": "urgent"})
    found = events(api("GET", subscribe(api) + "&kind=todo"), "VTODO")
    assert set(found) == {"Some day", "Soon"}
    assert found["Soon"]["PRIORITY"] == 1


def test_a_revoked_or_unknown_calendar_is_not_there(api: Client) -> None:
    address = subscribe(api)
    assert api("GET", address).status == 200
    (made,) = api.ok("GET", "/calendars")["calendars"]
    assert "address" not in made
    assert api("DELETE", f"/calendars/{made['calendarId']}").status == 204
    assert api.ok("GET", "/calendars")["calendars"] == []
    for gone in (address, "/calendar.ics?token=feed_x", "/calendar.ics?token=%00"):
        assert api("GET", gone).status == 404
    assert api("GET", "/calendar.ics").status == 422


def test_the_address_opens_nothing_else(home: Home, api: Client) -> None:
    secret = subscribe(api).partition("=")[2]
    assert Client(home.capture, secret)("GET", "/").status == 401
    assert Client(home.api, secret)("GET", "/tasks").status == 401
    token = api.ok("POST", "/tokens", {"name": "x"})["token"]
    assert api("GET", f"/calendar.ics?token={token}").status == 404


def test_its_secret_is_not_kept(api: Client, tmp_path: Path) -> None:
    secret = subscribe(api).partition("=")[2]
    kept = [path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file()]
    assert not any(secret.encode() in content for content in kept)


def test_it_is_asked_for_again_only_when_something_changed(home: Home) -> None:
    clock = ManualClock(home.clock.now())
    later = Client(App(ROUTES, home.store, clock, by_token_or_owner(home.store), fail))
    made = later.ok("POST", "/tasks", {"title": "Soon", "dueDate": "2026-11-22"})
    address = subscribe(later)
    # Who changed something within the last minute may be changing more: it is not known what it will be.
    assert "etag" not in later("GET", address).headers
    clock.advance(seconds=61)
    tag = later("GET", address).headers["etag"]
    assert later("GET", address, if_none_match=tag).status == 304
    assert later("GET", address, if_none_match=f"W/{tag}").status == 304
    assert later("GET", address + "&kind=todo", if_none_match=tag).status == 200
    later.ok("PATCH", f"/tasks/{made['taskId']}", {"title": "Sooner"})
    assert "Sooner" in events(later("GET", address, if_none_match=tag))
    clock.advance(seconds=61)
    answer = later("GET", address, if_none_match=tag)
    assert answer.status == 200
    assert answer.headers["etag"] != tag


def test_who_left_a_space_reads_it_no_more(home: Home, api: Client) -> None:
    space = api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    api.ok("POST", f"/tasks?space={space}", {"title": "Ours", "dueDate": "2026-11-22"})
    address = subscribe(api, spaceId=space)
    assert set(events(api("GET", address))) == {"Ours"}
    home.store.commit([Delete(keys.space(space), keys.member(OWNER), None)])
    assert api("GET", address).status == 404


def test_a_space_of_others_is_not_there(api: Client) -> None:
    assert api("POST", "/calendars", {"spaceId": "01a1fc4f-0000-7000-8000-00000000beef"}).status == 404


def test_ten_thousand_tasks_are_read_back(home: Home, api: Client) -> None:
    ws = Workspace(home.store, home.clock, OWNER, OWNER)
    for start in range(0, 10_000, 100):
        changes = [TaskChange(title=f"Task {n}", due_date="2026-11-22") for n in range(start, start + 100)]
        made = [TASKS.create(change, ws.new_id(), ws) for change in changes]
        home.store.commit([Put(ws.record("task", task), ABSENT) for task in made])
    found = events(api("GET", subscribe(api)))
    assert len(found) == 10_000


def test_nobody_has_more_than_some(api: Client) -> None:
    for _ in range(calendars.MOST):
        subscribe(api)
    assert api("POST", "/calendars", {}).status == 409
