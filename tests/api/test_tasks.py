"""Rows T1 and T4: tasks over HTTP."""

import pytest

from tests.api.client import Client

ID = "01a1fc4f-7d38-7890-b59c-ef6dff62b48e"
OTHER = "01a1fc4f-7d38-7890-b59c-ef6dff62b48f"


def test_a_task_is_created_read_updated_and_deleted(api: Client) -> None:
    made = api("POST", "/tasks", {"title": "Buy groceries", "priority": "high", "dueDate": "2026-12-24"})
    assert made.status == 201
    task = made.json
    assert made.headers["location"] == f"/tasks/{task['taskId']}"
    assert made.headers["etag"] == '"1"'
    assert (task["title"], task["status"], task["priority"], task["dueDate"]) == (
        "Buy groceries", "todo", "high", "2026-12-24",
    )  # fmt: skip
    assert api.ok("GET", f"/tasks/{task['taskId']}") == task
    assert api.ok("GET", "/tasks")["tasks"] == [task]
    done = api.ok("PATCH", f"/tasks/{task['taskId']}", {"status": "done"})
    assert done["completedAt"] is not None
    assert done["version"] == 2
    assert api("DELETE", f"/tasks/{task['taskId']}").status == 204
    assert api("GET", f"/tasks/{task['taskId']}").status == 404
    assert api.ok("GET", "/tasks")["tasks"] == []


def test_a_task_carries_the_fields_of_the_mission(api: Client) -> None:
    task = api.ok("POST", "/tasks", {"title": "x"})
    assert {"taskId", "userId", "title", "description", "priority", "dueDate", "status", "createdAt"} <= set(
        task
    )


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_an_update_writes_only_the_fields_it_was_given(api: Client, method: str) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "Write", "description": "a book", "labels": ["home"]})
    changed = api.ok(method, f"/tasks/{ID}", {"title": "Read"})
    assert (changed["title"], changed["description"], changed["labels"]) == ("Read", "a book", ["home"])


def test_null_takes_a_field_back_to_nothing(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "x", "dueDate": "2026-12-24", "priority": "low", "labels": ["a"]})
    bare = api.ok("PATCH", f"/tasks/{ID}", {"dueDate": None, "priority": None, "labels": None})
    assert (bare["dueDate"], bare["priority"], bare["labels"]) == (None, "none", [])


def test_put_makes_a_task_under_the_clients_id_once(api: Client) -> None:
    first = api("PUT", f"/tasks/{ID}", {"title": "x"})
    again = api("PUT", f"/tasks/{ID}", {"title": "x"})
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_what_says_nothing_new_writes_nothing(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "x"})
    assert api.ok("PATCH", f"/tasks/{ID}", {"title": "x", "status": "todo"})["version"] == 1


def test_a_stale_version_is_refused_and_a_fresh_one_taken(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "one"})
    api.ok("PATCH", f"/tasks/{ID}", {"title": "two"}, if_match='"1"')
    for method, body in (("PATCH", {"title": "three"}), ("PUT", {"title": "three"}), ("DELETE", None)):
        stale = api(method, f"/tasks/{ID}", body, if_match='"1"')
        assert (stale.status, stale.json["code"]) == (412, "version_mismatch")
    assert api.ok("GET", f"/tasks/{ID}")["title"] == "two"
    assert api("PUT", f"/tasks/{OTHER}", {"title": "x"}, if_match='"1"').status == 412
    assert api("PUT", f"/tasks/{ID}", {"title": "x"}, if_none_match="*").status == 412
    assert api("PATCH", f"/tasks/{ID}", {"title": "x"}, if_match="1").json["field"] == "If-Match"


def test_one_who_has_the_version_gets_304(api: Client) -> None:
    etag = api("PUT", f"/tasks/{ID}", {"title": "x"}).headers["etag"]
    answer = api("GET", f"/tasks/{ID}", if_none_match=etag)
    assert (answer.status, answer.body) == (304, b"")


def test_a_deleted_task_is_in_the_trash_and_comes_back(api: Client) -> None:
    task = api.ok("PUT", f"/tasks/{ID}", {"title": "x"})
    assert api("DELETE", f"/tasks/{ID}").status == 204
    assert api("DELETE", f"/tasks/{ID}").status == 204
    assert [gone["taskId"] for gone in api.ok("GET", "/trash")["tasks"]] == [ID]
    assert api("PATCH", f"/tasks/{ID}", {"title": "y"}).status == 409
    back = api.ok("POST", f"/tasks/{ID}/restore")
    assert back["deletedAt"] is None
    assert back["title"] == task["title"]
    assert api.ok("GET", "/trash")["tasks"] == []
    assert api.ok("GET", "/tasks")["tasks"] == [back]


def test_an_idempotency_key_has_it_done_once(api: Client) -> None:
    first = api("POST", "/tasks", {"title": "x"}, idempotency_key="k")
    again = api("POST", "/tasks", {"title": "x"}, idempotency_key="k")
    assert first.json == again.json
    assert (again.status, again.headers["location"]) == (201, first.headers["location"])
    assert len(api.ok("GET", "/tasks")["tasks"]) == 1
    other = api("POST", "/tasks", {"title": "y"}, idempotency_key="k")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_taken_id_is_a_conflict(api: Client) -> None:
    api.ok("POST", "/tasks", {"title": "x", "taskId": ID})
    assert api("POST", "/tasks", {"title": "y", "taskId": ID}).status == 409


def test_pages_go_on_where_the_last_one_ended(api: Client) -> None:
    titles = [f"task {number}" for number in range(7)]
    for title in titles:
        api.ok("POST", "/tasks", {"title": title})
    seen, target = [], "/tasks?limit=3"
    while target:
        page = api("GET", target)
        assert len(page.json["tasks"]) <= 3
        seen += [task["title"] for task in page.json["tasks"]]
        target = page.headers.get("link", "").partition(">")[0].lstrip("<")
        assert bool(target) == (page.json["next"] is not None)
    assert sorted(seen) == titles


def test_a_page_that_ends_with_the_last_task_has_no_next(api: Client) -> None:
    for number in range(3):
        api.ok("POST", "/tasks", {"title": str(number)})
    assert api.ok("GET", "/tasks?limit=3")["next"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=done", {"b"}),
        ("list=inbox", {"b", "c"}),
        ("label=home", {"a"}),
        ("due_before=2026-12-02", {"a"}),
        ("due_before=2026-12-02T09:00:01", {"a", "b"}),
        ("due_after=2026-12-02", {"b"}),
        ("due_after=2026-12-01&due_before=2026-12-02", {"a"}),
        ("updated_after=2020-01-01T00:00:00Z", {"a", "b", "c"}),
        ("updated_after=2999-01-01T00:00:00%2B01:00", set()),
        ("status=todo&label=home", {"a"}),
        ("status=doing", set()),
    ],
)
def test_filters(api: Client, query: str, expected: set[str]) -> None:
    home = api.ok("POST", "/lists", {"name": "Home"})["listId"]
    api.ok("POST", "/tasks", {"title": "a", "dueDate": "2026-12-01", "labels": ["home"], "listId": home})
    api.ok("POST", "/tasks", {"title": "b", "dueDate": "2026-12-02T09:00[Europe/Berlin]", "status": "done"})
    api.ok("POST", "/tasks", {"title": "c"})
    assert {task["title"] for task in api.ok("GET", f"/tasks?{query}")["tasks"]} == expected
    if "home" not in query:
        listed = api.ok("GET", f"/tasks?list={home}&{query.replace('list=inbox', '')}")["tasks"]
        assert {task["title"] for task in listed} <= {"a"}


def test_a_filter_that_matches_little_still_finds_it_all(api: Client) -> None:
    for number in range(1200):
        api.ok("POST", "/tasks", {"title": str(number), "status": "done" if number % 400 == 7 else "todo"})
    found, cursor = [], ""
    while cursor is not None:
        page = api.ok("GET", f"/tasks?status=done&limit=2{cursor and '&cursor=' + cursor}")
        found += [task["title"] for task in page["tasks"]]
        cursor = page["next"]
    assert sorted(found, key=int) == ["7", "407", "807"]


def test_less_is_sent_to_those_who_ask_for_less(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "x", "description": "long"})
    assert api.ok("GET", "/tasks?fields=taskId,title")["tasks"] == [{"taskId": ID, "title": "x"}]
    assert set(api.ok("GET", "/tasks?view=summary")["tasks"][0]) == {
        "taskId", "title", "status", "priority", "dueDate", "listId", "version",
    }  # fmt: skip


def test_a_task_may_name_only_what_is_there(api: Client) -> None:
    assert api("POST", "/tasks", {"title": "x", "listId": OTHER}).json["field"] == "listId"
    assert api("POST", "/tasks", {"title": "x", "parentId": OTHER}).json["field"] == "parentId"


def test_no_task_is_below_itself(api: Client) -> None:
    api.ok("PUT", f"/tasks/{ID}", {"title": "above"})
    api.ok("PUT", f"/tasks/{OTHER}", {"title": "below", "parentId": ID})
    assert api("PATCH", f"/tasks/{ID}", {"parentId": ID}).json["field"] == "parentId"
    assert api("PATCH", f"/tasks/{ID}", {"parentId": OTHER}).json["field"] == "parentId"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": None}, "title"),
        ({"title": 7}, "title"),
        ({"title": "x", "status": "later"}, "status"),
        ({"title": "x", "priority": "extreme"}, "priority"),
        ({"title": "x", "dueDate": "tomorrow"}, "dueDate"),
        ({"title": "x", "dueDate": "2026-02-30"}, "dueDate"),
        ({"title": "x", "dueDate": "2026-02-03T10:00"}, "dueDate"),
        ({"title": "x", "dueDate": "2026-02-03T10:00[Moon/Sea]"}, "dueDate"),
        ({"title": "x", "labels": ["a"] * 51}, "labels"),
        ({"title": "x", "labels": [""]}, "labels[0]"),
        ({"title": "x", "position": "!"}, "position"),
        ({"title": "x", "listId": "home"}, "listId"),
        ({"title": "x", "description": "ä" * 40_000}, "description"),
        ({"title": "x", "colour": "red"}, "colour"),
        ({"title": "x", "description": "\0"}, "description"),
    ],
)
def test_bad_values_are_named_and_lose_nothing(api: Client, body: object, field: str) -> None:
    answer = api("POST", "/tasks", body)
    assert answer.status in (413, 422)
    assert answer.json.get("field", "") == field
    assert answer.headers["content-type"] == "application/problem+json"
    assert api.ok("GET", "/tasks")["tasks"] == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b'{"title": "\xff"}', b"[" * 100_000, b'{"title": "x"} trailing'],
)
def test_what_is_no_task_is_refused(api: Client, body: bytes) -> None:
    assert api("POST", "/tasks", body).status in (400, 422)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=%00", "colour=red", "status=x", "fields=x",
     "view=x", "due_before=x", "updated_after=x", "space=x", "updated_after=2026-11-21T00:00:00"],
)  # fmt: skip
def test_bad_queries_are_refused(api: Client, query: str) -> None:
    assert api("GET", f"/tasks?{query}").status == 422


def test_half_a_surrogate_pair_is_no_text(api: Client) -> None:
    assert api("POST", "/tasks", b'{"title": "\\ud800"}').status in (400, 422)


def test_concurrent_patches_of_different_fields_are_all_kept(api: Client) -> None:
    from concurrent.futures import ThreadPoolExecutor

    api.ok("PUT", f"/tasks/{ID}", {"title": "x"})
    changes = [
        {"title": "y"},
        {"description": "d"},
        {"priority": "low"},
        {"labels": ["a"]},
        {"status": "doing"},
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda change: api.ok("PATCH", f"/tasks/{ID}", change), changes * 3))
    task = api.ok("GET", f"/tasks/{ID}")
    for change in changes:
        assert change.items() <= task.items()
