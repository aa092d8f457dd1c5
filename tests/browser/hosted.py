"""A stand-in of Cognito's hosted pages: OAuth 2 with codes, PKCE and rotation, to the letter of RFC 6749 and
7636. It speaks for one person at a time and refuses whatever is not exactly as it was asked for."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

CLIENT = "the-page"
SCOPES = "openid email farthing/read farthing/write farthing/admin"


class Hosted:
    """`person` is who signs in: (sub, e-mail). `granted` has the grant of every token that was asked for."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.person = ("0190f3c4-0000-7000-8000-00000000000a", "ada@example.org")
        self.lifetime = 3600
        self.denied = False
        self.granted: list[str] = []
        self.revoked: list[str] = []
        self.farewells = 0
        self.codes: dict[str, dict[str, str]] = {}
        self._refresh: dict[str, tuple[str, str]] = {}
        self._access: dict[str, tuple[tuple[str, str], float]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def claims(self, token: str) -> dict[str, str] | None:
        """What the gateway would find in an access token; None where it is not good, or no longer."""
        person, ends = self._access.get(token, (None, 0.0))
        if person is None or ends < time.time():
            return None
        return {"sub": person[0], "email": person[1], "scope": SCOPES}

    def forget_access(self) -> None:
        """Refuse all access tokens from now on, as if their time were over."""
        self._access.clear()

    def forget_all(self) -> None:
        """Everybody is to sign in again."""
        self._access.clear()
        self._refresh.clear()

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the person is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == self.home
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) <= set(SCOPES.split())
        if self.denied:
            return f"{self.home}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{self.home}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.granted.append(asked["grant_type"])
        if asked["client_id"] != CLIENT:
            return 400, {"error": "invalid_client"}
        if asked["grant_type"] == "refresh_token":
            person = self._refresh.pop(asked["refresh_token"], None)  # good once: it is rotated
            return (200, self._tokens(person, "")) if person else (400, {"error": "invalid_grant"})
        begun = self.codes.pop(asked["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest())
        if begun is None or asked["redirect_uri"] != begun["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if challenge.rstrip(b"=").decode() != begun["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, self._tokens(self.person, begun["nonce"])

    def _tokens(self, person: tuple[str, str], nonce: str) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self._access[access] = (person, time.time() + self.lifetime)
        self._refresh[refresh] = person
        said = {"sub": person[0], "email": person[1], **({"nonce": nonce} if nonce else {})}
        payload = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
        return {
            "access_token": access,
            "refresh_token": refresh,
            "id_token": f"e30.{payload}.signature",
            "expires_in": self.lifetime,
            "token_type": "Bearer",
        }

    def revoke(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.revoked.append(asked["token"])
        self._refresh.pop(asked["token"], None)
        return 200, {}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hosted = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                if address.path == "/oauth2/authorize":
                    back = hosted.authorize(asked)
                    page = f'<title>Hosted</title><a href="{back.replace("&", "&amp;")}">Continue</a>'
                    self._answer(200, page.encode(), "text/html")
                elif address.path == "/logout" and asked == {"client_id": CLIENT, "logout_uri": hosted.home}:
                    hosted.farewells += 1
                    self.send_response(302)
                    self.send_header("Location", quote(hosted.home, safe=":/"))
                    self.end_headers()
                else:
                    self._answer(404, b"{}", "application/json")

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                asked = {name: values[0] for name, values in parse_qs(text).items()}
                run = {"/oauth2/token": hosted.token, "/oauth2/revoke": hosted.revoke}[self.path]
                status, answer = run(asked)
                self._answer(status, json.dumps(answer).encode(), "application/json")

            def _answer(self, status: int, body: bytes, media: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler
