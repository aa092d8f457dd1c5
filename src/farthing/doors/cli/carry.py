"""The file that `export` writes and `import` reads: one JSON document a line.

First a header, `{"farthing":1,"exportedAt":"…"}`; then `{"kind":"task","value":{…}}` for each task, list
and item, those in the trash too; last a footer, `{"records":N}`, by which one knows that it is whole.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec import DecodeError, Raw, Struct, field, json

from farthing.doors.cli.exits import Failed

FORMAT: Final = 1
LINE_BYTES: Final = 1024 * 1024
BATCH_RECORDS: Final = 100
BATCH_BYTES: Final = 900_000  # a request may have 1 MiB, and the records are not all of it


class Header(Struct, rename="camel"):
    farthing: int
    exported_at: str


class Footer(Struct):
    records: int


class Batch(Struct):
    """Records on their way in, as the lines they are; `first` is the number of the first line, from 1."""

    first: int
    records: list[Raw] = field(default_factory=list)
    size: int = 0

    def takes(self, line: bytes) -> bool:
        return len(self.records) < BATCH_RECORDS and self.size + len(line) <= BATCH_BYTES

    def add(self, line: bytes) -> None:
        self.records.append(Raw(line))
        self.size += len(line)


class _Line(Struct):
    """A record, or the footer."""

    kind: str = ""
    value: Raw = Raw()
    records: int | None = None


_header = json.Decoder(Header)
_line = json.Decoder(_Line)


def line_of(record: Raw) -> bytes:
    """The record as one line: breaks between the tokens of an item's own text become spaces."""
    return bytes(record).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"


class Reader:
    """Reads an export, and holds one batch of it in memory. `number` lines were read, `records` in them.

    Raises, while it is read:
        Failed: it is no export, is one of a newer Farthing, or (at its end) was cut short.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.records = 0

    def batches(self) -> Iterator[Batch]:
        """Everything there is to import; what stands before a cut is given before that is said."""
        self._read_header()
        batch = Batch(2)
        footer = None
        while footer is None and (text := self._next()):
            line = self._parse(text)
            if line is None:
                break
            footer = line.records
            if footer is None:
                if not batch.takes(text):
                    yield batch
                    batch = Batch(self.number)
                batch.add(text)
                self.records += 1
        if batch.records:
            yield batch
        self._check_end(footer)

    def _read_header(self) -> None:
        try:
            header = _header.decode(self._next())
        except (DecodeError, UnicodeDecodeError):
            raise Failed(
                "not_an_export", "this is no export of Farthing: line 1 is not what begins one"
            ) from None
        if header.farthing != FORMAT:
            raise Failed("not_an_export", "this export was made by a newer Farthing: update this one")

    def _next(self) -> bytes:
        self.number += 1
        text = self._file.readline(LINE_BYTES + 1)
        if len(text) > LINE_BYTES:
            raise self._bad("it is too long")
        return text

    def _parse(self, text: bytes) -> _Line | None:
        """A line; None where the file was cut within it."""
        try:
            line = _line.decode(text)
        except (DecodeError, UnicodeDecodeError) as error:
            if not text.endswith(b"\n"):
                return None
            raise self._bad(str(error)) from None
        if not line.kind and line.records is None:
            raise self._bad("it is no record")
        return line

    def _check_end(self, footer: int | None) -> None:
        if footer is None:
            raise Failed("cut_short", f"the file was cut short in or before line {self.number}")
        if footer != self.records:
            raise Failed(
                "cut_short", f"the file has {self.records} records, but had {footer} when it was made"
            )
        if self._next():
            raise self._bad("the export ended before it")

    def _bad(self, complaint: str) -> Failed:
        return Failed("not_an_export", f"line {self.number}: {complaint}")
