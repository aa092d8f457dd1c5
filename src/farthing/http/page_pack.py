"""What the page does not begin with, all in one: the service worker takes it in one request."""

import re
from collections.abc import Mapping
from math import sqrt
from typing import Final

from msgspec import json

from farthing.http.page_headers import content_type

_NEXT: Final = "\x1e"  # between the texts; written as an escape wherever a text has it
# Of what counts as a word, and as near, these give the fewest bytes.
_WORDS: Final = re.compile(rb'[\w$.("]{7,}')
_NEAR: Final = 4


def pack(texts: Mapping[str, bytes]) -> bytes:
    """A JSON array of `[path, media]`, and the text of each, after a separator."""
    paths = like_by_like(texts)
    contents = json.encode([(path, content_type(path[path.rfind(".") :])) for path in paths])
    return _NEXT.encode().join([contents, *(texts[path] for path in paths)])


def like_by_like(texts: Mapping[str, bytes]) -> list[str]:
    """The longest first, and then each time what has most words in common with the last few, for its length.

    A zip knows only what is near.
    """
    words = {path: set(_WORDS.findall(text)) for path, text in texts.items()}
    left = sorted(texts, key=lambda path: (len(texts[path]), path))
    order = [left.pop()] if left else []
    while left:
        near = set().union(*(words[path] for path in order[-_NEAR:]))
        order.append(max(left, key=lambda path: len(near & words[path]) / sqrt(len(words[path]) or 1)))
        left.remove(order[-1])
    return order
