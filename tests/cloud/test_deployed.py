"""What `farthing deploy` made does what it should: for people, for scripts, and for whoever has no business
there. Everything is asked over HTTP."""

from uuid import uuid4

import pytest

from tests.cloud.deployed import PASSWORD, Deployed, Session
from tests.contract.eventually import eventually

pytestmark = pytest.mark.xdist_group("deployed")


# Tasks


def test_a_task_through_its_life(ada: Session) -> None:
    made = ada.api("POST", "/tasks", {"title": "Buy stamps"})
    assert made.status == 201
    path = f"/tasks/{made.json['taskId']}"
    assert made.headers["location"].endswith(path)
    read = ada.api("GET", path)
    assert (read.json, read.headers["etag"]) == (made.json, '"1"')
    assert ada.api("GET", path, if_none_match='"1"').status == 304
    changed = ada.api("PATCH", path, {"status": "done"}, if_match='"1"')
    assert (changed.json["status"], changed.headers["etag"]) == ("done", '"2"')
    late = ada.api("PATCH", path, {"title": "Too late"}, if_match='"1"')
    assert (late.status, late.json["code"]) == (412, "version_mismatch")
    assert made.json["taskId"] in {task["taskId"] for task in ada.api("GET", "/tasks").json["tasks"]}
    assert ada.api("DELETE", path).status == 204
    assert ada.api("GET", path).status == 404
    assert made.json["taskId"] in {task["taskId"] for task in ada.api("GET", "/trash").json["tasks"]}
    assert ada.api("POST", f"{path}/restore").json["deletedAt"] is None
    assert ada.api("GET", path).json["title"] == "Buy stamps"


def test_a_request_that_is_sent_again_is_done_once(ada: Session) -> None:
    key = str(uuid4())
    first, again = (
        ada.api("POST", "/tasks", {"title": "Once"}, idempotency_key=key) for _ in range(2)
    )  # fmt: skip
    assert (first.status, first.json) == (again.status, again.json)


def test_what_one_device_did_another_pulls(ada: Session) -> None:
    since = ada.api("GET", "/sync").json["next"]
    id = "01890a5d-ac96-774b-bcce-b302099a8057"
    change = {"kind": "task", "id": id, "base": 0, "fields": {"title": "From the phone"}}
    pushed = ada.api("POST", "/sync", {"changes": [change], "since": since})
    assert pushed.status == 200
    assert pushed.json["results"][0]["id"] == id
    pulled = ada.api("GET", f"/sync?since={since}").json
    assert {task["taskId"]: task["title"] for task in pulled["tasks"]}[id] == "From the phone"
    stale = ada.api("POST", "/sync", {"changes": [change | {"fields": {"title": "Other"}}], "since": since})
    assert stale.json["results"] != pushed.json["results"]


def test_what_was_changed_is_in_the_history_a_moment_later_and_can_be_undone(ada: Session) -> None:
    path = f"/tasks/{ada.api('POST', '/tasks', {'title': 'Buy stamps'}).json['taskId']}"
    ada.api("PATCH", path, {"title": "Buy envelopes"})
    expected = [{"title": ["Buy stamps", "Buy envelopes"]}, {}]

    def changes() -> list[object]:
        return [entry["changes"] for entry in ada.api("GET", f"{path}/history").json["history"]]

    eventually(changes, expected, seconds=30)
    undone = ada.api("POST", f"{path}/undo", {})
    assert (undone.status, undone.json["title"]) == (200, "Buy stamps")


def test_errors_are_problem_documents(ada: Session) -> None:
    for answer, status, code in (
        (ada.api("POST", "/tasks", {"title": ""}), 422, "invalid"),
        (ada.api("GET", "/nothing/here"), 404, "not_found"),
        (ada.api("DELETE", "/tasks"), 405, "method_not_allowed"),
    ):
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.status, answer.json["code"]) == (status, code)


# What is whose


def test_another_persons_space_does_not_exist(ada: Session, grace: Session) -> None:
    own = ada.api("GET", "/spaces").json["spaces"][0]["spaceId"]
    task = ada.api("POST", "/tasks", {"title": "Ada's"}).json["taskId"]
    assert ada.api("GET", f"/tasks/{task}?space={own}").status == 200
    for path in (f"/tasks?space={own}", f"/tasks/{task}?space={own}", f"/tasks/{task}", f"/spaces/{own}"):
        assert grace.api("GET", path).status == 404
    assert grace.api("DELETE", f"/tasks/{task}?space={own}").status == 404
    assert grace.api("POST", f"/tasks?space={own}", {"title": "Mine now"}).status == 404
    assert ada.api("GET", f"/tasks/{task}").json["title"] == "Ada's"


@pytest.mark.usefixtures("ada")
def test_a_scope_that_was_not_asked_for_is_not_given(deployed: Deployed) -> None:
    reader = deployed.sign_in("ada@example.org", "openid farthing/read")
    assert reader.api("GET", "/tasks").status == 200
    assert reader.api("POST", "/tasks", {"title": "No"}).status == 403
    assert reader.api("GET", "/tokens").status == 403


# Scripts


def test_a_script_jots_down_and_uses_the_api_with_one_token(deployed: Deployed, ada: Session) -> None:
    token = ada.make_token("read", "write")["token"]
    made = deployed.door(token, "POST", "/", {"task": "Call the plumber"})
    assert made.status == 201
    assert made.json == {"id": made.json["id"], "task": "Call the plumber", "completed": False}
    path = f"/{made.json['id']}"
    assert deployed.door(token, "GET", path).json == made.json
    assert made.json in deployed.door(token, "GET", "/").json
    done = deployed.door(token, "PUT", path, {"completed": True})
    assert (done.status, done.json["completed"]) == (200, True)
    task = deployed.door(token, "GET", f"/api/tasks{path}").json
    assert (task["title"], task["status"]) == ("Call the plumber", "done")
    assert ada.api("GET", f"/tasks{path}").json == task
    assert deployed.door(token, "DELETE", path).status == 204
    assert deployed.door(token, "GET", path).status == 404
    assert deployed.door(token, "GET", "/api/tokens").json["code"] == "forbidden"


def test_a_token_does_what_it_was_made_for(deployed: Deployed, ada: Session) -> None:
    reader = ada.make_token("read")["token"]
    assert deployed.door(reader, "GET", "/").status == 200
    refused = deployed.door(reader, "POST", "/", {"task": "No"})
    assert (refused.status, refused.json["code"]) == (403, "forbidden")


# What the owner sees of it


def test_what_is_kept_is_protected(deployed: Deployed) -> None:
    table = deployed.service("dynamodb").describe_table(TableName=deployed.outputs["TableName"])["Table"]
    assert table["DeletionProtectionEnabled"]


@pytest.mark.usefixtures("ada")
def test_logs_end_and_hold_no_token(deployed: Deployed) -> None:
    logs = deployed.service("logs")
    groups = {
        one["logGroupName"]: one.get("retentionInDays") for one in logs.describe_log_groups()["logGroups"]
    }
    assert deployed.outputs["AccessLogGroup"] in groups
    assert set(groups.values()) == {14}
    for group in groups:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
        said = "".join(event["message"] for page in pages for event in page["events"])
        assert not any(secret in said for secret in ("farthing_", "eyJ", "ada@example.org", PASSWORD))
