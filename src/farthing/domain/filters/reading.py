"""From a text to the filter it says.

filter   = all { "|" all }
all      = negation { "&" negation }
negation = "!" negation | "(" filter ")" | term
"""

from typing import Final

from farthing.domain.errors import Invalid
from farthing.domain.filters import values, words
from farthing.domain.filters.terms import (
    Filter,
    Has,
    InList,
    Is,
    Labelled,
    Not,
    PartOf,
    Ranks,
    Titled,
    both,
    either,
)
from farthing.domain.filters.tokens import Misread, Token, scan
from farthing.domain.text import check_line

LENGTH: Final = 500  # characters
TERMS: Final = 50
DEPTH: Final = 20


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
    except Misread as error:
        raise Invalid(field, f"at character {error.at + 1}: {error}") from None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._terms = 0
        self._depth = 0
        self._next = scan(text, 0)

    def read(self) -> Filter:
        found = self._some()
        if self._next.kind != "end":
            self._next.fail("expected & or | here; words that belong together go in quotes")
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
            self._next.fail(f"parentheses and ! go at most {DEPTH} deep")
        self._depth += 1
        if self._takes("!"):
            found: Filter = Not(self._negation())
        elif self._takes("("):
            found = self._some()
            if not self._takes(")"):
                self._next.fail("expected & or | or ) here")
        else:
            found = self._term()
        self._depth -= 1
        return found

    def _term(self) -> Filter:
        self._terms += 1
        if self._terms > TERMS:
            self._next.fail(f"a filter has at most {TERMS} terms")
        token = self._take()
        if token.kind == "quoted":
            return Titled(values.title(token))
        if token.kind == "mark":
            return self._marked(token)
        if token.kind != "word":
            token.fail("expected something to look for here, such as `due<=today`, @label or a word")
        word = token.text.lower()
        if self._next.kind == "comparison":
            return self._compared(token, word)
        if word in ("no", "has"):
            return self._part(word == "has")
        if word in words.PRIORITIES:
            return Ranks(words.PRIORITIES[word])
        return Is(word) if word in words.FLAGS else Titled(values.title(token))

    def _marked(self, mark: Token) -> Filter:
        """A label or a list: what follows at once."""
        name = self._take()
        if name.kind not in ("word", "quoted") or name.start != mark.end or not name.text:
            name.fail(f"expected the name of a {'label' if mark.text == '@' else 'list'} after {mark.text}")
        if mark.text == "@":
            if name.kind == "quoted" and self._next.start == name.end and self._next.text == "*":
                self._take()
                return Labelled(name.text, begins=True)
            if name.kind == "word" and name.text.endswith("*") and name.text != "*":
                return Labelled(name.text[:-1], begins=True)
            return Labelled(name.text)
        return Is("inbox") if name.kind == "word" and name.text.lower() == "inbox" else InList(name.text)

    def _compared(self, token: Token, word: str) -> Filter:
        comparison, value = self._take(), self._take()
        if value.kind != "word":
            value.fail(f"expected a value after {comparison.text}")
        if word in words.FIELDS:
            return values.date_term(word, comparison, value)
        if word not in ("status", "parent"):
            known = ", ".join((*words.FIELDS, "status"))
            token.fail(f"{token.text!r} cannot be compared; what can: {known} and parent")
        if comparison.text not in ("=", "!="):
            comparison.fail(f"a {word} is compared with = or !=")
        found = Is(values.status(value)) if word == "status" else PartOf(values.task_id(value))
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
            token.fail(f"expected one of {', '.join(words.PARTS)} or priority here")
        if has:
            return found
        return found.term if isinstance(found, Not) else Not(found)

    def _takes(self, sign: str) -> bool:
        found = self._next.kind == "sign" and self._next.text == sign
        if found:
            self._take()
        return found

    def _take(self) -> Token:
        token = self._next
        self._next = scan(self._text, token.end)
        return token
