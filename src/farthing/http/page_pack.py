"""What the page does not begin with, all in one: the service worker takes it in one request."""

import math
import re
from collections.abc import Mapping
from typing import Final

from msgspec import json

from farthing.http.page_headers import content_type

_NEXT: Final = "\x1e"  # between the texts; written as an escape wherever a text has it
# What counts as a word, and how little longer texts are put back, give the fewest bytes so.
_WORDS: Final = re.compile(rb'[\w$.("]{6,}')
_LENGTH: Final = 0.8


def pack(texts: Mapping[str, bytes]) -> bytes:
    """A JSON array of `[path, media]`, and the text of each, after a separator."""
    paths = like_by_like(texts)
    contents = json.encode([(path, content_type(path[path.rfind(".") :])) for path in paths])
    return _NEXT.encode().join([contents, *(texts[path] for path in paths)])


def like_by_like(texts: Mapping[str, bytes]) -> list[str]:
    """The longest first, and then each time what has most words, for its length, in common with those before.

    A zip knows only what came not long ago.
    """
    words = {path: set(_WORDS.findall(text)) for path, text in texts.items()}
    left = sorted(texts, key=lambda path: (len(texts[path]), path))
    order: list[str] = []
    known: set[bytes] = set()

    def likeness(path: str) -> float:
        return len(known & words[path]) / math.pow(len(words[path]) + 1, _LENGTH)

    while left:
        order.append(max(left, key=likeness) if order else left[-1])
        left.remove(order[-1])
        known |= words[order[-1]]
    return order
