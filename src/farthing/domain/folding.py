"""Texts as people look for them: without the difference of case and accents."""

import re
from typing import Final

_ACCENTS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)
# Letters whose stroke or tie Unicode does not count as an accent.
_PLAIN: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """The text without case and accents; `ß` is `ss`. Folding what is folded changes nothing."""
    if text.isascii():
        return text.lower()
    from unicodedata import normalize  # a library of a megabyte, which most texts do not need

    plain = _ACCENTS.sub("", normalize("NFKD", text)).casefold().translate(_PLAIN)
    return _ACCENTS.sub("", normalize("NFKD", plain))
