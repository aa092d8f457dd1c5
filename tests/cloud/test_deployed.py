"""What `farthing deploy` made does what it should: for people, for scripts, and for whoever has no business
there. Everything is asked over HTTP."""

import base64
import json
import secrets
from typing import Any
from uuid import uuid4

import pytest
from pyotp import TOTP

from farthing.http.page_headers import PERMISSIONS_POLICY, content_security_policy
from tests.cloud.conftest import ELSEWHERE
from tests.cloud.deployed import PASSWORD, Deployed, Session, authorize, grant, redeem

pytestmark = pytest.mark.xdist_group("deployed")


@pytest.fixture(scope="module")
def ada(deployed: Deployed) -> Session:
    return deployed.ada


@pytest.fixture(scope="module")
def grace(deployed: Deployed) -> Session:
    """Somebody else, whose e-mail the owner has seen to."""
    email = "grace@example.org"
    deployed.register(email)
    verified = [{"Name": "email_verified", "Value": "true"}]
    deployed.service("cognito-idp").admin_update_user_attributes(
        UserPoolId=deployed.outputs["UserPoolId"], Username=email, UserAttributes=verified
    )
    return deployed.sign_in(email)


def claims(token: str) -> Any:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


# People come in


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


# The page


SECURITY = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": PERMISSIONS_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/list/inbox", "text/html; charset=utf-8"),
        ("/config.json", "application/json"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_what_keeps_its_name_is_asked_for_again(deployed: Deployed, path: str, media: str) -> None:
    answer = deployed.page(path)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert answer.headers["cache-control"] == "no-cache"
    connect = [deployed.outputs["SignInUrl"], "https://cognito-idp.us-east-1.amazonaws.com"]
    policy = {"content-security-policy": content_security_policy(connect)}
    expected = SECURITY | policy
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_all_files_of_the_page_are_there_for_good(deployed: Deployed) -> None:
    bucket = deployed.outputs["PageBucket"]
    listed = deployed.service("s3").list_objects_v2(Bucket=bucket, Prefix="v/")["Contents"]
    media = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
    hashes = {one["Key"].split("/")[1] for one in listed}
    assert len(hashes) == 1
    assert f"v/{hashes.pop()}/app.js" in deployed.page("/").body.decode()
    for one in listed:
        answer = deployed.page(f"/{one['Key']}")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        kind = one["Key"].rpartition(".")[2]
        assert answer.headers["content-type"] == media.get(kind, answer.headers["content-type"])
        assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY


def test_the_page_knows_where_people_sign_in(deployed: Deployed) -> None:
    said = deployed.page("/config.json").json
    assert said["signIn"] == "cognito"
    assert said["registration"] == "open"
    outputs = {"authority": "SignInUrl", "clientId": "ClientId", "issuer": "Issuer", "scopes": "Scopes"}
    assert {name: said[name] for name in outputs} == {
        name: deployed.outputs[output] for name, output in outputs.items()
    }


def test_the_page_is_for_people_and_has_one_address(deployed: Deployed) -> None:
    moved = deployed.page("/index.html")
    assert (moved.status, moved.headers["location"]) == (301, "/")
    assert deployed.page("/", user_agent="sqlmap/1.8").status == 403
    assert deployed.page("/", x_forwarded_proto="http").status == 301


def test_the_bucket_is_for_cloudfront_alone(deployed: Deployed) -> None:
    bucket = deployed.outputs["PageBucket"]
    assert deployed.ask("localhost", "GET", f"/{bucket}/config.json").status == 403


# Other origins


def test_pages_from_elsewhere_may_call_where_the_owner_said_so(deployed: Deployed, ada: Session) -> None:
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "authorization"}
    allowed = deployed.door(None, "OPTIONS", "/api/tasks", origin=ELSEWHERE, **asked)
    assert allowed.status == 204
    assert allowed.headers["access-control-allow-origin"] == ELSEWHERE
    assert "authorization" in allowed.headers["access-control-allow-headers"].lower()
    evil = "https://evil.example.org"
    refused = deployed.door(None, "OPTIONS", "/api/tasks", origin=evil, **asked)
    assert "access-control-allow-origin" not in refused.headers
    assert ada.api("GET", "/tasks", origin=ELSEWHERE).headers["access-control-allow-origin"] == ELSEWHERE
    assert "access-control-allow-origin" not in ada.api("GET", "/tasks", origin=evil).headers


def test_the_gateway_is_told_of_other_origins(deployed: Deployed) -> None:
    """The emulator loses this on its way from the template, and refuses all preflight requests."""
    template = deployed.service("cloudformation").get_template(StackName="farthing")["TemplateBody"]
    (api,) = (
        resource["Properties"]
        for resource in (json.loads(template) if isinstance(template, str) else template)[
            "Resources"
        ].values()
        if resource["Type"] == "AWS::ApiGatewayV2::Api"
    )
    assert api["CorsConfiguration"]["AllowOrigins"] == [ELSEWHERE]
    assert "authorization" in api["CorsConfiguration"]["AllowHeaders"]


# What the owner sees of it


def test_what_is_kept_is_protected(deployed: Deployed) -> None:
    table, name = deployed.service("dynamodb"), {"TableName": deployed.outputs["TableName"]}
    assert table.describe_table(**name)["Table"]["DeletionProtectionEnabled"]
    expiry = table.describe_time_to_live(**name)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires")


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
