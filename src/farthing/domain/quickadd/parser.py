"""Reading a line: `Pay rent every 1st p1 @bills #Home tomorrow 9am`."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from farthing.domain.quickadd import dues, repeats, titles, tokens, words
from farthing.domain.quickadd.line import Line
from farthing.domain.quickadd.reading import Kind, Reading
from farthing.domain.quickadd.resolving import Found, resolve
from farthing.domain.quickadd.words import Language


def parse(
    text: str,
    now: datetime,
    language: Language = "en",
    first_weekday: int = 1,
    off: Collection[tuple[int, int]] = frozenset(),
) -> Reading:
    """What a line says. `now` is what the clock on the person's wall shows, without zone; `first_weekday`
    begins their week (1 is Monday); `off` are the places (code points) that are to be read as plain words.

    Of several signs of a kind the last counts, of labels each; where nothing would be left for a title, the
    whole is one.
    """
    known = words.of(language)
    read = tokens.read(text, known, off)
    if not read.escapes and not any(token.kind for token in read.tokens[:-1]):
        return Reading(title=titles.without(text, []))
    line = Line(text, read.tokens, known, now, now.date(), first_weekday)
    return resolve(line, _scan(line), read.escapes)


def _scan(line: Line) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(line.tokens):
        token = line.tokens[at]
        if token.kind in _SIGNS:
            found.append(Found(token.kind, token.start, token.end, token.value))  # type: ignore[arg-type]  # a sign is a kind
        elif token.kind in _READERS:
            after = _READERS[token.kind](line, at, found)
            if after:
                at = after
                continue
        at += 1
    return found


def _add(line: Line, found: list[Found], kind: Kind, at: int, after: int, value: Any) -> int:
    """Add what was read from the tokens `at` up to `after`, and go on there."""
    found.append(Found(kind, line.tokens[at].start, line.tokens[after - 1].end, value))
    return after


def _due(line: Line, at: int, found: list[Found]) -> int | None:
    """`Monday or Tuesday` is not settled yet."""
    when = dues.read(line, at)
    if when is None:
        return None
    if line.kind(when.after) == "or" and (other := dues.read(line, when.after + 1)):
        return other.after
    return _add(line, found, "due", at, when.after, when)


def _repeat(line: Line, at: int, found: list[Found]) -> int | None:
    read = repeats.read(line, at)
    return read and _add(line, found, "repeat", at, read.after, read)


def _lead(line: Line, at: int, found: list[Found]) -> int | None:
    """`on Mondays`, `on the 1st of every month`, `on Monday`."""
    return _repeat(line, at, found) or _due(line, at, found)


def _spell(line: Line, at: int, found: list[Found]) -> int | None:
    spell = dues.read_spell(line, at)
    if spell is None:
        return None
    _add(line, found, "start", at, spell.after, spell.start)
    return _add(line, found, "due", spell.after, spell.due.after, spell.due) if spell.due else spell.after


def _remind(line: Line, at: int, found: list[Found]) -> int | None:
    """`remind me 30 minutes before`."""
    count, unit = line.tokens[at + 1], line.kind(at + 2)
    if count.kind not in ("number", "count", "article") or unit != "unit" or line.kind(at + 3) != "before":
        return None
    minutes = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}.get(line.tokens[at + 2].value)
    return minutes and _add(line, found, "reminder", at, at + 4, -count.value * minutes)


_SIGNS = frozenset({"list", "label", "priority", "reminder"})
_READERS: dict[str, Callable[[Line, int, list[Found]], int | None]] = {
    **dict.fromkeys(
        (
            "at", "clock", "date", "date?", "date??", "day", "decimal", "end of", "evening", "for", "hours",
            "in", "moment", "month", "next", "nth", "number", "past", "this", "time", "until", "weekday",
            "weekday?", "weekend",
        ),
        _due,
    ),
    **dict.fromkeys(("every", "adverb", "adverb?", "weekly"), _repeat),
    "lead": _lead, "from": _spell, "from?": _spell, "remind": _remind,
}  # fmt: skip
