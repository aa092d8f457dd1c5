"""A client of one door without a server in between."""

from dataclasses import dataclass
from typing import Any

from msgspec import json

from farthing.http.app import App
from farthing.http.message import Request


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.decode(self.body)


@dataclass(frozen=True)
class Client:
    app: App
    token: str = ""

    def __call__(self, method: str, target: str, body: Any = None, **headers: str) -> Answer:
        """Headers by name with `_` for `-`; a body of bytes goes as it is."""
        path, _, query = target.partition("?")
        sent = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        raw = body if isinstance(body, bytes) else b"" if body is None else json.encode(body)
        response = self.app(Request(method, path, query, sent, raw))
        return Answer(response.status, response.headers, response.body)

    def ok(self, method: str, target: str, body: Any = None, **headers: str) -> Any:
        """The JSON of an answer that must be a success."""
        answer = self(method, target, body, **headers)
        assert answer.status < 300, answer
        return answer.json if answer.body else None
