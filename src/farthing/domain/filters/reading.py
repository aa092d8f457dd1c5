"""From a text to the filter it says.

filter   = all { "|" all }
all      = negation { "&" negation }
negation = "!" negation | "(" filter ")" | term
"""

import re
from datetime import date
from typing import Final, NamedTuple, NoReturn, cast

from farthing.domain.errors import Invalid
from farthing.domain.filters import words
from farthing.domain.filters.terms import (
    Compare,
    Comparison,
    DateField,
    Filter,
    Flag,
    Has,
    InList,
    Is,
    Labelled,
    Not,
    Part,
    PartOf,
    Ranks,
    Titled,
    both,
    either,
)
from farthing.domain.ident import is_uuid
from farthing.domain.text import check_line

LENGTH: Final = 500  # characters
TERMS: Final = 50
DEPTH: Final = 20
_TOKEN = re.compile(
    r'\s*(?:(?P<comparison><=|>=|!=|[<=>])|(?P<sign>[&|!()])|(?P<mark>[@#])|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    r'|(?P<word>[^\s&|!()<>="@#]+)|(?P<end>$)|(?P<open>"))'
)


class _Token(NamedTuple):
    """`start` and `end` count characters from 0."""

    kind: str
    text: str
    start: int
    end: int


def parse(text: str, field: str = "filter") -> Filter:
    """The filter that a text says; `field` is what complaints call the text.

    Raises:
        Invalid: it says none; the sentence names the character (from 1) where reading stopped.
    """
    check_line(text, field)
    if len(text) > LENGTH:
        raise Invalid(field, f"must be at most {LENGTH} characters")
    try:
        return _Reader(text).read()
    except _Misread as error:
        raise Invalid(field, f"at character {error.at + 1}: {error}") from None


class _Misread(Exception):
    """What is expected at a character, counted from 0."""

    def __init__(self, at: int, complaint: str) -> None:
        super().__init__(complaint)
        self.at = at


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._terms = 0
        self._depth = 0
        self._next = self._scan(0)

    def read(self) -> Filter:
        found = self._some()
        if self._next.kind != "end":
            _fail(self._next, "expected & or | here; words that belong together go in quotes")
        return found

    def _some(self) -> Filter:
        parts = [self._all()]
        while self._takes("|"):
            parts.append(self._all())
        return either(*parts)

    def _all(self) -> Filter:
        parts = [self._negation()]
        while self._takes("&"):
            parts.append(self._negation())
        return both(*parts)

    def _negation(self) -> Filter:
        if self._depth > DEPTH:
            _fail(self._next, f"parentheses and ! go at most {DEPTH} deep")
        self._depth += 1
        if self._takes("!"):
            found: Filter = Not(self._negation())
        elif self._takes("("):
            found = self._some()
            if not self._takes(")"):
                _fail(self._next, "expected & or | or ) here")
        else:
            found = self._term()
        self._depth -= 1
        return found

    def _term(self) -> Filter:
        self._terms += 1
        if self._terms > TERMS:
            _fail(self._next, f"a filter has at most {TERMS} terms")
        token = self._take()
        if token.kind == "quoted":
            return Titled(_title(token))
        if token.kind == "mark":
            return self._marked(token)
        if token.kind != "word":
            _fail(token, "expected something to look for here, such as `due<=today`, @label or a word")
        word = token.text.lower()
        if self._next.kind == "comparison":
            return self._compared(token, word)
        if word in ("no", "has"):
            return self._part(word == "has")
        if word in words.PRIORITIES:
            return Ranks(words.PRIORITIES[word])
        return Is(word) if word in words.FLAGS else Titled(_title(token))

    def _marked(self, mark: _Token) -> Filter:
        """A label or a list: what follows at once."""
        name = self._take()
        if name.kind not in ("word", "quoted") or name.start != mark.end or not name.text:
            _fail(name, f"expected the name of a {'label' if mark.text == '@' else 'list'} after {mark.text}")
        if mark.text == "@":
            if name.kind == "quoted" and self._next.start == name.end and self._next.text == "*":
                self._take()
                return Labelled(name.text, begins=True)
            if name.kind == "word" and name.text.endswith("*") and name.text != "*":
                return Labelled(name.text[:-1], begins=True)
            return Labelled(name.text)
        return Is("inbox") if name.kind == "word" and name.text.lower() == "inbox" else InList(name.text)

    def _compared(self, token: _Token, word: str) -> Filter:
        comparison, value = self._take(), self._take()
        if value.kind != "word":
            _fail(value, f"expected a value after {comparison.text}")
        if word in words.FIELDS:
            return _date(word, comparison, value)
        if word not in ("status", "parent"):
            known = ", ".join((*words.FIELDS, "status"))
            _fail(token, f"{token.text!r} cannot be compared; what can: {known} and parent")
        if comparison.text not in ("=", "!="):
            _fail(comparison, f"a {word} is compared with = or !=")
        found = Is(_status(value)) if word == "status" else PartOf(_id(value))
        return found if comparison.text == "=" else Not(found)

    def _part(self, has: bool) -> Filter:
        token = self._take()
        word = token.text.lower()
        part = next((part for part in words.PARTS if word in (part, part.removesuffix("s"))), None)
        if word == "priority":
            found: Filter = Not(Ranks("none"))
        elif token.kind == "word" and part is not None:
            found = Has(part)
        else:
            _fail(token, f"expected one of {', '.join(words.PARTS)} or priority here")
        if has:
            return found
        return found.term if isinstance(found, Not) else Not(found)

    def _takes(self, sign: str) -> bool:
        found = self._next.kind == "sign" and self._next.text == sign
        if found:
            self._take()
        return found

    def _take(self) -> _Token:
        token = self._next
        self._next = self._scan(token.end)
        return token

    def _scan(self, at: int) -> _Token:
        match = _TOKEN.match(self._text, at)
        assert match is not None  # noqa: S101 - every character begins a token
        kind = cast(str, match.lastgroup)
        text = match[kind]
        token = _Token(kind, text, match.end() - len(text), match.end())
        if kind == "quoted":
            text = re.sub(r"\\(.)", r"\1", text)
            token = _Token(kind, text, match.end() - len(match[kind]) - 2, match.end())
        if kind == "open":
            _fail(token, "this quote is not closed")
        return token


def _title(token: _Token) -> str:
    if not token.text.strip():
        _fail(token, "expected some text between the quotes")
    return token.text


def _date(field: DateField, comparison: _Token, value: _Token) -> Filter:
    if value.text.lower() == "none":
        if field not in ("due", "start") or comparison.text not in ("=", "!="):
            _fail(value, "`none` goes with `due=`, `due!=`, `start=` and `start!=`")
        found = Has(cast(Part, field))
        return found if comparison.text == "!=" else Not(found)
    return Compare(field, cast(Comparison, comparison.text), _day(value))


def _day(value: _Token) -> str | int:
    word = value.text.lower()
    if word in words.DAYS:
        return words.DAYS[word]
    offset = words.OFFSET.fullmatch(word)
    if offset:
        return int(offset["count"]) * (7 if offset["unit"] == "w" else 1)
    for weekday in words.WEEKDAYS:
        if word in (weekday, weekday[:3]):
            return weekday
    if not _is_date(word):
        _fail(value, "expected a day, such as 2026-12-01, today, +3d, -2w or monday")
    return word


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and 1900 <= date.fromisoformat(text).year < 3000
    except ValueError:
        return False


def _status(value: _Token) -> Flag:
    if value.text.lower() not in words.STATUSES:
        _fail(value, f"expected one of {', '.join(words.STATUSES)}")
    return cast(Flag, value.text.lower())


def _id(value: _Token) -> str:
    if not is_uuid(value.text.lower()):
        _fail(value, "expected the whole id of a task")
    return value.text.lower()


def _fail(token: _Token, complaint: str) -> NoReturn:
    raise _Misread(token.start, complaint)
