"""From answers to bytes."""

from http import HTTPStatus
from typing import Final

from farthing.http.message import Response

_STATUS_LINES: Final = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n" for status in HTTPStatus}
_BODILESS: Final = (204, 304)


def encode(response: Response, date: str, *, head_only: bool, keep_alive: bool) -> bytes:
    """The answer as HTTP/1.1. `date` is a line of its own, made once a second.

    Raises:
        ValueError: a header has a line break, or what Latin-1 has not.
    """
    lines = [_STATUS_LINES[response.status], date]
    lines += [f"{name}: {text}\r\n" for name, text in response.headers.items()]
    if response.status not in _BODILESS:
        lines.append(f"content-length: {len(response.body)}\r\n")
    if not keep_alive:
        lines.append("connection: close\r\n")
    lines.append("\r\n")
    head = "".join(lines)
    if head.count("\n") != len(lines):
        raise ValueError("a header of an answer has a line break")
    body = b"" if head_only or response.status in _BODILESS else response.body
    return head.encode("latin-1") + body
