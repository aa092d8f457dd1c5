"""Write what is generated: `make docs`. A test holds each file to the code."""

import importlib.resources
import textwrap
from pathlib import Path
from typing import Any

from msgspec import json

from farthing.domain.quickadd import words, words_de, words_en
from farthing.domain.quickadd.words import PRIORITIES, Language
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


def quickadd_words() -> str:
    """The words of quick add, for readers of lines in other languages than Python."""
    tables = {language: _table(language) for language in QUICKADD}
    return json.format(json.encode({"priorities": PRIORITIES, **tables}), indent=2).decode() + "\n"


def page_words(language: Language) -> str:
    """The same for the page, ready for look-ups: `meanings` are `[kind, value, what says it…]`."""
    known = words.of(language)
    phrases = [entry for entries in known.phrases.values() for entry in entries]
    meanings: dict[str, list[Any]] = {}
    for said, (kind, value) in [*known.meanings.items(), *((" ".join(said), it) for said, it in phrases)]:
        meanings.setdefault(repr((kind, value)), [kind.replace(" ", "-"), value]).append(said)
    table = {
        **{name: value for name, value in _table(language).items() if name not in ("words", "phrases")},
        "parts": list(known.parts.items()),
        "meanings": list(meanings.values()),
    }
    return "{\n" + ",\n".join(f'"{name}": {_lines(value)}' for name, value in table.items()) + "\n}\n"


def _lines(value: Any) -> str:
    """As JSON; of a list of lists each on a line of its own."""
    nested = isinstance(value, list) and isinstance(value[0], list)
    return "[\n" + ",\n".join(map(_lines, value)) + "\n]" if nested else json.encode(value).decode()


def _table(language: str) -> dict[str, Any]:
    table = QUICKADD[language]
    return {name.lower(): getattr(table, name) for name in dir(table) if name.isupper()}


GENERATED = {
    "docs/openapi.json": openapi,
    "docs/cli.md": reference.page,
    "docs/quickadd/words.json": quickadd_words,
    "src/farthing/domain/zones.py": zones,
    "src/farthing/web/quick/en.json": lambda: page_words("en"),
    "src/farthing/web/quick/de.json": lambda: page_words("de"),
}

if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).write_text(text())
