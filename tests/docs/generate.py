"""Write what is generated: `make docs`. A test holds each file to the code."""

import importlib.resources
import textwrap
from pathlib import Path
from typing import Any

from msgspec import json

from farthing.domain.quickadd import words_de, words_en
from farthing.domain.quickadd.words import PRIORITIES
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.openapi import document
from tests.cli import reference

ROOT = Path(__file__).parents[2]
ZONES = '''"""The time zones (IANA) by the rule that they follow now, as POSIX writes it: data, because the
functions on AWS carry no zone files.

A test holds it to the pinned `tzdata`; `make docs` writes it anew.
"""

_RULES = {{
{rules}
}}
ZONES = {{name: rule for rule, names in _RULES.items() for name in names.split()}}
'''


def openapi() -> str:
    return json.format(json.encode(document(LOCAL_ROUTES)), indent=2).decode() + "\n"


def zones() -> str:
    tzdata = importlib.resources.files("tzdata")
    names: dict[str, list[str]] = {}
    for name in sorted((tzdata / "zones").read_text().split()):
        rule = (tzdata / "zoneinfo" / name).read_bytes().splitlines()[-1].decode()
        names.setdefault(rule, []).append(name)
    rules = [
        "\n".join([f'    "{rule}": """', *textwrap.wrap(" ".join(names[rule]), 106), '""",'])
        for rule in sorted(names)
    ]
    return ZONES.format(rules="\n".join(rules))


QUICKADD = {"en": words_en, "de": words_de}
PAGE_WORDS = """// Written by `make docs` from the table of the server, domain/quickadd/words_{language}.py.

export default {{
{entries}
}};
"""


def quickadd_words() -> str:
    """The words of quick add, for readers of lines in other languages than Python."""
    tables = {language: _table(language) for language in QUICKADD}
    return json.format(json.encode({"priorities": PRIORITIES, **tables}), indent=2).decode() + "\n"


def page_words(language: str) -> str:
    """The same for the page, which pays for each byte: lists are one text, and words of one meaning too."""
    table = _table(language)
    words, phrases = table.pop("words"), table.pop("phrases")
    entries = [f"  {name}: {_literal(value)}," for name, value in table.items()]
    kinds = [f"    '{kind.replace(' ', '-')}': {_alike(words, phrases, kind)}," for kind in words | phrases]
    return PAGE_WORDS.format(language=language, entries="\n".join([*entries, "  kinds: {", *kinds, "  },"]))


def _alike(words: dict[str, Any], phrases: dict[str, Any], kind: str) -> str:
    """`{"tomorrow|tmrw":1}`: what is said, and what that means."""
    found: dict[str, Any] = {}
    for said, value in words.get(kind, {}).items():
        found.setdefault(repr(value), (value, []))[1].extend(said.split())
    for said, value in phrases.get(kind, {}).items():
        found.setdefault(repr(value), (value, []))[1].append(said)
    return json.encode({"|".join(said): value for value, said in found.values()}).decode()


def _table(language: str) -> dict[str, Any]:
    table = QUICKADD[language]
    return {name.lower(): getattr(table, name) for name in dir(table) if name.isupper()}


def _literal(value: Any) -> str:
    words = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return json.encode(" ".join(value) if words else value).decode()


GENERATED = {
    "docs/openapi.json": openapi,
    "docs/cli.md": reference.page,
    "docs/quickadd/words.json": quickadd_words,
    "src/farthing/domain/zones.py": zones,
    "src/farthing/web/quick/words-en.js": lambda: page_words("en"),
    "src/farthing/web/quick/words-de.js": lambda: page_words("de"),
}

if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).write_text(text())
