"""The functions as Lambda calls them, on Amazon's own DynamoDB Local."""

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest
from msgspec import json

from farthing.domain.errors import Unavailable
from farthing.domain.token import Scope, TokenRequest
from farthing.engines.aws.client import Client
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features import tokens
from tests.contract.emulators import ANY, NOBODY, REGION, Emulator, Table

pytestmark = pytest.mark.xdist_group("dynamodb-local")
PERSON = str(uuid4())


class Context:
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def __init__(self, milliseconds: int = 5000) -> None:
        self._milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self._milliseconds


@pytest.fixture
def table(dynamodb_local: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    with dynamodb_local.table() as made:
        for name, value in {
            "AWS_ACCESS_KEY_ID": NOBODY.access_key,
            "AWS_SECRET_ACCESS_KEY": NOBODY.secret_key,
            "AWS_REGION": REGION,
            "FARTHING_TABLE": made.name,
            "FARTHING_ENDPOINT": dynamodb_local.url,
        }.items():
            monkeypatch.setenv(name, value)
        yield made


Start = Callable[[str], Any]


@pytest.fixture
def start() -> Iterator[Start]:
    """The handler of a function, after a cold start."""
    with ExitStack() as started:

        def start(name: str) -> Any:
            module = importlib.reload(importlib.import_module(f"farthing.doors.aws.{name}"))
            started.callback(module.home.client.close)
            return module.handler

        yield start


def event(
    method: str, path: str, body: Any = None, scope: str = "farthing/read farthing/write", **headers: str
) -> Any:
    claims = {"sub": PERSON, "scope": scope}
    return {
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", **headers},
        "requestContext": {"http": {"method": method}, "authorizer": {"jwt": {"claims": claims}}},
        "body": None if body is None else json.encode(body).decode(),
        "isBase64Encoded": False,
    }


@pytest.mark.usefixtures("table")
def test_the_api_keeps_tasks_for_the_person_of_the_claims(start: Start) -> None:
    handler = start("api")
    made = handler(event("POST", "/api/tasks", {"title": "Buy groceries"}), Context())
    assert made["statusCode"] == 201
    task = json.decode(made["body"])
    assert task["userId"] == PERSON
    assert json.decode(handler(event("GET", "/tasks"), Context())["body"])["tasks"] == [task]
    assert handler(event("GET", f"/tasks/{task['taskId']}"), Context())["headers"]["etag"] == '"1"'


@pytest.mark.usefixtures("table")
def test_the_api_lets_nobody_in_without_claims_or_scope(start: Start) -> None:
    handler = start("api")
    nobody = event("GET", "/tasks") | {"requestContext": {"http": {"method": "GET"}}}
    assert handler(nobody, Context())["statusCode"] == 401
    assert (
        handler(event("POST", "/tasks", {"title": "x"}, scope="farthing/read"), Context())["statusCode"]
        == 403
    )


def test_what_follows_takes_the_events_of_the_stream(
    dynamodb_local: Emulator, table: Table, start: Start
) -> None:
    api = start("api")
    parent, child = (
        json.decode(api(event("POST", "/tasks", {"title": title}), Context())["body"])["taskId"]
        for title in ("Move house", "boxes")
    )
    api(event("PATCH", f"/tasks/{child}", {"parentId": parent}), Context())
    with dynamodb_local.streams() as streams:
        told = {"Records": list(stream_records(streams, table.stream))}
    for _ in range(2):  # it may come again
        start("follow")(told, Context())
    history = json.decode(api(event("GET", f"/tasks/{child}/history"), Context())["body"])["history"]
    assert [entry["changes"] for entry in history] == [{"parentId": [None, parent]}, {}]
    subtasks = json.decode(api(event("GET", f"/tasks/{parent}/subtasks"), Context())["body"])
    assert ([task["taskId"] for task in subtasks["tasks"]], subtasks["progress"]["total"]) == ([child], 1)


@pytest.mark.usefixtures("table")
def test_what_follows_has_all_given_again_when_the_table_does_not_answer(
    dynamodb_local: Emulator, table: Table, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = start("api")
    task = json.decode(api(event("POST", "/tasks", {"title": "a"}), Context())["body"])["taskId"]
    api(event("PATCH", f"/tasks/{task}", {"title": "b"}), Context())
    with dynamodb_local.streams() as streams:
        told = {"Records": list(stream_records(streams, table.stream))}
    monkeypatch.setenv("FARTHING_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        start("follow")(told, Context(300))


def stream_records(streams: Client, arn: str) -> Iterator[Any]:
    """All that a stream has, as Lambda gives it to a function."""
    shards = streams.call("DescribeStream", {"StreamArn": arn}, ANY)["StreamDescription"]["Shards"]
    for shard in shards:
        asked = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = streams.call("GetShardIterator", asked, ANY)["ShardIterator"]
        yield from streams.call("GetRecords", {"ShardIterator": iterator}, ANY)["Records"]


def test_the_capture_door_asks_for_a_token(table: Table, start: Start) -> None:
    clock = SystemClock()
    store = DynamoStore(table.client, table.name, clock)
    token = tokens.create(store, clock, PERSON, TokenRequest("laptop", ["read", "write"])).token
    handler = start("capture")
    assert handler(event("GET", "/"), Context())["statusCode"] == 401
    sent = event("POST", "/", {"task": "Call the plumber"}, authorization=f"Bearer {token}")
    made = json.decode(handler(sent, Context())["body"])
    assert made == {"id": made["id"], "task": "Call the plumber", "completed": False}
    listed = start("api")(event("GET", "/tasks"), Context())
    assert [task["title"] for task in json.decode(listed["body"])["tasks"]] == ["Call the plumber"]


def test_scripts_reach_the_api_behind_the_capture_door_by_their_token(table: Table, start: Start) -> None:
    clock = SystemClock()
    store = DynamoStore(table.client, table.name, clock)
    handler = start("capture")

    def status(method: str, path: str, body: Any = None, **headers: str) -> int:
        answered: int = handler(event(method, path, body, **headers), Context())["statusCode"]
        return answered

    def bearer(*scopes: Scope) -> dict[str, str]:
        token = tokens.create(store, clock, PERSON, TokenRequest("script", list(scopes))).token
        return {"authorization": f"Bearer {token}"}

    all_of_it, reads = bearer("read", "write", "admin"), bearer("read")
    assert status("POST", "/api/tasks", {"title": "Water the plants"}, **all_of_it) == 201
    listed = handler(event("GET", "/api/tasks", **reads), Context())
    assert [task["title"] for task in json.decode(listed["body"])["tasks"]] == ["Water the plants"]
    assert status("GET", "/", **reads) == 200
    assert status("GET", "/api/tokens", **all_of_it) == 200
    assert status("GET", "/api/tasks") == 401, "claims are for the gateway to give, not for a caller"
    assert status("POST", "/api/tasks", {"title": "x"}, **reads) == 403
    assert status("GET", "/tasks", **all_of_it) == 404, "without `/api/` it is the capture door"


def test_an_open_door_keeps_tasks_for_its_person_and_opens_the_api_to_nobody(
    table: Table, monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    monkeypatch.setenv("FARTHING_OPEN_DOOR", "1")
    with pytest.raises(ValueError, match="FARTHING_DOOR_PERSON must be the id"):
        start("capture")
    monkeypatch.setenv("FARTHING_DOOR_PERSON", PERSON)
    clock, handler = SystemClock(), start("capture")
    signed = {"authorization": "AWS4-HMAC-SHA256 Credential=…"}
    other = tokens.create(
        DynamoStore(table.client, table.name, clock), clock, str(uuid4()), TokenRequest("x")
    )
    for headers in ({}, signed, {"authorization": f"Bearer {other.token}"}):
        assert handler(event("POST", "/", {"task": "Jot"}, **headers), Context())["statusCode"] == 201
    assert handler(event("GET", "/api/tasks", **signed), Context())["statusCode"] == 401
    kept = json.decode(start("api")(event("GET", "/tasks"), Context())["body"])["tasks"]
    assert len(kept) == 2, "the third is of the one whose token was sent"


@pytest.mark.usefixtures("table")
def test_what_aws_refuses_is_a_fault_of_ours_with_its_cause_in_the_log(
    monkeypatch: pytest.MonkeyPatch, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FARTHING_TABLE", "not-there")
    answer = start("api")(event("GET", "/tasks"), Context())
    assert answer["statusCode"] == 500
    assert "ResourceNotFound" not in answer["body"]
    (line,) = capsys.readouterr().out.splitlines()
    said = json.decode(line)
    assert (said["level"], said["requestId"]) == ("ERROR", Context.aws_request_id)
    assert said["message"].startswith("ServiceError: ResourceNotFoundException: ")
    assert "client.py" in said["trace"][-1]


@pytest.mark.usefixtures("table")
def test_it_answers_before_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FARTHING_ENDPOINT", "http://127.0.0.1:9")  # nothing listens there
    answer = start("api")(event("GET", "/tasks"), Context(milliseconds=600))
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "1")
    said = json.decode(capsys.readouterr().out)
    assert said["level"] == "WARN"
    assert said["message"].startswith("DynamoDB gave no answer: NotSent: no connection to 127.0.0.1:9")
