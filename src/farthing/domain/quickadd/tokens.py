"""A line as tokens: each piece between spaces, by what it means to the grammar.

Words inside of words, addresses, links and what stands in quotes are of no kind, and so never a sign.
"""

import re
from collections.abc import Collection
from typing import Any

from msgspec import Struct

from farthing.domain.quickadd.numerals import numeral
from farthing.domain.quickadd.words import Meaning, Words

LABEL, LIST = 50, 200
_TOKEN = re.compile(
    r'(?:[#@]?"[^"]{1,300}"|“[^”]{1,300}”|„[^“”]{1,300}[“”]|«[^»]{1,300}»|`[^`]{1,300}`)(?=[\s,.;:!?]|$)'
    r"|,|[^\s,]+(?:(?<=[0-9]),(?=[0-9])[^\s,]+)*"
)
_NAME = re.compile(r"[#@](?:\"([^\"]+)\"|(\w+(?:[-/.&'\u2019]\w+)*))([.;:!?]*)")
_REMINDER = re.compile(r"!([0-9]{1,4})(m|min|h|d)")
_MINUTES = {"m": 1, "min": 1, "h": 60, "d": 1440}
_STOPS = ".;:!?"
_DIGITS = frozenset("0123456789")
_NOTHING: Meaning = ("", None)
CLOSING = frozenset({"end", "stop", "comma", "list", "label", "priority", "reminder"})


class Token(Struct, gc=False):
    """`word` is what it says in lower case, `start` and `end` where it stands (code points)."""

    kind: str
    value: Any
    word: str
    start: int
    end: int


class Tokens(Struct):
    """`escapes` are where a backslash took a meaning away. The last token is of the kind `end`."""

    tokens: list[Token]
    escapes: list[int]


def read(text: str, words: Words, off: Collection[tuple[int, int]] = ()) -> Tokens:
    """The tokens of a line; those that touch a place which is turned off mean nothing."""
    found = Tokens([], [])
    for match in _TOKEN.finditer(text):
        _take(found, match.group(), match.start(), words)
    tokens = found.tokens
    for start, end in off:
        for token in tokens:
            if token.start < end and start < token.end:
                token.kind = token.word = ""
    found.tokens = _joined(tokens, words)
    found.tokens.append(Token("end", None, "", len(text), len(text)))
    return found


def _take(found: Tokens, raw: str, start: int, words: Words) -> None:
    """Add what a piece of text is: one token, or more where it has a sign or stop stuck to it."""
    word = raw.lower()
    add = found.tokens.append
    end = start + len(raw)
    meaning = words.meanings.get(word)
    if meaning is not None:
        if word in words.capitalised and not raw[0].isupper():
            meaning = _NOTHING
        add(Token(meaning[0], meaning[1], word, start, end))
        return
    first = raw[0]
    if first in _DIGITS:
        for kind, value, length in numeral(word, words):
            add(Token(kind, value, word, start, min(start + length, end)))
            start += length
        return
    if first == ",":
        add(Token("comma", None, word, start, end))
    elif first in "#@!\\" and _sign(found, raw, start, words):
        pass
    elif raw[-1] in _STOPS:
        kept = raw.rstrip(_STOPS)
        if kept:
            _take(found, kept, start, words)
        add(Token("stop", None, "", start + len(kept), end))
    else:
        add(Token("", None, word, start, end))


def _sign(found: Tokens, raw: str, start: int, words: Words) -> bool:
    """Whether it was one of `#list`, `@label`, `!30m`, `@9am` or an escape."""
    first = raw[0]
    if first == "\\":
        return _escape(found, raw, start, words)
    if first == "!":
        reminder = _REMINDER.fullmatch(raw)
        if reminder:
            before = int(reminder[1]) * _MINUTES[reminder[2]]
            found.tokens.append(Token("reminder", -before, raw, start, start + len(raw)))
        return reminder is not None
    if first == "@" and raw[1:2] in _DIGITS and len(raw) > 1:
        parts = numeral(raw[1:].lower(), words)
        if parts[0][0] in ("time", "clock", "hours"):
            found.tokens.append(Token("at", 0, "@", start, start + 1))
            _take(found, raw[1:], start + 1, words)
            return True
    match = _NAME.fullmatch(raw)
    name = (match[1] or match[2]).strip() if match else ""
    if match is None or len(name) > (LIST if first == "#" else LABEL) or not _is_name(name, match[1]):
        return False
    end = match.start(3)
    found.tokens.append(Token("list" if first == "#" else "label", name, "", start, start + end))
    if match[3]:
        found.tokens.append(Token("stop", None, "", start + end, start + len(raw)))
    return True


def _is_name(name: str, quoted: str | None) -> bool:
    """Numbers are none unless in quotes: an issue is `#12`."""
    return bool(name) and name.isprintable() and (quoted is not None or any(c.isalpha() for c in name))


def _escape(found: Tokens, raw: str, start: int, words: Words) -> bool:
    """Whether a backslash takes a meaning from what follows it."""
    inner = Tokens([], [])
    if len(raw) > 1 and raw[1] != "\\":
        _take(inner, raw[1:], start + 1, words)
    heads = [token for token in inner.tokens if token.kind != "stop"]
    if not any(token.kind or token.word in words.phrases for token in heads):
        return False
    found.escapes.append(start)
    found.tokens.extend(
        token if token.kind == "stop" else Token("", None, "", token.start, token.end)
        for token in inner.tokens
    )
    return True


def _joined(tokens: list[Token], words: Words) -> list[Token]:
    """The tokens, with phrases of several words as one."""
    phrases = words.phrases
    if not any(token.word in phrases for token in tokens):
        return tokens
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        for said, (kind, value) in phrases.get(token.word, ()):
            last = at + len(said) - 1
            if last < len(tokens) and all(tokens[at + n].word == word for n, word in enumerate(said)):
                token = Token(kind, value, " ".join(said), token.start, tokens[last].end)
                at = last
                break
        joined.append(token)
        at += 1
    return joined
