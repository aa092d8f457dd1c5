"""Files of other programs over HTTP."""

import pytest
from icalendar import Calendar

from farthing.features import exports
from tests.api.client import Client

FORMATS = ["todoist", "taskwarrior", "ical", "google", "csv"]


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_comes_in_again_elsewhere(api: Client, format: str) -> None:
    errands = api.ok("POST", "/lists", {"name": "Errands"})["listId"]
    api.ok("POST", "/tasks", {"title": "Call, the; plumber", "dueDate": "2026-12-24", "listId": errands})
    api.ok("POST", "/tasks", {"title": "Bücher zurückgeben"})
    gone = api.ok("POST", "/tasks", {"title": "gone"})["taskId"]
    api.ok("DELETE", f"/tasks/{gone}")
    answer = api("GET", f"/export/{format}")
    assert answer.status == 200
    assert "attachment" in answer.headers["content-disposition"]
    home = api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    assert api.ok("POST", f"/import/{format}?space={home}", answer.body)["made"] == 2
    tasks = {task["title"]: task["dueDate"] for task in api.ok("GET", f"/tasks?space={home}")["tasks"]}
    assert tasks == {"Call, the; plumber": "2026-12-24", "Bücher zurückgeben": None}


def test_a_real_library_reads_the_icalendar_file(api: Client) -> None:
    api.ok("POST", "/tasks", {"title": "Call", "dueDate": "2026-12-24"})
    calendar = Calendar.from_ical(api("GET", "/export/ical").body)
    assert [str(todo["SUMMARY"]) for todo in calendar.walk("VTODO")] == ["Call"]


def test_what_is_too_much_or_no_format_is_refused(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api("GET", "/export/xml").status == 404
    for title in "abc":
        api.ok("POST", "/tasks", {"title": title})
    monkeypatch.setattr(exports, "MOST", 2)
    answer = api("GET", "/export/csv")
    assert answer.status == 413
    assert "farthing export --as" in answer.json["detail"]
