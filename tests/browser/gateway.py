"""Farthing as it is behind the gateway on AWS: the page, and the API for those whose token it has checked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from farthing.doors.local.page import Page
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.http.access import by_claims
from farthing.http.app import App
from farthing.http.message import Request, Response
from farthing.http.page_headers import content_security_policy
from farthing.http.routes import ROUTES
from tests.browser.hosted import CLIENT, SCOPES, Hosted


class Gateway:
    """`stop` it in the end. `refused` are the calls that came with no good token."""

    def __init__(self, data: Path) -> None:
        self.refused: list[str] = []
        self._page = Page(home="cognito")
        self._clock = SystemClock()
        self._store = SqliteStore(data / "farthing.db", self._clock)
        self._app = App(
            [route for route in ROUTES if route.door == "api"],
            self._store, self._clock, by_claims, lambda _error: None,
        )  # fmt: skip
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.hosted = Hosted(f"{self.url}/")
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.hosted.stop()
        self._server.shutdown()
        self._server.server_close()
        self._store.close()

    def answer(self, request: Request) -> Response:
        if request.path == "/config.json":
            config = {
                "signIn": "cognito", "authority": self.hosted.url, "clientId": CLIENT, "scopes": SCOPES,
                "issuer": f"{self.hosted.url}/pool", "idp": f"{self.hosted.url}/", "registration": "open",
            }  # fmt: skip
            return Response(200, {"content-type": "application/json"}, json.dumps(config).encode())
        if not request.path.startswith("/api/"):
            found = self._page(request) or Response(404)
            policy = content_security_policy([self.hosted.url])
            return Response(found.status, {**found.headers, "content-security-policy": policy}, found.body)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        claims = self.hosted.claims(token) if kind == "Bearer" else None
        if claims is None:
            self.refused.append(f"{request.method} {request.path}")
            return Response(401, {"content-type": "application/json"}, b'{"message":"Unauthorized"}')
        return self._app(replace(request, path=request.path.removeprefix("/api"), claims=claims))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one(self) -> None:
                address = urlsplit(self.path)
                headers = {name.lower(): text for name, text in self.headers.items()}
                headers.pop("accept-encoding", None)
                body = self.rfile.read(int(headers.get("content-length", "0")))
                response = gateway.answer(Request(self.command, address.path, address.query, headers, body))
                self.send_response(response.status)
                for name, text in response.headers.items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(response.body)))
                self.end_headers()
                self.wfile.write(response.body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_one  # noqa: N815 - as the library calls them

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler
