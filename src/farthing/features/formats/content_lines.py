"""Content lines, which iCalendar is made of (RFC 5545, 3.1): unfolded, parted and unescaped, and back."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from farthing.domain.errors import Invalid

_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")
_ESCAPED = re.compile(r"\\(.)", re.S)
_PART = re.compile(r"((?:\\.|[^,\\])*)(?:,|$)", re.S)
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
_FOLDED = (" ", "\t")
_LONGEST_NAME = 64
_OCTETS = 75


class Line(NamedTuple):
    """`name` and the names of `parameters` are in upper case; `value` is as it was sent, escapes and all."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


def content_lines(texts: Iterable[str]) -> Iterator[Line]:
    """The content lines of the lines of a file; `number` is that of the first (from 1).

    Raises:
        Invalid: one is no content line; names where it begins.
    """
    whole, begins = "", 1
    for number, text in enumerate(texts, 1):
        if text[:1] in _FOLDED:
            whole += text[1:].rstrip("\r\n")
            continue
        if whole:
            yield _parsed(begins, whole)
        whole, begins = text.rstrip("\r\n"), number
    if whole:
        yield _parsed(begins, whole)


def unescape(value: str) -> str:
    """The text that a value of type TEXT stands for."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def texts_of(value: str) -> list[str]:
    """The texts of a value that is a list of them."""
    parts = [match[1] for match in _PART.finditer(value)]
    return [unescape(part) for part in parts if part]


def escape(text: str) -> str:
    """Text as a value of type TEXT."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        if plain in text:
            text = text.replace(plain, escaped)
    return text


def fold(line: str) -> bytes:
    """A content line as it is sent: no more than 75 octets in a line, none of a character parted."""
    octets = line.encode()
    if len(octets) <= _OCTETS:
        return octets + b"\r\n"
    parts = []
    while len(octets) > _OCTETS:
        end = _OCTETS
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        parts.append(octets[:end])
        octets = b" " + octets[end:]
    return b"\r\n".join([*parts, octets]) + b"\r\n"


def _parsed(number: int, text: str) -> Line:
    head, colon, value = text.partition(":")
    if colon and len(head) <= _LONGEST_NAME and (name := _plain_name(head)):
        return Line(number, name, {}, value)
    begin = _NAME.match(text)
    at, parameters = (begin.end() if begin else 0), {}
    while begin and (match := _PARAMETER.match(text, at)):
        parameters[match[1].upper()] = _parameter(match[2])
        at = match.end()
    if begin is None or text[at : at + 1] != ":":
        raise Invalid(f"line {number}, column {at + 1}", "this is no line of an iCalendar file")
    return Line(number, begin[0].upper(), parameters, text[at + 1 :])


@lru_cache(1000)
def _plain_name(head: str) -> str:
    """What stands before the colon as a name; nothing where there are parameters, or it is none."""
    return head.upper() if _NAME.fullmatch(head) else ""


def _parameter(value: str) -> str:
    if value.startswith('"') and value.endswith('"'):
        value = value[1:-1]
    return re.sub(r"\^[n'^]", lambda match: _CARET[match[0]], value) if "^" in value else value
