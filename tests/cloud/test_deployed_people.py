"""How people come in: over the hosted pages, by a code and PKCE, with tokens that say who they are."""

import base64
import json
import secrets
from typing import Any

import pytest
from pyotp import TOTP

from tests.cloud.deployed import PASSWORD, Deployed, Session, authorize, grant, redeem

pytestmark = pytest.mark.xdist_group("deployed")


def claims(token: str) -> Any:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_an_account_needs_the_code_that_was_mailed(deployed: Deployed) -> None:
    given = {"ClientId": deployed.outputs["ClientId"], "Username": "eve@example.org"}
    weak = deployed.people("SignUp", **given, Password="tooweak")
    assert (weak.status, weak.json["__type"]) == (400, "InvalidPasswordException")
    attributes = [{"Name": "email", "Value": "eve@example.org"}]
    assert deployed.people("SignUp", **given, Password=PASSWORD, UserAttributes=attributes).status == 200
    wrong = deployed.people("ConfirmSignUp", **given, ConfirmationCode="000000")
    assert (wrong.status, wrong.json["__type"]) == (400, "CodeMismatchException")
    with pytest.raises(AssertionError, match="User is not confirmed"):
        deployed.sign_in("eve@example.org")


@pytest.mark.usefixtures("ada")
def test_a_code_is_good_once_and_with_its_verifier_only(deployed: Deployed) -> None:
    verifier = secrets.token_urlsafe(48)
    code = authorize(deployed, "ada@example.org", deployed.outputs["Scopes"], verifier)
    assert redeem(deployed, code, secrets.token_urlsafe(48)).json["error"] == "invalid_grant"
    assert redeem(deployed, code, verifier).status == 200
    assert redeem(deployed, code, verifier).json["error"] == "invalid_grant"


def test_a_session_lasts_beyond_its_token(deployed: Deployed, ada: Session) -> None:
    renewed = grant(deployed, "refresh_token", refresh_token=ada.refresh_token)
    assert renewed.status == 200
    assert deployed.api(renewed.json["access_token"], "GET", "/tasks").status == 200


def test_the_token_says_which_email_was_verified(grace: Session) -> None:
    said = claims(grace.access_token)
    assert said["email"] == "grace@example.org"
    assert {"farthing/read", "farthing/write", "farthing/admin"} <= set(said["scope"].split())
    assert said["exp"] - said["iat"] == 3600


def test_people_set_up_their_second_factor_themselves(deployed: Deployed) -> None:
    """That it is asked for then is Cognito's: the emulator's hosted pages do not."""
    deployed.register("mary@example.org")
    token = deployed.sign_in("mary@example.org").access_token
    totp = TOTP(deployed.people("AssociateSoftwareToken", AccessToken=token).json["SecretCode"])
    assert deployed.people("VerifySoftwareToken", AccessToken=token, UserCode="000000").status == 400
    right = deployed.people("VerifySoftwareToken", AccessToken=token, UserCode=totp.now())
    assert right.json["Status"] == "SUCCESS"
    chosen = {"Enabled": True, "PreferredMfa": True}
    deployed.people("SetUserMFAPreference", AccessToken=token, SoftwareTokenMfaSettings=chosen)
    said = deployed.people("GetUser", AccessToken=token).json
    assert said["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]


def test_the_owner_has_an_account_and_chooses_a_password(deployed: Deployed) -> None:
    owner = deployed.service("cognito-idp").admin_get_user(
        UserPoolId=deployed.outputs["UserPoolId"], Username="owner@example.org"
    )
    assert owner["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert {"Name": "email_verified", "Value": "true"} in owner["UserAttributes"]
