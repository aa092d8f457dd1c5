"""Texts people write: the rules they share."""

from typing import Annotated

from msgspec import Meta

from farthing.domain.errors import Invalid, TooLarge

Id = Annotated[
    str,
    Meta(
        pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        description="a UUID in lower case; version 7 keeps creation order",
    ),
]


PersonName = Annotated[str, Meta(min_length=1, max_length=100)]
UserId = Annotated[str, Meta(min_length=1, max_length=128)]


def check_line(text: str, field: str) -> str:
    """One line of text without the space around it.

    Raises:
        Invalid: it is empty, or has control characters such as a line break.
    """
    line = text.strip()
    if not line:
        raise Invalid(field, "must not be empty")
    if not line.isprintable() and any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029" for c in line):
        raise Invalid(field, "must be one line without control characters")
    return _encodable(line, field)


def check_text(text: str, field: str, bound: int) -> str:
    """Text of any lines, at most `bound` bytes of UTF-8.

    Raises:
        Invalid: it holds a NUL, or what UTF-8 cannot say.
        TooLarge: it is over the bound.
    """
    if "\0" in text:
        raise Invalid(field, "must not hold a NUL character")
    if len(_encodable(text, field).encode()) > bound:
        raise TooLarge(field, f"must be at most {bound} bytes")
    return text


def check_labels(labels: list[str]) -> list[str]:
    """The labels, each once, in the order given."""
    return list(dict.fromkeys(check_line(label, "labels") for label in labels))


def _encodable(text: str, field: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid(field, "holds half a surrogate pair, which is no character") from None
    return text
