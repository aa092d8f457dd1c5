"""Write what is generated: `make docs`. A test holds each file to the code."""

import importlib.resources
import textwrap
from pathlib import Path

from msgspec import json

from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.openapi import document
from tests.cli import reference

ROOT = Path(__file__).parents[2]
ZONES = '''"""The names of the time zones (IANA): a list, because the functions on AWS carry no zone files.

A test holds it to the pinned `tzdata`; `make docs` writes it anew.
"""

ZONES = frozenset(
    """
{names}
""".split()
)
'''


def openapi() -> str:
    return json.format(json.encode(document(LOCAL_ROUTES)), indent=2).decode() + "\n"


def zones() -> str:
    names = sorted((importlib.resources.files("tzdata") / "zones").read_text().split())
    return ZONES.format(names="\n".join(textwrap.wrap(" ".join(names), 106)))


GENERATED = {
    "docs/openapi.json": openapi,
    "docs/cli.md": reference.page,
    "src/farthing/domain/zones.py": zones,
}

if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).write_text(text())
