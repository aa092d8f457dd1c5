"""The function that Cognito asks before it gives out a token."""

from typing import Any

import pytest

from farthing.doors.aws.claims import handler


def event(**attributes: str) -> dict[str, Any]:
    return {"version": "2", "request": {"userAttributes": attributes, "scopes": []}, "response": {}}


def test_a_verified_address_is_told() -> None:
    answer = handler(event(email="ann@example.org", email_verified="true"), None)
    given = answer["response"]["claimsAndScopeOverrideDetails"]["accessTokenGeneration"]
    assert given == {"claimsToAddOrOverride": {"email": "ann@example.org"}}


@pytest.mark.parametrize(
    "attributes", [{"email": "ann@example.org"}, {"email": "a@b.org", "email_verified": "false"}]
)
def test_an_address_that_nobody_verified_is_not(attributes: dict[str, str]) -> None:
    assert handler(event(**attributes), None)["response"] == {}
