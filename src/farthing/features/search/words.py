"""The words that are searched: of a text without case and accents, and how well they meet what is wanted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import DecodeError, Struct, field, json

from farthing.domain.folding import fold

MOST_WORDS: Final = 300  # that one task is found by
LONGEST: Final = 40  # characters of a word; what comes after them is not compared
TITLE, LABEL, DESCRIPTION = 2, 1, 0

# Chinese and Japanese are written without spaces: there each character is a word of its own.
_SIGNS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")


class Searched(Struct, frozen=True, rename="camel"):
    """What of a task is searched, or decides whether it is."""

    title: str
    description: str = ""
    labels: list[str] = field(default_factory=list)
    status: str = "todo"
    updated_at: str = ""

    def text(self) -> str:
        """All of it in one, folded."""
        return fold("\n".join((self.title, *self.labels, self.description)))

    def words(self) -> dict[str, int]:
        """Its first words, each with the best place it is in: title before label before description."""
        found: dict[str, int] = {}
        for place, texts in (
            (TITLE, (self.title,)),
            (LABEL, self.labels),
            (DESCRIPTION, (self.description,)),
        ):
            for text in texts:
                for word in words(text):
                    if len(found) == MOST_WORDS:
                        return found
                    found.setdefault(word, place)
        return found


_searched: Final = json.Decoder(Searched)


def read(body: bytes) -> Searched:
    """What is searched of a kept task: nothing, if it cannot be read, which `farthing doctor` tells of."""
    try:
        return _searched.decode(body)
    except (DecodeError, UnicodeDecodeError):
        return Searched("")


def words(text: str) -> Iterator[str]:
    """The words of a text as they are compared, in its order."""
    return (match[0][:LONGEST] for match in _WORD.finditer(fold(text)))


def points(place: int, *, whole: bool) -> int:
    """How good it is to have a wanted word in a place, 0 to 5: the place first, then whole words."""
    return place * 2 + whole


def score(wanted: Sequence[str], found: Mapping[str, int]) -> int | None:
    """How well a task's words meet those wanted, each the beginning of one of them; None if not all do."""
    total = 0
    for prefix in wanted:
        best = max(
            (points(place, whole=word == prefix) for word, place in found.items() if word.startswith(prefix)),
            default=None,
        )
        if best is None:
            return None
        total += best
    return total
