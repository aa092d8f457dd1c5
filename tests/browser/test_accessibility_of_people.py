"""Nothing of what the page has for people who sign in stands in anybody's way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import NARROW, in_every_look, on_a_phone
from tests.browser.conftest import person
from tests.browser.gateway import Gateway
from tests.browser.people import Somebody, set_up
from tests.browser.people_sights import HOSTED, OUTSIDE, WITHIN
from tests.browser.server import Server


@pytest.fixture(scope="module")
def cookies(house: Server, browser: Browser) -> Any:
    return set_up(house, browser)


@pytest.fixture(scope="module")
def ids(house: Server, browser: Browser, cookies: Any) -> dict[str, str]:
    """Of what Ada has: her account by what its button is called, and a space with a task in it."""
    with somebody(browser, house.url, storage_state=cookies) as ada:
        ada.goto().make_space("Boat").add("Caulk the hull")
        ada.page.wait_for_load_state("networkidle")
        session = ada.page.request.get(f"{house.url}/api/session").json()
        space = ada.page.url.partition("space=")[2].partition("#")[0]
        return {"account": "Account: Ada Lovelace", "ada": session["person"]["userId"], "space": space}


@contextmanager
def somebody(browser: Browser, url: str, **taste: Any) -> Iterator[Somebody]:
    with person(browser, **taste) as context:
        ada = Somebody(context, url)
        yield ada
        assert ada.complaints == []


def test_every_sight_within_is_for_everybody(
    house: Server, browser: Browser, cookies: Any, ids: dict[str, str], axe: str
) -> None:
    with somebody(browser, house.url, storage_state=cookies) as ada:
        assert in_every_look(ada, WITHIN, ids, axe) == {}


def test_every_sight_within_fits_a_narrow_phone(
    house: Server, browser: Browser, cookies: Any, ids: dict[str, str], axe: str
) -> None:
    with somebody(browser, house.url, storage_state=cookies, **NARROW) as ada:
        assert on_a_phone(ada, WITHIN, ids, axe) == {}


def test_every_sight_of_the_gate_is_for_everybody(
    house: Server, browser: Browser, ids: Any, axe: str
) -> None:
    with somebody(browser, house.url) as ada:
        assert in_every_look(ada, OUTSIDE, ids, axe) == {}
    with somebody(browser, house.url, **NARROW) as ada:
        assert on_a_phone(ada, OUTSIDE, ids, axe) == {}


def test_every_sight_of_hosted_sign_in_is_for_everybody(gateway: Gateway, browser: Browser, axe: str) -> None:
    with somebody(browser, gateway.url) as ada:
        assert in_every_look(ada, HOSTED, {}, axe) == {}
    with somebody(browser, gateway.url, **NARROW) as ada:
        assert on_a_phone(ada, HOSTED, {}, axe) == {}
