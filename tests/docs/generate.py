"""Write what is generated: `make docs`. A test holds each file to the code."""

import importlib.resources
import textwrap
from pathlib import Path

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


def quickadd_words() -> str:
    """The words of quick add, for readers of lines in other languages than Python."""
    tables = {"en": words_en, "de": words_de}
    of_languages = {
        language: {name.lower(): getattr(table, name) for name in dir(table) if name.isupper()}
        for language, table in tables.items()
    }
    return json.format(json.encode({"priorities": PRIORITIES, **of_languages}), indent=2).decode() + "\n"


GENERATED = {
    "docs/openapi.json": openapi,
    "docs/cli.md": reference.page,
    "docs/quickadd/words.json": quickadd_words,
    "src/farthing/domain/zones.py": zones,
}

if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).write_text(text())
