"""Text files line by line, whatever their size."""

from collections.abc import Iterator
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
    number = 0
    while raw := file.readline(LINE_BYTES + 1):
        number += 1
        if number == 1:
            if raw.startswith(_UTF_16):
                raise Invalid("line 1", "this is UTF-16: save it as UTF-8 (`CSV UTF-8`)")
            raw = raw.removeprefix(_BOM)
        if len(raw) > LINE_BYTES:
            raise Invalid(f"line {number}", "it is longer than 1 MiB")
        try:
            yield raw.decode()
        except UnicodeDecodeError as error:
            raise Invalid(f"line {number}, column {error.start + 1}", "this is no UTF-8 text") from None
