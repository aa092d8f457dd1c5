"""Delta sync over HTTP: what its parts promise. That it converges is in `tests/contract`."""

from base64 import urlsafe_b64encode
from typing import Any

from tests.api.client import Client

ID = "01a1fc4f-7d38-7890-b59c-ef6dff62b48e"
OTHER = "01a1fc4f-7d38-7890-b59c-ef6dff62b48f"


def write(base: int, id: str = ID, kind: str = "task", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "base": base, "op": "write", "fields": fields}


def push(api: Client, *changes: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = api.ok("POST", "/sync", {"changes": list(changes)}, **headers)["results"]
    return results


def test_a_pull_gives_everything_and_then_what_changed(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "a"})
    api.ok("PUT", "/items", {"id": "mug"})
    api.ok("POST", "/lists", {"name": "Home"})
    api("DELETE", f"/tasks/{ID}")
    first = api.ok("GET", "/sync")
    assert first["tasks"][0]["deletedAt"] is not None
    assert first["items"][0]["document"] == {"id": "mug"}
    assert [listed["name"] for listed in first["lists"]] == ["Home"]
    assert not first["more"]
    api.ok("PUT", f"/tasks/{OTHER}", {"title": "b"})
    later = api.ok("GET", f"/sync?since={first['next']}")
    assert OTHER in [task["taskId"] for task in later["tasks"]]


def test_a_long_pull_comes_in_pages(api: Client) -> None:
    for number in range(25):
        api.ok("POST", "/tasks", {"title": str(number)})
    seen, page = [], api.ok("GET", "/sync?limit=10")
    while True:
        seen += [task["title"] for task in page["tasks"]]
        if not page["more"]:
            break
        page = api.ok("GET", f"/sync?limit=10&since={page['next']}")
    assert sorted(seen, key=int) == [str(number) for number in range(25)]


def test_changes_are_applied_each_on_its_own(api: Client) -> None:
    results = push(
        api,
        write(0, title="a"),
        write(0, OTHER, "list", name="Home"),
        {**write(0, "mug", "item"), "fields": {"id": "mug", "price": 5}},
        write(0, "01a1fc4f-7d38-7890-b59c-ef6dff62b490", title=""),
        {"kind": "task", "id": OTHER, "base": 0, "op": "delete"},
    )
    assert [result["status"] for result in results] == ["applied"] * 3 + ["invalid"] * 2
    assert api.ok("GET", f"/tasks/{ID}")["title"] == "a"
    assert api.ok("GET", "/items/mug")["price"] == 5


def test_a_change_on_another_version_is_a_conflict_and_writes_nothing(api: Client) -> None:
    push(api, write(0, title="a"))
    push(api, write(1, title="b"))
    (result,) = push(api, write(1, title="c"))
    assert (result["status"], result["version"]) == ("conflict", 2)
    assert api.ok("GET", f"/tasks/{ID}")["title"] == "b"


def test_one_thing_may_change_twice_in_a_batch(api: Client) -> None:
    results = push(api, write(0, title="a"), write(0, status="done"), {**write(0), "op": "delete"})
    assert [result["status"] for result in results] == ["applied"] * 3
    assert push(api, {**write(3), "op": "restore"})[0]["status"] == "applied"
    assert api.ok("GET", f"/tasks/{ID}")["status"] == "done"


def test_a_batch_that_comes_twice_is_done_once(api: Client) -> None:
    first = push(api, write(0, title="a"), idempotency_key="k")
    push(api, write(1, title="b"))
    assert push(api, write(0, title="a"), idempotency_key="k") == first
    assert api.ok("GET", f"/tasks/{ID}")["title"] == "b"
    assert api("POST", "/sync", {"changes": []}, idempotency_key="k").status == 422


def test_a_token_older_than_the_tombstones_is_gone(api: Client) -> None:
    old = urlsafe_b64encode(b"[1000000000000]").decode()
    assert (api("GET", f"/sync?since={old}").status, api("GET", "/sync?since=x").status) == (410, 422)
    assert api("POST", "/sync", {"changes": [], "since": old}).status == 410


def test_a_batch_has_fifty_changes_at_most(api: Client) -> None:
    changes = [write(0, OTHER[:-2] + f"{number:02x}", title="x") for number in range(51)]
    assert api("POST", "/sync", {"changes": changes}).status == 422
    assert len(push(api, *changes[:50])) == 50


def test_what_is_carried_out_comes_in_as_it_was(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "a", "labels": ["x"]})
    api.ok("PATCH", f"/tasks/{ID}", {"status": "done"})
    api.ok("POST", "/lists", {"name": "Home"})
    api.ok("PUT", "/items", b'{"id":"mug", "price": 5.10}')
    api("DELETE", f"/tasks/{ID}")
    records = api.ok("GET", "/export")["records"]
    space = api.ok("POST", "/spaces", {"name": "Other"})["spaceId"]
    assert api.ok("POST", f"/import?space={space}", {"records": records}) == {"imported": 3, "skipped": 0}
    assert api.ok("POST", f"/import?space={space}", {"records": records}) == {"imported": 0, "skipped": 3}
    again = api.ok("GET", f"/export?space={space}")["records"]
    for record in [*records, *again]:
        record["value"].pop("spaceId")
    assert again == records


def test_what_is_not_whole_is_not_carried_in(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "a"})
    (record,) = api.ok("GET", "/export")["records"]
    for spoilt in (
        {"title": ""},
        {"title": " x"},
        {"title": "a\nb"},
        {"version": 0},
        {"version": 2**31 + 1},
        {"version": 10**30},
        {"completedAt": "2026-11-21"},
        {"updatedAt": "2026-11-21T05:00:00Z"},
        {"userId": "x" * 129},
        {"createdAt": "once"},
        {"dueDate": "soon"},
        {"status": "lost"},
    ):
        value = record["value"] | {"taskId": OTHER} | spoilt
        answer = api("POST", "/import", {"records": [{"kind": "task", "value": value}]})
        assert answer.json["field"].startswith("records[0]"), answer
    assert api("POST", "/import", {"records": [record, record]}).json["field"] == "records"
    assert api("GET", f"/tasks/{OTHER}").status == 404
