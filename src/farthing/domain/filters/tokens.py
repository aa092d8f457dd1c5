"""The tokens that a filter is made of, and where in it they stand."""

import re
from typing import Final, NamedTuple, NoReturn, cast

_TOKEN: Final = re.compile(
    r'\s*(?:(?P<comparison><=|>=|!=|[<=>])|(?P<sign>[&|!()])|(?P<mark>[@#])|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    r'|(?P<word>[^\s&|!()<>="@#]+)|(?P<end>$)|(?P<open>"))'
)


class Token(NamedTuple):
    """`start` and `end` count characters from 0."""

    kind: str
    text: str
    start: int
    end: int

    def fail(self, complaint: str) -> NoReturn:
        """Say what is wrong here, or what was expected."""
        raise Misread(self.start, complaint)


class Misread(Exception):
    """What is wrong at a character, counted from 0."""

    def __init__(self, at: int, complaint: str) -> None:
        super().__init__(complaint)
        self.at = at


def scan(text: str, at: int) -> Token:
    """The next token from a character on; at the end it is of the kind `end`.

    Raises:
        Misread: a quote is not closed.
    """
    match = _TOKEN.match(text, at)
    assert match is not None  # noqa: S101 - every character begins a token
    kind = cast(str, match.lastgroup)
    found = match[kind]
    if kind == "quoted":
        return Token(kind, re.sub(r"\\(.)", r"\1", found), match.end() - len(found) - 2, match.end())
    token = Token(kind, found, match.end() - len(found), match.end())
    if kind == "open":
        token.fail("this quote is not closed")
    return token
