"""What remains of a line as the title of a task."""

_STOPS = ".,;:!?"


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the spans, with single spaces, and without separators that separate nothing now."""
    kept, at = "", 0
    for start, end in spans:
        kept = _beside(kept, text[at:start])
        at = end
    kept = _beside(kept, text[at:])
    if spans:
        kept = kept.lstrip(" \t\n,;:").rstrip(" \t\n,;")
    return " ".join(kept.split())


def _beside(before: str, piece: str) -> str:
    """A stop follows what is before it now; `!2` is none."""
    stops = piece.startswith(tuple(_STOPS)) and not piece.lstrip(_STOPS)[:1].strip()
    return (before.rstrip() if stops else before) + piece


def is_empty(title: str) -> bool:
    """Whether nothing is left that could be one."""
    return not title.strip(_STOPS + " -")
