"""Rows F1 and F2: the capture door."""

import pytest

from farthing.config import Settings
from farthing.wiring.local import Home, open_home
from tests.api.client import Client


def test_a_task_is_jotted_down_and_shows_in_the_inbox(api: Client, door: Client) -> None:
    made = door("POST", "/", b'{"task": "Buy groceries"}', content_type="application/x-www-form-urlencoded")
    assert made.status == 201
    id = made.json["id"]
    assert made.json == {"id": id, "task": "Buy groceries", "completed": False}
    assert door.ok("GET", "/") == [made.json]
    assert door.ok("GET", f"/{id}") == made.json
    assert api.ok("GET", "/tasks?list=inbox")["tasks"][0]["title"] == "Buy groceries"


def test_a_task_is_completed_reopened_reworded_and_deleted(api: Client, door: Client) -> None:
    id = door.ok("POST", "/", {"task": "Buy groceries"})["id"]
    assert door.ok("PUT", f"/{id}", {"completed": True})["completed"] is True
    assert api.ok("GET", f"/tasks/{id}")["status"] == "done"
    assert door.ok("PUT", f"/{id}", {"completed": False, "task": "Buy bread"}) == {
        "id": id, "task": "Buy bread", "completed": False,
    }  # fmt: skip
    assert door("DELETE", f"/{id}").status == 204
    assert door.ok("GET", "/") == []
    assert [task["taskId"] for task in api.ok("GET", "/trash")["tasks"]] == [id]


def test_the_inbox_goes_on_by_its_link(door: Client) -> None:
    for number in range(5):
        door.ok("POST", "/", {"task": str(number)})
    first = door("GET", "/?limit=3")
    target = first.headers["link"].partition(">")[0].lstrip("<")
    assert sorted(task["task"] for task in first.json + door.ok("GET", target)) == list("01234")


def test_a_line_is_understood_unless_it_is_plain(api: Client, door: Client) -> None:
    made = door.ok("POST", "/", {"task": "Call mum @family p2 on 24 Dec 2027"})
    assert made == {"id": made["id"], "task": "Call mum", "completed": False}
    task = api.ok("GET", f"/tasks/{made['id']}")
    assert (task["labels"], task["priority"], task["dueDate"]) == (["family"], "high", "2027-12-24")
    plain = door.ok("POST", "/", {"task": "Call mum @family p2", "plain": True})
    assert plain["task"] == "Call mum @family p2"
    assert api.ok("GET", f"/tasks/{plain['id']}")["labels"] == []


def test_a_line_of_signs_alone_is_a_task(door: Client) -> None:
    assert door.ok("POST", "/", {"task": "Tomorrow p1"})["task"] == "Tomorrow p1"


@pytest.mark.parametrize("credentials", ["", "Bearer", "Bearer wrong", "Bearer farthing_x", "Basic eDp5"])
def test_the_door_asks_for_a_token(home: Home, credentials: str) -> None:
    answer = Client(home.capture)("GET", "/", **({"authorization": credentials} if credentials else {}))
    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_does_what_its_scopes_say_until_it_is_revoked(home: Home, api: Client) -> None:
    made = api.ok("POST", "/tokens", {"name": "reader", "scopes": ["read"]})
    reader = Client(home.capture, made["token"])
    assert reader.ok("GET", "/") == []
    assert reader("POST", "/", {"task": "x"}).status == 403
    assert Client(home.api, made["token"])("GET", "/tokens").status == 403
    assert [token["name"] for token in api.ok("GET", "/tokens")["tokens"]] == ["reader"]
    assert "token" not in api.ok("GET", "/tokens")["tokens"][0]
    assert api("DELETE", f"/tokens/{made['tokenId']}").status == 204
    assert reader("GET", "/").status == 401
    assert api("DELETE", f"/tokens/{made['tokenId']}").status == 404


def test_no_token_is_kept_in_clear(token: str, tmp_path: object) -> None:
    from pathlib import Path

    stored = b"".join(file.read_bytes() for file in Path(str(tmp_path)).rglob("*") if file.is_file())
    assert token.encode() not in stored


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"task": ""}', b'{"task": 1}', b'{"todo": "x"}', b'{"task": "a\\nb"}', b"task=x"]
)
def test_what_is_no_jotting_is_refused(door: Client, body: bytes) -> None:
    assert door("POST", "/", body).status in (400, 422)


def test_a_wrong_method_is_told_the_right_ones(door: Client) -> None:
    answer = door("PATCH", "/")
    assert (answer.status, answer.json["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_open_door_asks_for_nothing(tmp_path: object) -> None:
    from contextlib import closing

    with closing(open_home(Settings(data=f"{tmp_path}/open", open_door=True))) as home:
        assert Client(home.capture).ok("POST", "/", {"task": "x"})["task"] == "x"
