"""Searching over the API of one machine."""

from typing import Any

import pytest

from farthing.domain.token import TokenRequest
from farthing.engines.clock.system import SystemClock
from farthing.features import checkup, tokens
from farthing.features.search import directory, keeping
from farthing.http.access import OWNER
from farthing.wiring.local import Home
from tests.api.client import Client

SOMEONE = "01a1fc4f-0000-7000-8000-00000000beef"


def titles(api: Client, query: str) -> list[str]:
    return [task["title"] for task in api.ok("GET", f"/search?{query}")["tasks"]]


def make(api: Client, title: str, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = api.ok("POST", "/tasks", {"title": title, **fields})
    return made


def test_accents_case_and_ends_of_words_do_not_matter(api: Client) -> None:
    make(api, "Café in der Straße")
    for query in ("cafe", "CAFE", "caf%C3%A9", "strasse", "STRA%C3%9FE", "stra+caf"):
        assert titles(api, f"q={query}") == ["Café in der Straße"], query
    assert titles(api, "q=afe") == []
    assert titles(api, "q=cafe+tee") == []


def test_a_task_is_given_whole(api: Client) -> None:
    made = make(api, "Buy milk", labels=["home"], description="two litres")
    assert api.ok("GET", "/search?q=litres") == {"tasks": [made], "more": False}


def test_titles_come_before_labels_before_descriptions_and_whole_words_first(api: Client) -> None:
    make(api, "in the description", description="milk")
    make(api, "by label", labels=["milk"])
    make(api, "Milkshake")
    make(api, "Milk")
    done = make(api, "Milk, bought")
    api.ok("PATCH", f"/tasks/{done['taskId']}", {"status": "done"})
    best_first = ["Milk", "Milk, bought", "Milkshake", "by label", "in the description"]
    assert titles(api, "q=milk") == best_first
    assert titles(api, "q=milk&status=done") == ["Milk, bought"]
    assert titles(api, "q=milk&limit=2") == best_first[:2]
    assert api.ok("GET", "/search?q=milk&limit=2")["more"]
    assert not api.ok("GET", "/search?q=milk&limit=5")["more"]


def test_what_is_deleted_is_not_found_and_what_is_restored_is(api: Client) -> None:
    made = make(api, "Milk")
    api("DELETE", f"/tasks/{made['taskId']}")
    assert titles(api, "q=milk") == []
    api.ok("POST", f"/tasks/{made['taskId']}/restore")
    assert titles(api, "q=milk") == ["Milk"]


def test_a_search_needs_words_and_not_too_many(api: Client) -> None:
    for query in ("q=", "q=%20-%20", "q=a+b+c+d+e+f+g+h+i", "q=milk&limit=51", ""):
        assert api("GET", f"/search?{query}").status == 422, query


def test_everywhere_is_in_all_spaces_of_the_person_and_no_others(home: Home, api: Client) -> None:
    garden = api.ok("POST", "/spaces", {"name": "Garden"})["spaceId"]
    api.ok("POST", f"/tasks?space={garden}", {"title": "Water the roses"})
    make(api, "Water bill")
    assert titles(api, "q=water") == ["Water bill"]
    assert titles(api, f"q=water&space={garden}") == ["Water the roses"]
    assert set(titles(api, "q=water&everywhere=true")) == {"Water bill", "Water the roses"}
    made = tokens.create(home.store, SystemClock(), SOMEONE, TokenRequest("test", ["read"]))
    stranger = Client(home.api, made.token or "")
    assert titles(stranger, "q=water&everywhere=true") == []
    assert stranger("GET", f"/search?q=water&space={garden}").status == 404


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few changes are enough for the index, at once."""
    monkeypatch.setattr(keeping, "FLUSH", 1)
    monkeypatch.setattr(keeping, "STEP", 2)
    monkeypatch.setattr(keeping, "SETTLED", 0)


@pytest.mark.usefixtures("indexed")
def test_the_index_is_made_anew_step_by_step(home: Home, api: Client) -> None:
    for number in range(9):
        make(api, f"Milk {number}")
    assert api.ok("POST", "/search/reindex") == {"more": True}
    while api.ok("POST", "/search/reindex?resume=true")["more"]:
        pass
    known, _ = directory.read(home.store, OWNER, strong=True)
    assert sum(segment.tasks for segment in known.segments) == 9
    assert set(titles(api, "q=milk")) == {f"Milk {number}" for number in range(9)}


def told(api: Client, path: str) -> dict[str, Any]:
    """A page but for its cursor, which has the present moment in it."""
    return {name: value for name, value in api.ok("GET", path).items() if name != "next"}


@pytest.mark.usefixtures("indexed")
def test_the_index_is_no_part_of_what_is_carried_out_or_synced(home: Home, api: Client) -> None:
    tasks = [make(api, f"Milk {number}") for number in range(3)]
    paths = ("/export", "/tasks", "/sync", "/trash")
    before = [told(api, path) for path in paths]
    keeping.keep_up(home.store, home.clock, OWNER)
    assert directory.read(home.store, OWNER, strong=True)[0].segments
    assert [told(api, path) for path in paths] == before
    assert {carried["value"]["taskId"] for carried in before[0]["records"]} == {
        task["taskId"] for task in tasks
    }
    assert not list(checkup.examine(home.store, OWNER))
