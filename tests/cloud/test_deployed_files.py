"""The page's files as CloudFront sends them, and what pages from elsewhere may ask."""

import json

import pytest

from farthing.http.page_headers import PERMISSIONS_POLICY, content_security_policy
from tests.cloud.conftest import ELSEWHERE
from tests.cloud.deployed import Deployed, Session

pytestmark = pytest.mark.xdist_group("deployed")


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
        ("/sw.js", "text/javascript; charset=utf-8"),
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
