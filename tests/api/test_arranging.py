"""Order by hand, many tasks at once, copies, and moving between spaces."""

import random
from typing import Any

import pytest

from farthing.domain import order
from tests.api.client import Client


def make(api: Client, title: str, **fields: Any) -> str:
    made: str = api.ok("POST", "/tasks", {"title": title, **fields})["taskId"]
    return made


def in_order(api: Client, **query: str) -> list[str]:
    pairs = "&".join(f"{name}={value}" for name, value in {"limit": "200", **query}.items())
    tasks = api.ok("GET", f"/tasks?{pairs}")["tasks"]
    return [task["title"] for task in sorted(tasks, key=lambda task: (task["position"], task["taskId"]))]


@pytest.fixture
def abc(api: Client) -> dict[str, str]:
    made = {}
    for at, title in enumerate("abc"):
        made[title] = make(api, title, position=order.at_end(1_795_000_000_000 + 1000 * at))
    return made


@pytest.mark.parametrize(
    ("moved", "place", "expected"),
    [("c", {"after": "a", "before": "b"}, "acb"), ("a", {"after": "b"}, "bac"), ("a", {"after": "c"}, "bca"),
     ("c", {"before": "b"}, "acb"), ("c", {"before": "a"}, "cab"), ("b", {"end": "first"}, "bac"),
     ("b", {"end": "last"}, "acb"), ("b", {"after": "a", "before": "c"}, "abc")],
)  # fmt: skip
def test_a_task_goes_where_it_is_put(
    api: Client, abc: dict[str, str], moved: str, place: dict[str, str], expected: str
) -> None:
    body = {name: abc.get(value, value) for name, value in place.items()}
    for _ in range(2):  # asking twice is once
        api.ok("POST", f"/tasks/{abc[moved]}/place", body)
        assert "".join(in_order(api)) == expected


def test_the_end_is_that_of_its_list(api: Client, abc: dict[str, str]) -> None:
    shopping = api.ok("POST", "/lists", {"name": "Shopping"})["listId"]
    milk = make(api, "milk", listId=shopping)
    before = api.ok("GET", f"/tasks/{milk}")
    assert api.ok("POST", f"/tasks/{milk}/place", {"end": "first"}) == before
    eggs = make(api, "eggs", listId=shopping)
    api.ok("POST", f"/tasks/{eggs}/place", {"end": "first"})
    assert in_order(api, list=shopping) == ["eggs", "milk"]
    assert in_order(api, list="inbox") == list(abc)


@pytest.mark.parametrize(
    "place",
    [{}, {"after": "a"}, {"after": "01900000-0000-7000-8000-000000000999"}, {"after": "c", "before": "b"},
     {"end": "middle"}],
)  # fmt: skip
def test_no_place_is_refused_and_changes_nothing(
    api: Client, abc: dict[str, str], place: dict[str, str]
) -> None:
    body = {name: abc.get(value, value) for name, value in place.items()}
    assert api("POST", f"/tasks/{abc['a']}/place", body).status == 422
    assert in_order(api) == list(abc)


def test_where_there_is_no_room_left_the_order_is_spread_anew(api: Client) -> None:
    first = make(api, "first", position="A")
    others = [make(api, f"{n:03}", position="A" + "0" * 50 + f"{n:03}") for n in range(1, 60)]
    last = make(api, "last")
    api.ok("POST", f"/tasks/{last}/place", {"after": first, "before": others[0]})
    tight = [make(api, "x", position="A" + "0" * (order.LONGEST - 1)), make(api, "y", position="A0")]
    api.ok("POST", f"/tasks/{tight[1]}/place", {"after": first})
    expected = ["first", "y"] + [title for title in in_order(api) if title not in ("first", "y")]
    assert in_order(api) == expected
    assert [title for title in in_order(api) if title.isdigit()] == [f"{n:03}" for n in range(1, 60)]


def test_many_at_once_each_with_its_result(api: Client, abc: dict[str, str]) -> None:
    shopping = api.ok("POST", "/lists", {"name": "Shopping"})["listId"]
    nobody = "01900000-0000-7000-8000-000000000999"
    api.ok("PATCH", f"/tasks/{abc['a']}", {"labels": ["home", "soon"]})
    body = {
        "taskIds": [*abc.values(), nobody, abc["a"]], "fields": {"listId": shopping, "dueDate": "2026-11-24"},
        "addLabels": ["errand"], "removeLabels": ["soon"],
    }  # fmt: skip
    results = api.ok("POST", "/tasks/bulk", body)["results"]
    assert [(one["taskId"], one["status"]) for one in results] == [
        *((id, "applied") for id in abc.values()), (nobody, "refused"),
    ]  # fmt: skip
    assert results[3]["code"] == "not_found"
    tasks = {title: api.ok("GET", f"/tasks/{id}") for title, id in abc.items()}
    assert {task["dueDate"] for task in tasks.values()} == {"2026-11-24"}
    assert [task["labels"] for task in tasks.values()] == [["home", "errand"], ["errand"], ["errand"]]
    again = api.ok("POST", "/tasks/bulk", body)["results"]
    assert [one["status"] for one in again] == ["unchanged"] * 3 + ["refused"]
    assert again[0]["version"] == tasks["a"]["version"]


def test_many_are_deleted_and_come_back(api: Client, abc: dict[str, str]) -> None:
    ids = list(abc.values())
    api.ok("POST", "/tasks/bulk", {"taskIds": ids[:2], "op": "delete"})
    assert in_order(api) == ["c"]
    results = api.ok("POST", "/tasks/bulk", {"taskIds": ids, "op": "restore"})["results"]
    assert [one["status"] for one in results] == ["applied", "applied", "unchanged"]
    assert in_order(api) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "body",
    [{"taskIds": []}, {"taskIds": ["x"]}, {"taskIds": ["01900000-0000-7000-8000-000000000999"] * 101},
     {"fields": {"listId": "01900000-0000-7000-8000-000000000999"}}, {"fields": {"title": " "}},
     {"fields": {"colour": "red"}}, {"op": "burn"}],
)  # fmt: skip
def test_a_change_that_is_none_is_refused(api: Client, abc: dict[str, str], body: dict[str, Any]) -> None:
    before = api.ok("GET", "/tasks")
    answer = api("POST", "/tasks/bulk", {"taskIds": list(abc.values())} | body)
    if answer.status == 200:  # what only a task itself can tell
        assert {one["status"] for one in answer.json["results"]} == {"refused"}
    else:
        assert answer.status == 422
    assert api.ok("GET", "/tasks") == before


def test_a_copy_is_open_right_behind_and_has_what_is_below(api: Client, abc: dict[str, str]) -> None:
    api.ok("PATCH", f"/tasks/{abc['a']}", {"labels": ["home"], "status": "done", "dueDate": "2026-11-24"})
    child = make(api, "child", parentId=abc["a"])
    make(api, "grandchild", parentId=child)
    copy = api.ok("POST", f"/tasks/{abc['a']}/duplicate", idempotency_key="once")
    assert copy == api.ok("POST", f"/tasks/{abc['a']}/duplicate", idempotency_key="once")
    assert (copy["title"], copy["labels"], copy["dueDate"]) == ("a", ["home"], "2026-11-24")
    assert (copy["status"], copy["completedAt"], copy["version"]) == ("todo", None, 1)
    tasks = api.ok("GET", "/tasks?limit=200")["tasks"]
    assert len(tasks) == 8
    below = [task for task in tasks if task["parentId"] == copy["taskId"]]
    assert [task["title"] for task in below] == ["child"]
    assert [task["title"] for task in tasks if task["parentId"] == below[0]["taskId"]] == ["grandchild"]
    assert "".join(title for title in in_order(api) if len(title) == 1) == "aabc"


def test_a_task_moves_to_another_space_and_back_with_what_is_below(api: Client, abc: dict[str, str]) -> None:
    home = api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    shopping = api.ok("POST", f"/lists?space={home}", {"name": "Shopping"})["listId"]
    child = make(api, "child", parentId=abc["a"])
    moved = api.ok("POST", f"/tasks/{abc['a']}/move", {"spaceId": home, "listId": shopping})
    assert (moved["taskId"], moved["spaceId"], moved["listId"]) == (abc["a"], home, shopping)
    assert api.ok("GET", f"/tasks/{child}?space={home}")["parentId"] == abc["a"]
    assert api("GET", f"/tasks/{abc['a']}").status == 404
    assert in_order(api) == ["b", "c"]
    assert api.ok("POST", f"/tasks/{abc['a']}/move", {"spaceId": home}) == moved  # asking twice is once
    own = moved["userId"]
    back = api.ok("POST", f"/tasks/{abc['a']}/move?space={home}", {"spaceId": own})
    assert back["version"] > moved["version"]
    assert in_order(api) == ["a", "b", "c", "child"]
    assert in_order(api, space=home) == []


def test_nothing_moves_to_where_it_cannot_be(api: Client, abc: dict[str, str]) -> None:
    home = api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    own = api.ok("GET", f"/tasks/{abc['a']}")["spaceId"]
    nowhere = "01900000-0000-7000-8000-000000000999"
    for body, status in (
        ({"spaceId": own}, 422), ({"spaceId": nowhere}, 404), ({"spaceId": home, "listId": nowhere}, 422),
    ):  # fmt: skip
        assert api("POST", f"/tasks/{abc['a']}/move", body).status == status
    assert api("POST", f"/tasks/{abc['a']}/move", {"spaceId": home}, if_match='"7"').status == 412
    assert in_order(api) == ["a", "b", "c"]


def test_any_sequence_of_moves_gives_the_order_it_says(api: Client) -> None:
    chance = random.Random(7)  # noqa: S311
    titles = [f"{n:02}" for n in range(12)]
    ids = {
        title: make(api, title, position=order.at_end(1_795_000_000_000 + n))
        for n, title in enumerate(titles)
    }
    for _ in range(60):
        moved, other = chance.sample(titles, 2)
        where = chance.choice(["after", "before"])
        api.ok("POST", f"/tasks/{ids[moved]}/place", {where: ids[other]})
        titles.remove(moved)
        titles.insert(titles.index(other) + (where == "after"), moved)
        assert in_order(api) == titles


def test_labels_are_counted_renamed_and_taken_off(api: Client) -> None:
    for n in range(120):
        make(api, f"{n}", labels=["Home", "soon"] if n % 2 else ["away"])
    make(api, "done", labels=["Home"], status="done")
    assert api.ok("GET", "/labels")["labels"] == [
        {"name": "away", "open": 60}, {"name": "Home", "open": 60}, {"name": "soon", "open": 60},
    ]  # fmt: skip
    changed, target = 0, "/labels/rename"
    while target:
        part = api.ok("POST", target, {"label": "Home", "to": "soon"})
        changed += part["changed"]
        target = part["next"] and f"/labels/rename?cursor={part['next']}"
    assert changed == 61
    left = {label["name"]: label["open"] for label in api.ok("GET", "/labels")["labels"]}
    assert left == {"away": 60, "soon": 60}
    api.ok("POST", "/labels/rename", {"label": "soon"})
    assert api("POST", "/labels/rename", {"label": "away", "to": " "}).status == 422


@pytest.mark.parametrize(("position", "end", "expected"), [("z" * 64, "last", "bca"), ("0", "first", "abc")])
def test_where_a_position_is_at_the_very_end_of_all_there_is_room_again(
    api: Client, abc: dict[str, str], position: str, end: str, expected: str
) -> None:
    at_the_end = abc["c" if end == "last" else "b"]
    api.ok("PATCH", f"/tasks/{at_the_end}", {"position": position})
    api.ok("POST", f"/tasks/{abc['a']}/place", {"end": end})
    assert "".join(in_order(api)) == expected
