"""Text files line by line, whatever their size."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, Final

from farthing.domain.errors import Invalid

LINE_BYTES: Final = 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def text_lines(file: BinaryIO) -> Iterator[str]:
    """The lines of UTF-8 text, with their ends, without a byte order mark.

    Raises:
        Invalid: no UTF-8, or a line of more than `LINE_BYTES`; names line and column.
    """
    first = file.readline(LINE_BYTES + 1)
    if not first:
        return
    if first.startswith(_UTF_16):
        raise Invalid("line 1", "this is UTF-16: save it as UTF-8 (`CSV UTF-8`)")
    lines = chain((first.removeprefix(_BOM),), iter(partial(file.readline, LINE_BYTES + 1), b""))
    number = 0
    try:
        for number, raw in enumerate(lines, 1):
            if len(raw) > LINE_BYTES:
                raise Invalid(f"line {number}", "it is longer than 1 MiB")
            yield raw.decode()
    except UnicodeDecodeError as error:
        raise Invalid(f"line {number}, column {error.start + 1}", "this is no UTF-8 text") from None
