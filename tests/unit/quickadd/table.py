"""The phrases and how each is to be read: data, which the page's own parser is held to as well."""

from datetime import datetime
from typing import Any

from msgspec import Struct, json

from farthing.domain.quickadd.words import Language
from tests.docs.generate import ROOT


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """`expected` has what the reading has, without its spans; a `trap` is full of words that are no signs."""

    text: str
    language: Language
    now: datetime
    expected: dict[str, Any]
    trap: bool = False


class _Table(Struct, frozen=True):
    phrases: list[Phrase]


PHRASES = json.decode((ROOT / "tests/data/quickadd_phrases.json").read_bytes(), type=_Table).phrases
