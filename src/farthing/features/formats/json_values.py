"""JSON value by value, so that a long array is never in memory as a whole."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from farthing.domain.errors import Invalid

_CHUNK: Final = 64 * 1024
_LONGEST: Final = 4 * 1024 * 1024
_SPACE: Final = " \t\r\n"
_decoder = json.JSONDecoder(strict=False)


class JsonReader:
    """What the file holds, in its order: the caller asks for a value, or goes into an array or object, and
    then takes each value in it.

    Raises, from every method:
        Invalid: this is no JSON; names line and column.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = getincrementaldecoder("utf-8-sig")().decode
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1
        self._column = 1

    @property
    def line(self) -> int:
        """The line of what comes next, from 1."""
        return self._line + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """The character that comes next, which tells what kind of value does; nothing at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._fill()

    def value(self) -> Any:
        """The next value, decoded."""
        self.peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or len(self._text) - self._at > _LONGEST:
                    raise self._bad(error.pos, error.msg) from None
            except (RecursionError, ValueError) as error:
                raise self._bad(self._at, str(error)) from None
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._fill()

    def elements(self) -> Iterator[None]:
        """Once for each element of the array that comes next; the caller takes it."""
        yield from self._parts("[", "]")

    def members(self) -> Iterator[str]:
        """The name of each member of the object that comes next; the caller takes its value."""
        for _ in self._parts("{", "}"):
            name = self.value()
            self._take(":")
            yield str(name)

    def _parts(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.peek() == closing:
            self._take(closing)
            return
        while True:
            yield
            if self.peek() == closing:
                self._take(closing)
                return
            self._take(",")

    def _take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self._bad(self._at, f"expected {wanted!r}")
        self._at += 1

    def _fill(self) -> None:
        """Read on: the more, the longer what is not yet whole, so that it is not tried too often."""
        gone = self._text[: self._at]
        self._line += gone.count("\n")
        self._column = len(gone) - gone.rfind("\n") if "\n" in gone else self._column + len(gone)
        rest = self._text[self._at :]
        raw = self._file.read(max(_CHUNK, len(rest)))
        self._ended = not raw
        try:
            self._text, self._at = rest + self._decode(raw, self._ended), 0
        except UnicodeDecodeError:
            raise self._bad(len(rest), "this is no UTF-8 text") from None

    def _bad(self, at: int, complaint: str) -> Invalid:
        before = self._text[:at]
        line = self._line + before.count("\n")
        column = at - before.rfind("\n") if "\n" in before else self._column + at
        return Invalid(f"line {line}, column {column}", f"this is no JSON: {complaint}")
