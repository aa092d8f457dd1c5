"""Requests and responses without a server: both homes speak in these."""

from collections.abc import Mapping

from msgspec import Struct, field


class Request(Struct, frozen=True):
    """`path` is percent-decoded and begins with `/`; header names are in lower case; `query` is what
    follows the `?`, still encoded; `claims` are those that a gateway has verified."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    claims: Mapping[str, str] | None = None


class Response(Struct):
    """`body` is complete; `content-length` is the server's to add."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
