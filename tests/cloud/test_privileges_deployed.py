"""Least privilege, for real: where the emulator holds the API's function to a role that lacks any one of its
grants, somebody is not served."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from farthing.cloud.functions import API
from tests.cloud.deployed import Answer, Deployed, Session

pytestmark = pytest.mark.xdist_group("deployed")

GRANTS = [(action, on) for grant in API.grants for action in grant.actions for on in grant.on]


@pytest.fixture
def role(deployed: Deployed) -> Iterator[Callable[[str, str], None]]:
    """Takes a grant from the role of the API's function; it has all of them again afterwards."""
    name = deployed.outputs["Functions"].split()[0]
    held = deployed.service("lambda").get_function(FunctionName=name)["Configuration"]["Role"].split("/")[-1]
    iam = deployed.service("iam")
    whole = iam.get_role_policy(RoleName=held, PolicyName="all")["PolicyDocument"]

    def put(policy: Any) -> None:
        iam.put_role_policy(RoleName=held, PolicyName="all", PolicyDocument=json.dumps(policy))

    def take(action: str, on: str) -> None:
        policy = deepcopy(whole)
        for statement in policy["Statement"]:
            statement["Action"], statement["Resource"] = (
                _listed(statement["Action"]),
                _listed(statement["Resource"]),
            )
        (had,) = [one for one in policy["Statement"] if action in one["Action"]]
        rest = [arn for arn in had["Resource"] if ("/index/" in arn) != (on == "indexes")]
        had["Action"] = [one for one in had["Action"] if one != action]
        if rest:
            policy["Statement"].append({"Effect": "Allow", "Action": [action], "Resource": rest})
        policy["Statement"] = [one for one in policy["Statement"] if one["Action"]]
        put(policy)

    yield take
    put(whole)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _everything(ada: Session, grace: Session) -> Iterator[Answer]:
    """Requests that together take all that the role grants."""
    made = ada.api("POST", "/tasks", {"title": "Buy stamps"})
    yield made
    task = made.json.get("taskId", "01890a5d-ac96-774b-bcce-b302099a8057")
    yield ada.api("GET", "/tasks")
    yield ada.api("GET", f"/tasks/{task}")
    yield ada.api("GET", "/sync")
    yield ada.api("GET", "/views/today")
    home = ada.api("POST", "/spaces", {"name": "Home"})
    yield home
    space = home.json.get("spaceId", "01890a5d-ac96-774b-bcce-b302099a8058")
    asked = ada.api("POST", f"/spaces/{space}/invitations", {"role": "viewer"})
    yield asked
    yield grace.api("POST", "/invitations/accept", {"secret": asked.json.get("secret", "none")})
    for member in ada.api("GET", f"/spaces/{space}/members").json.get("members", []):
        if member["role"] != "owner":
            yield ada.api("PATCH", f"/spaces/{space}/members/{member['userId']}", {"role": "editor"})
    token = ada.api("POST", "/tokens", {"name": "script"})
    yield token
    yield ada.api("DELETE", f"/tokens/{token.json.get('tokenId', 'none')}")


def test_with_the_whole_role_everybody_is_served(ada: Session, grace: Session) -> None:
    assert {answer.status // 100 for answer in _everything(ada, grace)} == {2}


@pytest.mark.parametrize(("action", "on"), GRANTS)
def test_without_a_grant_somebody_is_not(
    action: str, on: str, role: Callable[[str, str], None], ada: Session, grace: Session
) -> None:
    role(action, on)
    answers = list(_everything(ada, grace))
    refused = [answer for answer in answers if answer.status == 500]
    assert refused
    for answer in refused:
        assert answer.json["code"] == "internal"
        assert "AccessDenied" not in answer.body.decode()  # that is for the log
