"""The API over HTTP, with a token."""

import random
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import gaierror
from time import sleep
from urllib.parse import SplitResult, urlsplit

from farthing import __version__
from farthing.doors.cli.exits import Failed
from farthing.http.message import Response

TRIES = 4
SECONDS = 30.0
LONGEST_WAIT = 8.0
ANSWER_BYTES = 128 * 1024 * 1024
_IDEMPOTENT_POSTS = ("/import", "/restore")


class Remote:
    """Follows no redirect, so that the token reaches nobody else. A request that may be done twice is
    tried again, with full jitter, when no answer came or the server says that it is busy."""

    def __init__(self, url: str, token: str) -> None:
        self._url = _parse(url)
        self._prefix = self._url.path.rstrip("/") or "/api"
        self._headers = {"user-agent": f"farthing/{__version__}", "accept": "application/json"}
        if token:
            self._headers["authorization"] = f"Bearer {_checked(token)}"
        self.exposes_token = bool(token) and self._url.scheme == "http" and not _is_loopback(self._url)
        self._connection: HTTPConnection | None = None

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        sent = {**self._headers, **(headers or {})}
        if body is not None:
            sent.setdefault("content-type", "application/json")
        tries = TRIES if _repeatable(method, path, sent) else 1
        for number in range(1, tries + 1):
            try:
                response = self._once(method, self._prefix + path, body, sent, fresh=tries == 1)
            except (OSError, HTTPException) as error:
                self.close()
                if number == tries or not _passing(error):
                    raise self._unreachable(error) from None
                sleep(_pause(number, ""))
                continue
            if response.status not in (429, 503) or number == tries:
                return self._judged(response)
            sleep(_pause(number, response.headers.get("retry-after", "")))
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], *, fresh: bool
    ) -> Response:
        """One try. A kept connection may have been closed by the server just now, and then nobody can
        tell whether the request was heard: what must not be done twice takes a `fresh` one."""
        if fresh:
            self.close()
        if self._connection is None:
            self._connection = self._connect()
        self._connection.request(method, path, body, headers)
        with self._connection.getresponse() as answer:
            return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, _read(answer))

    def _connect(self) -> HTTPConnection:
        host = self._url.hostname or ""
        if self._url.scheme == "http":
            return HTTPConnection(host, self._url.port, timeout=SECONDS)
        return HTTPSConnection(host, self._url.port, timeout=SECONDS, context=ssl.create_default_context())

    def _judged(self, response: Response) -> Response:
        if 300 <= response.status < 400 and response.status != 304:
            self.close()
            place = response.headers.get("location", "another address")
            raise Failed("unreachable", f"{self._url.geturl()} sends us on to {place}: give that as --url")
        if response.status == 401 and "authorization" not in self._headers:
            raise Failed("unauthenticated", "the server asks for a token: set FARTHING_TOKEN or give --token")
        return response

    def _unreachable(self, error: Exception) -> Failed:
        return Failed("unreachable", f"{self._url.geturl()} cannot be reached: {_reason(error, self._url)}")


def _parse(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment or "@" in parts.netloc or not url.isascii():
        raise Failed(
            "usage", f"{url!r} is no address of a server: give one such as https://tasks.example.org"
        )
    return parts


def _is_loopback(url: SplitResult) -> bool:
    host = url.hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _checked(token: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise Failed("unauthenticated", "the token holds characters that no token has: copy it again")
    return token


def _repeatable(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Whether asking twice is as good as once: it names the state to reach, or carries a key."""
    if method == "POST":
        return "idempotency-key" in headers or path.partition("?")[0].endswith(_IDEMPOTENT_POSTS)
    return "if-match" not in headers


def _passing(error: Exception) -> bool:
    return not isinstance(error, (gaierror, ConnectionRefusedError, ssl.SSLError))


def _pause(number: int, retry_after: str) -> float:
    """Seconds to wait: a random part of a doubling span, and not less than the server asks for."""
    least = float(retry_after) if retry_after.isdecimal() else 0.0
    return min(least + random.uniform(0, 0.25 * 2**number), LONGEST_WAIT)  # noqa: S311 - no secret


def _read(answer: HTTPResponse) -> bytes:
    body = answer.read(ANSWER_BYTES + 1)
    if len(body) > ANSWER_BYTES:
        raise HTTPException("its answer is too long")
    if answer.length:
        raise HTTPException("its answer was cut short")
    return body


def _reason(error: Exception, url: SplitResult) -> str:
    if isinstance(error, gaierror):
        return f"no host is called {url.hostname}"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there; is the server running?"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak HTTPS there"
    if isinstance(error, TimeoutError):
        return f"it gave no answer within {SECONDS:.0f} seconds"
    return str(error) or type(error).__name__
