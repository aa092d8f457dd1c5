"""Hostile names of people and spaces, and broken invitations: shown as text, executed nowhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import person
from tests.browser.hostile import ADDRESSES, assert_nothing_ran, packed, watch
from tests.browser.people import Somebody, set_up
from tests.browser.server import Server


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("hostile") / "data", "--accounts", "invite")
    yield server
    server.stop()


def came_through(somebody: Somebody) -> None:
    """Nothing ran; that the server knows nothing of what was made up is no problem."""
    somebody.page.wait_for_load_state("networkidle")
    somebody.problems[:] = somebody.complaints
    assert_nothing_ran(somebody)


def test_in_the_names_of_people_and_spaces(house: Server, browser: Browser) -> None:
    adas, bobs = packed(100)[:2]
    space = packed(200)[0]
    with person(browser) as hers, person(browser) as his:
        ada, bob = Somebody(hers, house.url), Somebody(his, house.url)
        ada.page.goto(house.set_up_link())
        watch(ada)
        ada.register(adas, "ada@example.org")
        ada.is_in()
        expect(ada.page.get_by_role("button", name="Account: ")).to_contain_text(adas)
        ada.make_space(space)
        expect(ada.page.locator(".spaces .name").last).to_have_text(space)
        people = ada.people()
        people.get_by_role("button", name="Make a link").click()
        bob.page.goto(people.get_by_label("Link of the invitation").input_value())
        watch(bob)
        bob.register(bobs, "bob@example.org")
        offer = bob.page.get_by_role("dialog", name=f"Join “{space}”")
        expect(offer).to_contain_text(f"{adas} invites you")
        offer.get_by_role("button", name="Join").click()
        expect(bob.page.locator(".space-note")).to_contain_text(space)
        ada.page.reload()
        expect(ada.is_in().people().get_by_role("listitem").filter(has_text=bobs)).to_be_visible()
        came_through(ada)
        for address in ("?space=x%26tasks=y#/all", "?space=..#/all", "?space=__proto__#/all"):
            bob.goto(address)
            expect(bob.page.locator("#tasks")).to_be_attached()
            came_through(bob)
        bob.goto("")
        bob.is_in()
        for secret in ADDRESSES[::5]:
            bob.page.evaluate("(address) => (location.hash = address)", f"#/join/{secret}")
            useless = bob.page.locator("dialog[aria-labelledby=join-name]")
            useless.get_by_role("button", name="Close").click()
        came_through(bob)


def test_a_broken_invitation_keeps_nobody_out(house: Server, browser: Browser) -> None:
    set_up(house, browser)
    with person(browser) as hers:
        ada = Somebody(hers, house.url)
        ada.goto("#/join/%E0%A4%A")
        ada.gate.get_by_role("button", name="I have an account").click()
        ada.sign_in("ada@example.org")
        expect(ada.page.get_by_role("dialog", name="This invitation")).to_be_visible()
        assert ada.complaints == []
