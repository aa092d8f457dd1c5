"""Comma-separated values: rows in and out, as spreadsheets write them."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from farthing.domain.errors import Invalid
from farthing.features.formats.lines import text_lines

if TYPE_CHECKING:
    from _csv import Reader

Row = tuple[int, dict[str, str]]


def rows(file: BinaryIO) -> tuple[list[str], Iterator[Row]]:
    """The names in the header; and every row with the number of its first line and its cells by name, the
    empty ones left out. Commas, semicolons or tabs divide: whichever the header has most of.

    Raises:
        Invalid: there is no header; or, while it is read, a quote is never closed, or a row is too long.
    """
    lines = text_lines(file)
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(chain((first,), lines), delimiter=delimiter, strict=True)
    header = next(_rows(reader), (1, []))[1]
    if not any(map(str.strip, header)):
        raise Invalid("line 1", "the first line must name the columns")
    names = [name.strip() for name in header]
    return names, _cells(names, reader)


def row(cells: Sequence[str]) -> bytes:
    """One line of a file."""
    return (",".join(map(_cell, cells)) + "\r\n").encode()


def _cell(text: str) -> str:
    if not text or text.isalnum():
        return text
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if quoted != text or any(c in text for c in ',;\t\r\n "') else text


def _cells(names: list[str], reader: "Reader") -> Iterator[Row]:
    for line, cells in _rows(reader):
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise Invalid(
                f"line {line}, column {len(names) + 1}", "there are more cells than the header names"
            )
        yield line, {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}


def _rows(reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line, from 1."""
    line = reader.line_num + 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(f"line {line}", f"the row that begins there cannot be read: {error}") from None
