"""The function that Cognito asks before it gives out a token: the token shall say whose e-mail was verified,
since an invitation may be for one address only.

Source: docs.aws.amazon.com, "Pre token generation Lambda trigger", event version 2.
"""

from typing import Any


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The event with the claim `email` for the access token, where the address was verified."""
    attributes = event["request"]["userAttributes"]
    if attributes.get("email_verified", "").lower() == "true":
        claims = {"claimsToAddOrOverride": {"email": attributes["email"]}}
        event["response"]["claimsAndScopeOverrideDetails"] = {"accessTokenGeneration": claims}
    return event
