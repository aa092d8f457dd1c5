"""From bytes to requests: HTTP/1.1 as llhttp reads it, within the bounds."""

import re
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import unquote_to_bytes

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from msgspec import Struct

from farthing.doors.local.limits import Limits
from farthing.http.message import Request

Stage = Literal["idle", "head", "body"]
_BAD_PERCENT: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Received(Struct, frozen=True):
    """A request that has arrived whole. A HEAD is a GET whose answer goes without its body (`head_only`)."""

    request: Request
    head_only: bool
    keep_alive: bool


class Refused(Exception):
    """What arrives is no request that can be taken, and nothing after it can be read."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Reader:
    """Reads what one client sends. `deliver` takes each request; `proceed` is called when the client waits
    to be told that its body may come (`Expect: 100-continue`)."""

    def __init__(
        self, limits: Limits, deliver: Callable[[Received], None], proceed: Callable[[], None]
    ) -> None:
        self._limits = limits
        self._deliver = deliver
        self._proceed = proceed
        self._parser = HttpRequestParser(self)
        self._began = False  # whether a request has begun in this `feed`
        self._unfinished = 0  # bytes of a head that began in an earlier one
        self.stage: Stage = "idle"

    def feed(self, data: bytes) -> None:
        """Read on.

        Raises:
            Refused: and nothing more can be fed.
        """
        self._began = False
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            pass  # it was told that the connection closes; what comes after is in a protocol we do not speak
        except HttpParserError as error:
            if isinstance(error.__context__, Refused):
                raise error.__context__ from None
            raise Refused("malformed", "this is not HTTP/1.1 that can be read") from None
        # One endless line is not seen by the callbacks below until it ends.
        self._unfinished = 0 if self._began or self.stage != "head" else self._unfinished + len(data)
        if self._unfinished > self._limits.head_bytes:
            raise self._head_too_large()

    def on_message_begin(self) -> None:
        self.stage = "head"
        self._began = True
        self._target = b""
        self._headers: dict[str, str] = {}
        self._fields = 0
        self._size = 0
        self._body = bytearray()

    def on_url(self, part: bytes) -> None:
        self._target += part
        self._measure(len(part), fields=0)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._measure(len(name) + len(value) + 4, fields=1)
        if self.stage == "body":
            return  # a trailer: counted, and ignored
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        if key in self._headers:
            text = f"{self._headers[key]}, {text}"
        self._headers[key] = text

    def on_headers_complete(self) -> None:
        self.stage = "body"
        headers = self._headers
        length = int(headers.get("content-length", "0"))
        if length > self._limits.body_bytes:
            raise self._body_too_large()
        if length or "transfer-encoding" in headers:
            if self._parser.should_upgrade():
                raise Refused("malformed", "a request with a body cannot change the protocol")
            if headers.get("expect", "").lower() == "100-continue":
                self._proceed()

    def on_body(self, part: bytes) -> None:
        self._body += part
        if len(self._body) > self._limits.body_bytes:
            raise self._body_too_large()

    def on_message_complete(self) -> None:
        self.stage = "idle"
        method = self._parser.get_method().decode("ascii")
        path, _, query = self._target.partition(b"?")
        request = Request(
            "GET" if method == "HEAD" else method,
            _path(path),
            _query(query),
            self._headers,
            bytes(self._body),
        )
        parser = self._parser
        keep_alive = (
            parser.should_keep_alive() and not parser.should_upgrade() and parser.get_http_version() == "1.1"
        )
        self._deliver(Received(request, method == "HEAD", keep_alive))

    def _measure(self, size: int, fields: int) -> None:
        self._size += size
        self._fields += fields
        if self._size > self._limits.head_bytes or self._fields > self._limits.head_fields:
            raise self._head_too_large()

    def _head_too_large(self) -> Refused:
        limits = self._limits
        return Refused(
            "headers_too_large",
            f"the headers of a request are at most {limits.head_fields}, "
            f"and {limits.head_bytes // 1024} KiB together",
        )

    def _body_too_large(self) -> Refused:
        return Refused("too_large", f"the body of a request is at most {self._limits.body_bytes // 1024} KiB")


def _path(raw: bytes) -> str:
    if not raw.startswith(b"/") or _BAD_PERCENT.search(raw):
        raise Refused("malformed", "the path of a request begins with / and is percent-encoded")
    try:
        return (unquote_to_bytes(raw) if b"%" in raw else raw).decode()
    except UnicodeDecodeError:
        raise Refused("malformed", "the path of a request is UTF-8") from None


def _query(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise Refused("malformed", "the query of a request is percent-encoded") from None
