"""Text that is safe to print: what people typed must not steer anybody's terminal."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(line: str) -> str:
    """One line, with its control characters written out."""
    return _CONTROL.sub(_written_out, line)


def visible_text(text: str) -> str:
    """The same for text of several lines, which stay lines."""
    return _CONTROL_IN_TEXT.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return repr(match[0])[1:-1]
