"""Least privilege: whatever the functions ask of AWS is allowed, and whatever is allowed they ask for."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from farthing.cloud import compiler
from farthing.cloud.functions import API, BRAKE, CAPTURE, CLAIMS, FOLLOW, FUNCTIONS, TEXTS, Function
from farthing.domain.task import TaskChange
from farthing.domain.token import TokenRequest
from farthing.engines.aws.client import Client as Dynamo
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features import tokens
from farthing.features.follow import follow
from farthing.features.records import Change, Put
from farthing.features.search.keeping import FLUSH
from farthing.features.tasks import TASKS
from farthing.features.tokens import Principal
from farthing.features.workspace import Workspace
from farthing.http.access import EVERYTHING, by_token
from farthing.http.app import App
from farthing.http.message import Request
from farthing.http.routes import ROUTES
from farthing.http.text_routes import TEXT_ROUTES
from tests.api.client import Client
from tests.cloud.privileges import (
    ACCOUNT,
    FUNCTION,
    PLATFORM,
    REGION,
    TABLE,
    Asked,
    asked,
    resolved,
    roles,
    stopped,
)
from tests.contract.emulators import Emulator, dynamodb_local, unavailable  # noqa: F401
from tests.contract.engines import ManualClock
from tests.faults.route_samples import SAMPLES

pytestmark = pytest.mark.xdist_group("dynamodb-local")

SIMULATE = Path(__file__).parent / "policy" / "simulate.mjs"
INSTALLED = Path(__file__).parents[2] / ".tools" / "iam-simulate"
PERSON = "01900000-0000-7000-8000-00000000000d"

Policy = dict[str, Any]
Recorded = dict[str, set[Asked]]


@pytest.fixture(scope="module")
def recorded(dynamodb_local: Emulator, templates: dict[str, Any]) -> Recorded:  # noqa: F811
    """What each function asks for while it answers every route that it serves, by its handler. The capture
    door serves the routes of the API too, to those who show a token."""
    found: Recorded = {function.handler: set() for function in FUNCTIONS}
    for route in ROUTES:
        gateway = TEXTS if route in TEXT_ROUTES else API
        servers = (gateway, CAPTURE) if route.door == "api" else (CAPTURE,)
        for function in servers:
            with dynamodb_local.table() as table:
                calls = _calls(table.client, table.name, function, (route.door, route.method, route.path))
            found[function.handler] |= calls
    with dynamodb_local.table() as table:
        found[FOLLOW.handler] |= _calls_of_the_follower(table.client, table.name)
    found[BRAKE.handler] |= _calls_of_the_brake(stopped(templates, BRAKE.handler))
    return found


def _calls(dynamo: Dynamo, table: str, function: Function, key: tuple[str, str, str]) -> set[Asked]:
    sample, calls = SAMPLES[key], set[Asked]()
    clock = ManualClock(1_795_000_000_000)
    store = DynamoStore(dynamo, table, clock)

    def who(request: Request) -> Principal:
        return Principal(request.headers.get("x-person", PERSON), EVERYTHING)

    routes = [route for route in ROUTES if route.door == "api"]
    api = Client(App(routes, store, clock, who, _fail))
    names: dict[str, str] = {}
    for given in sample.given:
        names |= given(api)
    asking = api
    if function is CAPTURE:
        secret = tokens.create(store, clock, PERSON, TokenRequest("script", ["read", "write", "admin"])).token
        mine = [route for route in ROUTES if route.door == key[0]]
        asking = Client(App(mine, store, clock, by_token(store), _fail), secret or "")

    def watch(_service: str, operation: str, request: Mapping[str, Any]) -> None:
        calls.update(asked(operation, request))

    headers = {"idempotency_key": "once"} if sample.key else {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Dynamo, "watch", watch)
        target = f"{key[2].format_map(names)}?{sample.query.format_map(names)}"
        answer = asking(key[1], target, sample.content(names), **headers)
    assert answer.status < 400, (key, answer)
    return calls


def _fail(error: BaseException) -> None:
    raise error


def _calls_of_the_follower(dynamo: Dynamo, table: str) -> set[Asked]:
    """What is asked for to follow changes: of so many tasks that the index of search is written, and written
    anew; of subtasks; and of a task whose title was another."""
    clock, calls = ManualClock(1_795_000_000_000), set[Asked]()
    store = DynamoStore(dynamo, table, clock)
    ws = Workspace(store, clock, PERSON, PERSON)

    def made() -> Change:
        task = TASKS.create(TaskChange(title="Water the plants", parent_id=ws.new_id()), ws.new_id(), ws)
        record = ws.record("task", task)
        store.commit([Put(record, None)])
        return Change(record.pk, record.sk, 1, record.body)

    def watch(_service: str, operation: str, request: Mapping[str, Any]) -> None:
        calls.update(asked(operation, request))

    for _ in range(2):
        changes = [made() for _ in range(FLUSH)]
        clock.advance(seconds=10)
        changed = json.dumps(json.loads(changes[0].body or b"") | {"title": "Rest", "version": 2}).encode()
        changes.append(Change(changes[0].pk, changes[0].sk, 2, changed, changes[0].body))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Dynamo, "watch", watch)
            assert follow(store, clock, changes) == []
    return calls


def _calls_of_the_brake(names: list[str]) -> set[Asked]:
    """What boto3 is asked for to stop these. Its client is stubbed: what counts is what is asked."""
    import boto3
    from botocore.stub import Stubber

    from farthing.doors.aws import brake

    client = boto3.client("lambda", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s")
    with Stubber(client) as stubber, pytest.MonkeyPatch.context() as patch:
        for name in names:
            stubber.add_response(
                "put_function_concurrency", {}, {"FunctionName": name, "ReservedConcurrentExecutions": 0}
            )
        patch.setattr(boto3, "client", lambda service: client if service == "lambda" else None)
        patch.setenv("STOPS", " ".join(names))
        brake.handler({"Records": [{"Sns": {"Subject": "AWS Budgets: farthing"}}]}, None)
        stubber.assert_no_pending_responses()
    return {
        Asked("lambda:PutFunctionConcurrency", FUNCTION.format(region=REGION, account=ACCOUNT, name=name))
        for name in names
    }


@pytest.fixture(scope="module")
def policies(templates: dict[str, Any]) -> dict[str, Policy]:
    return roles(templates)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


Judge = Callable[[dict[str, Policy], list[dict[str, Any]]], list[str]]


@pytest.fixture(scope="module")
def judge() -> Judge:
    """Whether IAM would allow each of the requests."""
    if not INSTALLED.exists():
        unavailable("iam-simulate is not installed: run `make .tools/iam-simulate`")

    def run(policies: dict[str, Policy], requests: list[dict[str, Any]]) -> list[str]:
        principal = f"arn:aws:iam::{ACCOUNT}:role/one"
        asked = json.dumps({"principal": principal, "policies": policies, "requests": requests})
        command = [compiler.node_path(), str(SIMULATE), str(INSTALLED)]
        done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
        verdicts: list[str] = json.loads(done.stdout)
        assert not [verdict for verdict in verdicts if verdict.startswith("error")], verdicts
        return verdicts

    return run


def _grants(policy: Policy) -> Iterator[tuple[str, str]]:
    for statement in policy["Statement"]:
        for action in _listed(statement["Action"]):
            for resource in _listed(statement["Resource"]):
                yield action, resource


def _without(policy: Policy, action: str, resource: str) -> Policy:
    """The policy, without one of its grants."""
    statements = []
    for statement in policy["Statement"]:
        actions, resources = _listed(statement["Action"]), _listed(statement["Resource"])
        for each in actions:
            left = [one for one in resources if (each, one) != (action, resource)]
            if left:
                statements.append({**deepcopy(statement), "Action": each, "Resource": left})
    return {"Version": "2012-10-17", "Statement": statements}


def test_all_that_is_asked_for_is_allowed(
    recorded: Recorded, policies: dict[str, Policy], judge: Judge
) -> None:
    requests = [
        {"policy": handler, "action": one.action, "resource": one.resource}
        for handler, calls in recorded.items()
        for one in sorted(calls)
    ]
    assert len(requests) > 10
    verdicts = judge(policies, requests)
    assert [
        request for request, verdict in zip(requests, verdicts, strict=True) if verdict != "Allowed"
    ] == []


def test_all_that_is_allowed_is_asked_for(recorded: Recorded, policies: dict[str, Policy]) -> None:
    for handler, policy in policies.items():
        unused = [
            (action, resource)
            for action, resource in _grants(policy)
            if action not in PLATFORM and Asked(action, resource) not in recorded[handler]
        ]
        assert unused == [], handler


def test_without_any_one_grant_something_is_refused(
    recorded: Recorded, policies: dict[str, Policy], judge: Judge
) -> None:
    cut, requests, of = {}, [], []
    for handler, policy in policies.items():
        for action, resource in _grants(policy):
            if action in PLATFORM:
                continue
            name = f"{handler} without {action} on {resource}"
            cut[name] = _without(policy, action, resource)
            for one in sorted(recorded[handler]):
                requests.append({"policy": name, "action": one.action, "resource": one.resource})
                of.append(name)
    verdicts = judge(cut, requests)
    refused = {name for name, verdict in zip(of, verdicts, strict=True) if verdict != "Allowed"}
    assert refused == set(cut)
    assert len(cut) > 10


def test_what_the_platform_needs_is_named_with_its_reason(policies: dict[str, Policy]) -> None:
    granted = {action for policy in policies.values() for action, _ in _grants(policy)}
    assert set(PLATFORM) <= granted
    assert not [action for action in granted if "*" in action]


def test_the_claims_function_asks_nothing_of_aws(recorded: Recorded, policies: dict[str, Policy]) -> None:
    assert recorded[CLAIMS.handler] == set()
    assert {action for action, _ in _grants(policies[CLAIMS.handler])} <= set(PLATFORM)


def test_no_role_is_given_more_from_elsewhere(templates: dict[str, Any]) -> None:
    """Each role's policies are within it, where the others of these tests read them."""
    kinds = {one["Type"] for stack in templates.values() for one in stack["Resources"].values()}
    assert {kind for kind in kinds if kind.startswith("AWS::IAM::")} == {"AWS::IAM::Role"}


def test_each_role_is_for_one_service_and_one_function(templates: dict[str, Any]) -> None:
    for stack in templates.values():
        users: dict[str, int] = {}
        for resource in stack["Resources"].values():
            if resource["Type"] == "AWS::Lambda::Function":
                role = resource["Properties"]["Role"]["Fn::GetAtt"][0]
                users[role] = users.get(role, 0) + 1
                (trusted,) = stack["Resources"][role]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
                assert trusted["Principal"] == {"Service": "lambda.amazonaws.com"}
                assert trusted["Action"] == "sts:AssumeRole"
        assert set(users.values()) <= {1}


def test_the_way_to_dynamodb_is_open_to_this_account_and_this_table_only(
    templates: dict[str, Any], recorded: Recorded, judge: Judge
) -> None:
    resources = templates["farthing"]["Resources"]
    (endpoint,) = [
        resolved(one["Properties"]["PolicyDocument"], resources)
        for one in resources.values()
        if one["Type"] == "AWS::EC2::VPCEndpoint"
        and "dynamodb" in json.dumps(one["Properties"]["ServiceName"])
    ]
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    there = {"policy": "everything", "endpoint": "endpoint", "context": {"aws:PrincipalAccount": ACCOUNT}}
    good = [
        {**there, "action": one.action, "resource": one.resource} for one in sorted(recorded[API.handler])
    ]
    elsewhere = {**there, "action": "dynamodb:PutItem", "resource": TABLE.replace("farthing", "other")}
    stranger = {  # its own account would let it: only the endpoint is in its way
        **there,
        "action": "dynamodb:GetItem",
        "resource": TABLE,
        "from": "arn:aws:iam::999999999999:role/one",
        "account": "999999999999",
        "context": {"aws:PrincipalAccount": "999999999999"},
    }
    verdicts = judge({"everything": everything, "endpoint": endpoint}, [*good, elsewhere, stranger])
    assert verdicts[:-2] == ["Allowed"] * len(good)
    assert "Allowed" not in verdicts[-2:]
