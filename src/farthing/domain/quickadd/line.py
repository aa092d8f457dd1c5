"""What the grammar reads from: the tokens of a line, and the day on which they are read."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct

from farthing.domain.quickadd.tokens import CLOSING, Token
from farthing.domain.quickadd.words import Words

# How sure a sign is by itself: in any sentence; only with a word before it, a time beside it, or at the end
# of what is said; only with a word before it or a time beside it.
SURE: Final = 2
DOUBTFUL: Final = 1
WEAK: Final = 0


class Line(Struct, frozen=True):
    """`now` is what the clock on the person's wall shows; `first_weekday` begins their week (1 is Monday)."""

    text: str
    tokens: list[Token]
    words: Words
    now: datetime
    today: date
    first_weekday: int

    def kind(self, at: int) -> str:
        """Of the token there; after the last there are no others."""
        return self.tokens[at].kind if at < len(self.tokens) else "end"

    def closes(self, at: int) -> bool:
        """Whether what is said ends before this token."""
        return self.kind(at) in CLOSING

    def goes_on(self, at: int) -> bool:
        """Whether this token is nothing that what was read before it could describe: `on the 5th floor`."""
        return self.closes(at) or self.tokens[at].word in self.words.followers or self.tokens[at].kind != ""

    def amount(self, at: int) -> bool:
        """Whether this token makes the number before it an amount."""
        token = self.tokens[at]
        return token.kind in ("unit", "times") or token.word in self.words.amounts
