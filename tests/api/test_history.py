"""The history of a task, and undoing what was done to it."""

from typing import Any

import pytest

from farthing.features.follow import Follower
from farthing.wiring.local import Home
from tests.api.client import Client

PLAIN = (
    "title",
    "description",
    "status",
    "priority",
    "dueDate",
    "labels",
    "listId",
    "completedAt",
    "deletedAt",
)


@pytest.fixture
def task(api: Client) -> str:
    made: str = api.ok("POST", "/tasks", {"title": "Buy milk"})["taskId"]
    return made


def history(api: Client, home: Home, task: str, query: str = "") -> list[dict[str, Any]]:
    assert home.catch_up()
    found: list[dict[str, Any]] = api.ok("GET", f"/tasks/{task}/history{query}")["history"]
    return found


def undo(api: Client, task: str, version: int | None = None) -> Any:
    return api.ok("POST", f"/tasks/{task}/undo", {} if version is None else {"version": version})


def refusal(api: Client, task: str, version: int | None = None) -> str:
    answer = api("POST", f"/tasks/{task}/undo", {"version": version})
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    detail: str = answer.json["detail"]
    return detail


def plain(task: Any) -> dict[str, Any]:
    return {name: task[name] for name in PLAIN}


def test_each_change_says_who_changed_what_and_when(api: Client, home: Home, task: str) -> None:
    changed = api.ok("PATCH", f"/tasks/{task}", {"title": "Buy oat milk", "labels": ["shop"]})
    done = api.ok("PATCH", f"/tasks/{task}", {"status": "done"})
    finished, renamed, made = history(api, home, task)
    assert made | {"at": ""} == {"version": 1, "at": "", "by": done["userId"], "name": "", "changes": {}}
    assert renamed["changes"] == {"title": ["Buy milk", "Buy oat milk"], "labels": [[], ["shop"]]}
    assert (renamed["version"], renamed["at"], renamed["by"]) == (2, changed["updatedAt"], done["userId"])
    assert finished["changes"] == {"status": ["todo", "done"], "completedAt": [None, done["completedAt"]]}


def test_a_long_history_comes_in_pages(api: Client, home: Home, task: str) -> None:
    for number in range(2, 7):
        api.ok("PATCH", f"/tasks/{task}", {"title": f"version {number}"})
    assert home.catch_up()
    for limit in (1, 2, 3, 5, 6, 7):
        seen: list[int] = []
        query: str | None = f"limit={limit}"
        while query is not None:
            page = api.ok("GET", f"/tasks/{task}/history?{query}")
            assert len(page["history"]) <= limit
            seen += [entry["version"] for entry in page["history"]]
            query = page["next"] and f"limit={limit}&cursor={page['next']}"
        assert seen == [6, 5, 4, 3, 2, 1]


def test_a_task_in_the_trash_has_its_history_and_one_that_never_was_has_none(
    api: Client, home: Home, task: str
) -> None:
    api.ok("DELETE", f"/tasks/{task}")
    assert list(history(api, home, task)[0]["changes"]) == ["deletedAt"]
    assert api("GET", "/tasks/01900000-0000-7000-8000-00000000000a/history").status == 404


def test_reading_deleting_and_changing_nothing_are_no_changes(api: Client, home: Home, task: str) -> None:
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy milk"})
    api.ok("PUT", f"/tasks/{task}", {"title": "Buy milk"})
    assert [entry["version"] for entry in history(api, home, task)] == [1]


def test_the_members_of_a_space_are_named(api: Client, home: Home) -> None:
    space = api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    task = api.ok("POST", f"/tasks?space={space}", {"title": "Water the plants"})["taskId"]
    api.ok("PATCH", f"/tasks/{task}?space={space}", {"status": "done"})
    entries = history(api, home, task, f"?space={space}")
    member = api.ok("GET", f"/spaces/{space}/members")["members"][0]
    assert [(entry["by"], entry["name"]) for entry in entries] == [(member["userId"], member["name"])] * 2


def test_the_latest_change_is_undone_and_the_undoing_too(api: Client, task: str) -> None:
    before = api.ok("PATCH", f"/tasks/{task}", {"dueDate": "2026-12-24", "priority": "high"})
    after = api.ok("PATCH", f"/tasks/{task}", {"dueDate": None, "priority": "low", "title": "Buy tea"})
    assert plain(undo(api, task)) == plain(before)
    again = undo(api, task)
    assert plain(again) == plain(after)
    assert again["version"] == after["version"] + 2


def test_an_earlier_change_is_undone_and_later_ones_of_other_fields_stay(api: Client, task: str) -> None:
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea", "labels": ["shop"]})
    api.ok("PATCH", f"/tasks/{task}", {"priority": "high"})
    undone = undo(api, task, 2)
    assert (undone["title"], undone["labels"], undone["priority"]) == ("Buy milk", [], "high")


def test_what_was_changed_again_since_is_not_guessed_at(api: Client, task: str) -> None:
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea", "priority": "high"})
    latest = api.ok("PATCH", f"/tasks/{task}", {"title": "Buy coffee"})
    assert refusal(api, task, 2) == "title was changed again since; undo that first"
    assert api.ok("GET", f"/tasks/{task}") == latest
    undo(api, task)
    assert plain(undo(api, task, 2))["title"] == "Buy milk"


@pytest.mark.parametrize("fields", [{"status": "done"}, {"status": "doing"}])
def test_completing_is_undone_with_when_it_was(api: Client, task: str, fields: Any) -> None:
    open_ = api.ok("GET", f"/tasks/{task}")
    changed = api.ok("PATCH", f"/tasks/{task}", fields)
    assert plain(undo(api, task)) == plain(open_)
    assert plain(undo(api, task)) == plain(changed)


def test_undoing_a_completion_takes_the_next_one_back_and_undoing_that_brings_it(api: Client) -> None:
    daily = {"title": "Water the plants", "dueDate": "2026-11-23", "repeat": {"rule": "FREQ=DAILY"}}
    task = api.ok("POST", "/tasks", daily)["taskId"]

    def dues() -> list[tuple[str, str]]:
        return sorted((one["dueDate"], one["status"]) for one in api.ok("GET", "/tasks")["tasks"])

    api.ok("PATCH", f"/tasks/{task}", {"status": "done"})
    assert dues() == [("2026-11-23", "done"), ("2026-11-24", "todo")]
    undo(api, task)
    assert dues() == [("2026-11-23", "todo")]
    undo(api, task)
    assert dues() == [("2026-11-23", "done"), ("2026-11-24", "todo")]


def test_a_deletion_is_undone_and_a_restoration(api: Client, task: str) -> None:
    api.ok("DELETE", f"/tasks/{task}")
    assert undo(api, task)["deletedAt"] is None
    assert api.ok("GET", f"/tasks/{task}")["title"] == "Buy milk"
    assert undo(api, task)["deletedAt"] is not None
    assert api("GET", f"/tasks/{task}").status == 404
    api.ok("POST", f"/tasks/{task}/restore")
    undo(api, task)
    assert [one["taskId"] for one in api.ok("GET", "/trash")["tasks"]] == [task]


def test_what_is_in_the_trash_is_restored_first(api: Client, task: str) -> None:
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea"})
    api.ok("DELETE", f"/tasks/{task}")
    assert refusal(api, task, 2) == "it is in the trash; restore it first"


def test_a_task_does_not_go_back_to_a_list_that_is_gone(api: Client, task: str) -> None:
    gone = api.ok("POST", "/lists", {"name": "Errands"})["listId"]
    api.ok("PATCH", f"/tasks/{task}", {"listId": gone})
    api.ok("PATCH", f"/tasks/{task}", {"listId": None})
    api.ok("DELETE", f"/lists/{gone}")
    assert refusal(api, task) == "listId: there is no such list here"
    api.ok("POST", f"/lists/{gone}/restore")
    assert undo(api, task)["listId"] == gone


def test_what_is_no_change_cannot_be_undone(api: Client, task: str) -> None:
    assert refusal(api, task) == "this is how the task was made; to undo that, delete it"
    assert refusal(api, task, 7) == "the task is at version 1: there is no later change"
    assert api("POST", "/tasks/01900000-0000-7000-8000-00000000000a/undo", {}).status == 404
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea"})
    assert api("POST", f"/tasks/{task}/undo", {}, if_match='"1"').status == 412
    assert api("POST", f"/tasks/{task}/undo", {}, if_match='"2"').status == 200


def test_of_an_imported_task_only_what_came_after_is_undone(api: Client, home: Home, task: str) -> None:
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea"})
    value = api.ok("GET", f"/tasks/{task}") | {"taskId": "01900000-0000-7000-8000-00000000000a", "version": 7}
    api.ok("POST", "/import", {"records": [{"kind": "task", "value": value}]})
    assert refusal(api, value["taskId"]) == "nothing is kept of a change that made version 7"
    assert [entry["version"] for entry in history(api, home, value["taskId"])] == [1]


def test_where_the_history_lags_undoing_is_for_a_moment_later(
    api: Client, home: Home, task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Follower, "_follow_page", lambda _: True)  # more and more comes
    api.ok("PATCH", f"/tasks/{task}", {"title": "Buy tea"})
    answer = api("POST", f"/tasks/{task}/undo", {})
    assert (answer.status, answer.json["code"], answer.headers["retry-after"]) == (409, "not_yet", "1")
    monkeypatch.undo()
    assert undo(api, task)["title"] == "Buy milk"
    assert home.catch_up()


def test_history_is_no_part_of_what_is_carried_out_or_synced(api: Client, home: Home, task: str) -> None:
    for number in range(20):
        api.ok("PATCH", f"/tasks/{task}", {"title": f"Buy tea {number}"})
    assert home.catch_up()
    pages = [api.ok("GET", "/export?limit=2")]
    while pages[-1]["next"]:
        pages.append(api.ok("GET", f"/export?limit=2&cursor={pages[-1]['next']}"))
    assert [one["kind"] for page in pages for one in page["records"]] == ["task"]
    assert len(pages) <= 3, "it is passed over, and not read"
    pulled = api.ok("GET", "/sync")
    assert [len(pulled[kind]) for kind in ("tasks", "lists", "items")] == [1, 0, 0]
