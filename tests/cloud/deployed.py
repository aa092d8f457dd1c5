"""A deployment on the emulator as people and scripts reach it: over HTTP, each of its hosts by name."""

import base64
import hashlib
import html
import json
import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3

PASSWORD = "Wren-in-the-hedge-7"
CODE = "123456"  # what the emulator mails to everybody who signs up
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Deployed:
    """`state` is the emulator's folder, where the pool's private keys are too."""

    port: int
    outputs: dict[str, str]
    state: Path

    def host(self, output: str) -> str:
        """The host that an address among the outputs has here."""
        host = urlsplit(self.outputs[output]).netloc
        name, service, *_ = host.split(".")
        emulated = {"execute-api": "execute-api.localhost", "lambda-url": "lambda-url.us-east-1.localhost"}
        return f"{name}.{emulated[service]}" if service in emulated else host

    def ask(self, host: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """As one asks through TLS; a body that is neither text nor bytes goes as JSON."""
        sent = {"host": host, "x-forwarded-proto": "https"}
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        if body is not None and not isinstance(body, str | bytes):
            body, sent = json.dumps(body), {"content-type": "application/json"} | sent
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            return Answer(
                response.status,
                {name.lower(): text for name, text in response.getheaders()},
                response.read(),
            )
        finally:
            connection.close()

    def page(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(self.host("PageUrl"), method, path, **headers)

    def api(self, token: str | None, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        return self.ask(self.host("ApiUrl"), method, f"/api{path}", body, **_bearer(token), **headers)

    def door(self, token: str | None, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        return self.ask(self.host("CaptureUrl"), method, path, body, **_bearer(token), **headers)

    def people(self, operation: str, **asked: Any) -> Answer:
        """What Cognito does for anybody, without credentials of AWS."""
        return self.ask(
            "cognito-idp.us-east-1.amazonaws.com", "POST", "/", json.dumps(asked),
            content_type="application/x-amz-json-1.1",
            x_amz_target=f"AWSCognitoIdentityProviderService.{operation}",
        )  # fmt: skip

    def service(self, name: str) -> Any:
        """The owner's client of a service."""
        return boto3.client(
            name, region_name="us-east-1", endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id="test", aws_secret_access_key="test",
        )  # fmt: skip

    def register(self, email: str) -> None:
        client = self.outputs["ClientId"]
        attributes = [{"Name": "email", "Value": email}]
        given = {"Username": email, "Password": PASSWORD, "UserAttributes": attributes}
        assert self.people("SignUp", ClientId=client, **given).status == 200
        confirmed = self.people("ConfirmSignUp", ClientId=client, Username=email, ConfirmationCode=CODE)
        assert confirmed.status == 200

    def sign_in(self, email: str, scopes: str | None = None) -> "Session":
        """Over the hosted pages, as the page has people do it."""
        return Session.begin(self, email, scopes or self.outputs["Scopes"])

    @cached_property
    def ada(self) -> "Session":
        """Somebody with an account, who is signed in."""
        self.register("ada@example.org")
        return self.sign_in("ada@example.org")


@dataclass(frozen=True)
class Session:
    """What the hosted pages gave for a code."""

    deployed: Deployed
    access_token: str
    id_token: str
    refresh_token: str

    @classmethod
    def begin(cls, deployed: Deployed, email: str, scopes: str) -> "Session":
        verifier = secrets.token_urlsafe(48)
        code = authorize(deployed, email, scopes, verifier)
        answer = redeem(deployed, code, verifier)
        assert answer.status == 200, answer.body
        given = answer.json
        return cls(deployed, given["access_token"], given["id_token"], given["refresh_token"])

    def api(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        return self.deployed.api(self.access_token, method, path, body, **headers)

    def make_token(self, *scopes: str, name: str = "script") -> Any:
        made = self.api("POST", "/tokens", {"name": name, "scopes": scopes})
        assert made.status == 201, made.body
        return made.json


def authorize(deployed: Deployed, email: str, scopes: str, verifier: str) -> str:
    """The code for who gives a name, and then a password, at the hosted pages."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": deployed.outputs["ClientId"], "redirect_uri": deployed.outputs["PageUrl"],
        "response_type": "code", "scope": scopes, "state": "here", "nonce": "once",
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    hosted = deployed.host("SignInUrl")
    page = deployed.ask(hosted, "GET", f"/oauth2/authorize?{urlencode(asked)}")
    for given in ({"username": email}, {"password": PASSWORD}):
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.body.decode())
        form = {name: html.unescape(value) for name, value in fields} | given
        page = deployed.ask(hosted, "POST", "/login", urlencode(form), content_type=FORM)
    assert page.status == 302, page.body
    back = parse_qs(urlsplit(page.headers["location"]).query)
    assert back["state"] == ["here"]
    return back["code"][0]


def redeem(deployed: Deployed, code: str, verifier: str) -> Answer:
    """What is given for a code."""
    return grant(
        deployed, "authorization_code", code=code, code_verifier=verifier,
        redirect_uri=deployed.outputs["PageUrl"],
    )  # fmt: skip


def grant(deployed: Deployed, kind: str, **given: str) -> Answer:
    form = urlencode({"grant_type": kind, "client_id": deployed.outputs["ClientId"]} | given)
    return deployed.ask(deployed.host("SignInUrl"), "POST", "/oauth2/token", form, content_type=FORM)


def _bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"authorization": f"Bearer {token}"}
