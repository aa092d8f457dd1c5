"""Who gets through the gateway, and through the capture door: each route, for each who must not.

Where the emulator looks less closely than AWS does, the template is held to what AWS needs to be told.
"""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest

from farthing.cloud.api import gateway_routes
from farthing.features import keys
from farthing.http.route import Route
from farthing.http.routes import ROUTES
from tests.cloud.deployed import Deployed
from tests.cloud.forged import FORGERIES, Forger
from tests.contract.eventually import eventually

GATEWAY = gateway_routes(ROUTES)
GUARDED = [route for route in GATEWAY if route.access]
DOOR = [route for route in ROUTES if route.door == "capture"]
SOME_ID = "01890a5d-ac96-774b-bcce-b302099a8057"
Template = dict[str, Any]

pytestmark = pytest.mark.xdist_group("deployed")


@pytest.fixture(scope="module")
def forger(deployed: Deployed) -> Forger:
    return Forger(deployed, deployed.ada.access_token)


def address(route: Route) -> str:
    return re.sub(r"\{\w+\}", SOME_ID, route.path)


def calls(deployed: Deployed) -> int:
    """How often the API's function was called, by its log."""
    (group,) = (
        one["logGroupName"]
        for one in deployed.service("logs").describe_log_groups()["logGroups"]
        if "/ApiLog" in one["logGroupName"]
    )
    pages = deployed.service("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    return sum(one["message"].startswith("START ") for page in pages for one in page["events"])


def refused(deployed: Deployed, token: str | None) -> list[tuple[str, str, int]]:
    """What anything but a refusal was answered to, with this token."""
    asked = [(route.method, address(route)) for route in GUARDED]
    asked += [("HEAD", path) for method, path in asked if method == "GET"] + [("GET", "/not/a/route")]
    answered = [(method, path, deployed.api(token, method, path).status) for method, path in asked]
    return [one for one in answered if one[2] != 401]


# At the gateway


def test_the_key_is_the_pools(deployed: Deployed, forger: Forger) -> None:
    assert deployed.api(forger.genuine(), "GET", "/tasks").status == 200


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_no_route_takes_a_token_that_is(
    deployed: Deployed, forger: Forger, forgery: Callable[[Forger], str]
) -> None:
    before = calls(deployed)
    assert refused(deployed, forgery(forger)) == []
    assert calls(deployed) == before


def test_no_route_lets_anybody_in_without_a_token(deployed: Deployed) -> None:
    before = calls(deployed)
    for token in (None, "", "nonsense", "a.b.c"):
        assert refused(deployed, token) == []
    assert calls(deployed) == before
    assert deployed.api(None, "GET", "/healthz").status == 200
    eventually(lambda: calls(deployed), before + 1)


def test_an_id_token_opens_nothing(deployed: Deployed) -> None:
    """Its audience is the page too, but it has no scope."""
    assert {
        deployed.api(deployed.ada.id_token, route.method, address(route)).status for route in GUARDED
    } == {403}


def test_a_token_of_a_script_is_for_the_door(deployed: Deployed) -> None:
    token = deployed.ada.make_token("read")["token"]
    assert deployed.api(token, "GET", "/tasks").status == 401
    assert deployed.door(token, "GET", "/api/tasks").status == 200


@pytest.mark.parametrize("scope", ["read", "write", "admin"])
def test_each_route_asks_for_its_own_scope(deployed: Deployed, scope: str) -> None:
    deployed.ada  # noqa: B018 (has an account)
    token = deployed.sign_in("ada@example.org", f"openid farthing/{scope}").access_token
    for route in GUARDED:
        status = deployed.api(token, route.method, address(route)).status
        assert (status == 403) == (route.access != scope), (route.method, route.path, status)


# In the template


def found(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {name: one["Properties"] for name, one in template["Resources"].items() if one["Type"] == kind}


def test_every_route_is_in_the_template_with_its_scope(templates: dict[str, Template]) -> None:
    declared = found(templates["farthing"], "AWS::ApiGatewayV2::Route").values()
    ((authorizer, _),) = found(templates["farthing"], "AWS::ApiGatewayV2::Authorizer").items()
    expected: dict[str, dict[str, Any]] = {
        "$default": {"AuthorizationType": "JWT", "AuthorizerId": {"Ref": authorizer}},
        "OPTIONS /{path+}": {"AuthorizationType": "NONE"},
    }
    for route in GATEWAY:
        for method in {route.method, "HEAD"} if route.method == "GET" else {route.method}:
            guarded = {**expected["$default"], "AuthorizationScopes": [f"farthing/{route.access}"]}
            expected[f"{method} {route.path}"] = guarded if route.access else {"AuthorizationType": "NONE"}
    said = ("AuthorizationType", "AuthorizerId", "AuthorizationScopes")
    assert {one["RouteKey"]: {key: one[key] for key in said if key in one} for one in declared} == expected


def test_only_what_says_nothing_of_anybody_is_open() -> None:
    assert {(route.method, route.path) for route in GATEWAY if not route.access} == {
        ("GET", "/healthz"),
        ("GET", "/openapi.json"),
        ("GET", "/calendar.ics"),  # of whoever shows its secret
    }


def test_the_gateway_takes_tokens_of_this_pool_for_this_page_alone(templates: dict[str, Template]) -> None:
    (authorizer,) = found(templates["farthing"], "AWS::ApiGatewayV2::Authorizer").values()
    (client,) = found(templates["farthing"], "AWS::Cognito::UserPoolClient")
    assert authorizer["AuthorizerType"] == "JWT"
    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]
    assert authorizer["JwtConfiguration"]["Audience"] == [{"Ref": client}]
    issuer = str(authorizer["JwtConfiguration"]["Issuer"])
    assert "https://cognito-idp." in issuer
    assert "PeoplePool" in issuer


def test_the_stage_is_throttled_and_logs_who_was_refused(templates: dict[str, Template]) -> None:
    (stage,) = found(templates["farthing"], "AWS::ApiGatewayV2::Stage").values()
    settings = stage["DefaultRouteSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (50, 100)
    assert '"refused": "$context.authorizer.error"' in stage["AccessLogSettings"]["Format"]
    assert stage["AccessLogSettings"]["DestinationArn"]


# At the capture door


@pytest.fixture(scope="module")
def strangers(deployed: Deployed) -> dict[str, str | None]:
    """Tokens that open no door."""
    revoked, expired = deployed.ada.make_token("read", "write"), deployed.ada.make_token("read", "write")
    assert deployed.door(revoked["token"], "GET", "/").status == 200
    assert deployed.ada.api("DELETE", f"/tokens/{revoked['tokenId']}").status == 204
    expire(deployed, expired["token"])
    return {
        "anonymous": None,
        "empty": "",
        "unknown": "farthing_" + "A" * 40,
        "revoked": revoked["token"],
        "expired": expired["token"],
        "a person's": deployed.ada.access_token,
    }


def expire(deployed: Deployed, token: str) -> None:
    """Have a token's time be over a second ago: the day is the shortest that one can be made for."""
    deployed.service("dynamodb").update_item(
        TableName=deployed.outputs["TableName"],
        Key={"pk": {"S": keys.token(sha256(token.encode()).hexdigest())}, "sk": {"S": keys.ITSELF}},
        UpdateExpression="SET expires = :over",
        ConditionExpression="attribute_exists(expires)",
        ExpressionAttributeValues={":over": {"N": str(int(time.time()) - 1)}},
    )


@pytest.mark.parametrize("who", ["anonymous", "empty", "unknown", "revoked", "expired", "a person's"])
def test_the_door_is_shut_for(deployed: Deployed, strangers: dict[str, str | None], who: str) -> None:
    doors = [(route.method, address(route)) for route in DOOR if route.access]
    doors += [(route.method, f"/api{address(route)}") for route in GUARDED]
    with ThreadPoolExecutor() as several:  # of each the emulator waits for what it may log
        answers = several.map(lambda door: deployed.door(strangers[who], *door), doors)
    for door, answer in zip(doors, answers, strict=True):
        assert (answer.status, answer.json["code"]) == (401, "unauthenticated"), door
        assert answer.headers["www-authenticate"].startswith("Bearer")
