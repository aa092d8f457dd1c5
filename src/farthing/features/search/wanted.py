"""What a person searches for."""

from typing import Final

from msgspec import Struct

from farthing.domain.errors import Invalid
from farthing.domain.task import Status
from farthing.features.search import words

MOST_WORDS: Final = 8
SPARE: Final = 50  # candidates that may turn out to be none


class Wanted(Struct, frozen=True):
    """`words` are folded, the longest first; a task must have words that begin with each of them."""

    words: tuple[str, ...]
    limit: int
    status: Status | None = None

    @property
    def candidates(self) -> int:
        """How many are looked at, at most."""
        return self.limit + SPARE


def read(text: str, limit: int, status: Status | None = None) -> Wanted:
    """What is wanted by this text.

    Raises:
        Invalid: there is no word in it, or too many.
    """
    asked = dict.fromkeys(words.words(text))
    if not 1 <= len(asked) <= MOST_WORDS:
        raise Invalid("q", f"give 1 to {MOST_WORDS} words to search for")
    return Wanted(tuple(sorted(asked, key=len, reverse=True)), limit, status)
