"""A language's table of words, made ready for look-ups.

The kinds of words; a `?` marks those that are ordinary words too, and need a sign that they are meant:

- `day` (days from now), `evening` (today, at that minute), `weekday`, `weekdays` (on Mondays), `weekly`
  (montags), `month`, `unit`, `workday` and `weekend` (with their days), `end of` (the month, the year)
- `count`, `article`, `ordinal` (-1 is the last), `other` (every other), `times`
- `part` (of a day, after a date), `moment` (noon), `clock word` (Uhr), `meridiem`, `past` (half past)
- `at`, `lead` (on, by), `for`, `this`, `next`, `in`, `of`, `the`, `and`, `or`, `to`, `from`, `until`
- `every`, `adverb` (daily), `of the month` (whether of every), `done` (after completion), `remind`, `before`
- the empty kind: words that mean nothing here, whatever they are made of
"""

from functools import cache
from types import ModuleType
from typing import Any, Literal

from msgspec import Struct

Language = Literal["en", "de"]
Meaning = tuple[str, Any]
PRIORITIES = {"p1": "urgent", "p2": "high", "p3": "medium", "p4": "low", "p0": "none"}
_ABBREVIATED = frozenset({"weekday", "weekday?", "month", "unit"})
_SHORT = 5


class Words(Struct, frozen=True):
    """`meanings` by word in lower case; `phrases` by their first word, the longest first; the rest as in the
    tables."""

    meanings: dict[str, Meaning]
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]]
    parts: dict[str, int]
    ordinals: frozenset[str]
    meridiems: dict[str, int]
    dotted: bool
    month_first: bool
    afternoon: tuple[int, ...]
    addresses: bool
    capitalised: frozenset[str]
    holds: frozenset[str]
    amounts: frozenset[str]
    followers: frozenset[str]


@cache
def of(language: Language) -> Words:
    """The words of a language; loaded when first asked for."""
    if language == "de":
        from farthing.domain.quickadd import words_de

        return _ready(words_de)
    from farthing.domain.quickadd import words_en

    return _ready(words_en)


def _ready(table: ModuleType) -> Words:
    return Words(
        meanings=_meanings(table.WORDS),
        phrases=_phrases(table.PHRASES),
        parts=_each(table.WORDS["part"]),
        ordinals=frozenset(table.ORDINALS),
        meridiems=_each(table.WORDS["meridiem"]),
        dotted=table.DOTTED,
        month_first=table.MONTH_FIRST,
        afternoon=table.AFTERNOON,
        addresses=table.ADDRESSES,
        capitalised=frozenset(table.CAPITALISED),
        holds=frozenset(table.HOLDS),
        amounts=frozenset(table.AMOUNTS),
        followers=frozenset(table.FOLLOWERS),
    )


def _each(words: dict[str, Any]) -> dict[str, Any]:
    """The words one by one: those of one meaning stand together."""
    return {word: value for alike, value in words.items() for word in alike.split()}


def _meanings(table: dict[str, dict[str, Any]]) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for kind, words in table.items():
        for word, value in _each(words).items():
            found.setdefault(word, (kind, value))
            if kind in _ABBREVIATED and len(word) <= _SHORT:
                found.setdefault(f"{word}.", (kind, value))
    for sign, priority in PRIORITIES.items():
        for spelling in (sign, sign.replace("p", "!"), sign.replace("p", "!!")):
            found[spelling] = ("priority", priority)
    return found


def _phrases(table: dict[str, dict[str, Any]]) -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for kind, phrases in table.items():
        for phrase, value in phrases.items():
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, (kind, value)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found
