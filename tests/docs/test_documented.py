"""What there is, is documented: settings, errors, routes."""

import re

from farthing.config import PREFIX, Settings
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.openapi import document
from farthing.http.problems import STATUS
from tests.docs.generate import ROOT


def rows(page: str) -> list[list[str]]:
    """The cells of the tables of a page."""
    lines = (ROOT / "docs" / page).read_text().splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_every_setting_is_documented_with_its_default() -> None:
    def shown(value: object) -> str:
        text = str(int(value)) if isinstance(value, bool) else str(value) if value else ""
        return f"`{text}`" if text else ""

    expected = {
        f"`{PREFIX}{name.upper()}`": shown(getattr(Settings(), name)) for name in Settings.__struct_fields__
    }
    assert {row[0]: row[1] for row in rows("settings.md")} == expected


def test_every_error_is_documented_with_its_status() -> None:
    assert {row[0].strip("`"): int(row[1]) for row in rows("api.md")} == STATUS


def test_every_route_of_the_api_is_described() -> None:
    described = {
        (method.upper(), path)
        for path, methods in document(LOCAL_ROUTES)["paths"].items()
        for method in methods
    }
    assert described == {(route.method, route.path) for route in LOCAL_ROUTES if route.door == "api"}


def test_what_is_said_to_be_shown_is_shown_by_a_test_that_is_there() -> None:
    page = (ROOT / "docs" / "what-people-ask-for.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", page)
    assert len(named) >= 15
    for file, test in named:
        source = (ROOT / file).read_text()
        assert not test or f"def {test}(" in source, (file, test)
