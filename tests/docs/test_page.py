"""The keys that the documentation tells of are those of the page."""

import json
import re

from tests.docs.generate import ROOT

WEB = ROOT / "src" / "farthing" / "web"
COMMAND = re.compile(r"\{ id: '(\w+)', keys: \[([^\]]+)\]")


def commands() -> dict[str, list[str]]:
    """The keys of each command, by its id."""
    source = (WEB / "parts" / "commands.js").read_text()
    goes = re.search(r"GOES = \{([^}]+)\}", source)
    assert goes
    found = {id: re.findall(r"'([^']+)'", keys) for id, keys in COMMAND.findall(source)}
    return found | {f"go.{place}": [f"g {key}"] for key, place in re.findall(r"(\w): '(\w+)'", goes[1])}


def test_every_key_is_documented() -> None:
    said = json.loads((WEB / "texts" / "en" / "keys.json").read_text())
    page = (ROOT / "docs" / "page.md").read_text()
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", page, re.M)
    assert rows == [
        (", ".join(f"`{key}`" for key in keys), said[f"do.{id}"]) for id, keys in commands().items()
    ]
