"""What is sent of the page's sources, in both homes: no comments, no indentation, and otherwise as it stands.

This is no parser. It takes away comments that stand on lines of their own, and the blanks that lines begin
with; lines stay where they are, so that errors name those of the source. A test holds the page's sources to
what makes that safe: no text goes over the end of a line, and all keep their tokens.
"""

import re
from typing import Final

_BLOCK: Final = rb"/\*.*?\*/(?P<more>[^\n]*)"
_COMMENTS: Final = {
    ".css": re.compile(rb"^[ \t]*" + _BLOCK, re.MULTILINE | re.DOTALL),
    ".js": re.compile(rb"^[ \t]*(?://[^\n]*|" + _BLOCK + rb")", re.MULTILINE | re.DOTALL),
}
_INDENTATION: Final = re.compile(rb"^[ \t]+", re.MULTILINE)


def sent(suffix: str, source: bytes) -> bytes:
    """What is sent of a file whose name ends in `suffix`; what is no script or style is sent whole."""
    comments = _COMMENTS.get(suffix)
    if comments is None:
        return source
    return _INDENTATION.sub(b"", comments.sub(_lines_alone, source))


def _lines_alone(comment: re.Match[bytes]) -> bytes:
    """The ends of the lines of a comment; all of one that code stands behind."""
    if comment["more"] and not comment["more"].isspace():
        return comment[0]
    return b"\n" * comment[0].count(b"\n")
