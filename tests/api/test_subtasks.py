"""Subtasks, and how many of them are done."""

from typing import Any

import pytest

from farthing.features.subtasks import anew, family
from farthing.wiring.local import Home
from tests.api.client import Client


@pytest.fixture
def parent(api: Client) -> str:
    return make(api, "Move house")


def make(api: Client, title: str, **fields: Any) -> str:
    made: str = api.ok("POST", "/tasks", {"title": title, **fields})["taskId"]
    return made


def subtasks(api: Client, home: Home, parent: str) -> tuple[list[str], tuple[int, int]]:
    """Their titles, in the order of the alphabet, and how many of how many are done."""
    assert home.catch_up()
    page = api.ok("GET", f"/tasks/{parent}/subtasks")
    assert page["progress"]["whole"]
    return sorted(task["title"] for task in page["tasks"]), (
        page["progress"]["done"],
        page["progress"]["total"],
    )


def test_a_task_knows_its_subtasks_and_how_many_are_done(api: Client, home: Home, parent: str) -> None:
    assert subtasks(api, home, parent) == ([], (0, 0))
    boxes, van, keys = (make(api, title, parentId=parent) for title in ("boxes", "van", "keys"))
    make(api, "labels", parentId=boxes)
    assert subtasks(api, home, parent) == (["boxes", "keys", "van"], (0, 3))
    api.ok("PATCH", f"/tasks/{van}", {"status": "done"})
    assert subtasks(api, home, parent) == (["boxes", "keys", "van"], (1, 3))
    api.ok("PATCH", f"/tasks/{van}", {"status": "doing"})
    api.ok("PATCH", f"/tasks/{keys}", {"status": "done"})
    api.ok("DELETE", f"/tasks/{boxes}")
    assert subtasks(api, home, parent) == (["keys", "van"], (1, 2))
    api.ok("POST", f"/tasks/{boxes}/restore")
    assert subtasks(api, home, parent) == (["boxes", "keys", "van"], (1, 3))
    assert subtasks(api, home, boxes) == (["labels"], (0, 1))


def test_a_subtask_that_moves_is_counted_where_it_is(api: Client, home: Home, parent: str) -> None:
    other = make(api, "Garden")
    spade = make(api, "spade", parentId=other, status="done")
    assert subtasks(api, home, other) == (["spade"], (1, 1))
    api.ok("PATCH", f"/tasks/{spade}", {"parentId": parent})
    assert (subtasks(api, home, other)[1], subtasks(api, home, parent)[1]) == ((0, 0), (1, 1))
    api.ok("PATCH", f"/tasks/{spade}", {"parentId": None})
    assert subtasks(api, home, parent)[1] == (0, 0)
    api.ok("POST", f"/tasks/{spade}/undo", {})
    assert subtasks(api, home, parent)[1] == (1, 1)


def test_many_come_in_pages_each_once(api: Client, home: Home, parent: str) -> None:
    titles = [f"box {number}" for number in range(7)]
    for title in titles:
        make(api, title, parentId=parent)
    assert home.catch_up()
    seen: list[str] = []
    query = "limit=3"
    while query:
        page = api.ok("GET", f"/tasks/{parent}/subtasks?{query}")
        assert page["progress"]["total"] == 7
        seen += [task["title"] for task in page["tasks"]]
        query = page["next"] and f"limit=3&cursor={page['next']}"
    assert sorted(seen) == titles


def test_one_that_has_more_than_are_kept_count_of_says_so(
    api: Client, home: Home, parent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family, "MOST", 5)
    made = [make(api, f"box {number}", parentId=parent) for number in range(7)]
    assert home.catch_up()
    page = api.ok("GET", f"/tasks/{parent}/subtasks")
    assert page["progress"] == {"done": 0, "total": 5, "whole": False}
    for id in made[:3]:
        api.ok("DELETE", f"/tasks/{id}")
    assert home.catch_up()
    space = page["tasks"][0]["spaceId"]
    assert anew.rebuild(home.store, home.clock, space) == 1
    assert subtasks(api, home, parent) == ([f"box {number}" for number in range(3, 7)], (0, 4))


def test_what_is_not_there_has_none(api: Client, parent: str) -> None:
    api.ok("DELETE", f"/tasks/{parent}")
    assert api("GET", f"/tasks/{parent}/subtasks").status == 404
