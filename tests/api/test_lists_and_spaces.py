"""Lists, and spaces with their members."""

import pytest
from msgspec import json

from farthing.domain.space import Membership
from farthing.features import keys
from farthing.features.records import ABSENT, Put, Record
from farthing.wiring.local import Home
from tests.api.client import Client

SOMEONE = "01a1fc4f-0000-7000-8000-00000000beef"


def test_a_list_goes_its_way(api: Client) -> None:
    made = api("POST", "/lists", {"name": " Home "})
    assert (made.status, made.json["name"]) == (201, "Home")
    where = made.headers["location"]
    assert api.ok("PATCH", where, {"name": "House"}, if_match='"1"')["version"] == 2
    assert [listed["name"] for listed in api.ok("GET", "/lists")["lists"]] == ["House"]
    assert api("DELETE", where).status == 204
    assert api("GET", where).status == 404
    assert [gone["name"] for gone in api.ok("GET", "/trash")["lists"]] == ["House"]
    assert api.ok("POST", f"{where}/restore")["name"] == "House"


def test_tasks_of_a_deleted_list_are_in_the_inbox_until_it_comes_back(api: Client) -> None:
    home = api.ok("POST", "/lists", {"name": "Home"})["listId"]
    api.ok("POST", "/tasks", {"title": "Sweep", "listId": home})
    assert api.ok("GET", "/tasks?list=inbox")["tasks"] == []
    api("DELETE", f"/lists/{home}")
    assert [task["title"] for task in api.ok("GET", "/tasks?list=inbox")["tasks"]] == ["Sweep"]
    api.ok("POST", f"/lists/{home}/restore")
    assert [task["title"] for task in api.ok("GET", f"/tasks?list={home}")["tasks"]] == ["Sweep"]


def test_a_space_is_made_named_and_worked_in(api: Client) -> None:
    made = api("POST", "/spaces", {"name": "Household"}, idempotency_key="k")
    again = api("POST", "/spaces", {"name": "Household"}, idempotency_key="k")
    space = made.json["spaceId"]
    assert (made.status, made.json["role"], again.json["spaceId"]) == (201, "owner", space)
    task = api.ok("POST", f"/tasks?space={space}", {"title": "Sweep"})
    assert task["spaceId"] == space
    assert api.ok("GET", f"/tasks?space={space}")["tasks"] == [task]
    assert api.ok("GET", "/tasks")["tasks"] == []
    assert api("GET", f"/tasks/{task['taskId']}").status == 404
    assert api.ok("PATCH", f"/spaces/{space}", {"name": "Home"})["name"] == "Home"
    assert [seen["name"] for seen in api.ok("GET", "/spaces")["spaces"]] == ["Personal", "Home"]


def test_ones_own_space_can_be_renamed_too(api: Client) -> None:
    own = api.ok("GET", "/spaces")["spaces"][0]["spaceId"]
    assert api.ok("PATCH", f"/spaces/{own}", {"name": "Mine"})["name"] == "Mine"
    assert api.ok("GET", f"/spaces/{own}")["name"] == "Mine"


def test_spaces_of_others_are_not_there(api: Client) -> None:
    for method, target, body in (
        ("GET", f"/tasks?space={SOMEONE}", None),
        ("POST", f"/tasks?space={SOMEONE}", {"title": "x"}),
        ("GET", f"/spaces/{SOMEONE}", None),
        ("PATCH", f"/spaces/{SOMEONE}", {"name": "x"}),
        ("GET", f"/sync?space={SOMEONE}", None),
        ("GET", f"/export?space={SOMEONE}", None),
    ):
        assert api(method, target, body).status == 404, target


@pytest.mark.parametrize(("role", "reads", "writes", "renames"), [
    ("viewer", 200, 403, 403), ("editor", 200, 201, 403), ("owner", 200, 201, 200),
])  # fmt: skip
def test_members_do_what_their_role_allows(
    home: Home, api: Client, role: str, reads: int, writes: int, renames: int
) -> None:
    own = api.ok("GET", "/spaces")["spaces"][0]["spaceId"]
    theirs = "01a1fc4f-0000-7000-8000-00000000cafe"
    member = json.encode(Membership(theirs, own, role, "2026-11-21T00:00:00.000Z"))  # type: ignore[arg-type]
    space = b'{"spaceId":"%b","name":"Theirs","createdAt":"","updatedAt":"","version":1}' % theirs.encode()
    home.store.commit([
        Put(Record(keys.space(theirs), keys.member(own), 1, member), ABSENT),
        Put(Record(keys.space(theirs), keys.ITSELF, 1, space), ABSENT),
    ])  # fmt: skip
    assert api("GET", f"/tasks?space={theirs}").status == reads
    assert api("POST", f"/tasks?space={theirs}", {"title": "x"}).status == writes
    assert api("PATCH", f"/spaces/{theirs}", {"name": "Ours"}).status == renames
