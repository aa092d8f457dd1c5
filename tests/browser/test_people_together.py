"""Two people share a space on the page, from the invitation to leaving: with the server's own routes, where
only those who are invited may register."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import person
from tests.browser.people import Somebody
from tests.browser.server import Server


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("together") / "data", "--accounts", "invite")
    yield server
    server.stop()


def test_from_the_invitation_to_leaving(house: Server, browser: Browser) -> None:
    with person(browser) as hers, person(browser) as theirs:
        ada, grace = Somebody(hers, house.url), Somebody(theirs, house.url)
        ada.page.goto(house.set_up_link())
        ada.register("Ada Lovelace", "ada@example.org")
        ada.make_space("Boat")
        ada.add("Caulk the hull")

        people = ada.people()
        people.get_by_role("button", name="Make a link").click()
        link = people.get_by_label("Link of the invitation").input_value()
        expect(people.get_by_role("region", name="Open invitations")).to_contain_text("Whoever has the link")
        people.get_by_role("button", name="Close").click()

        grace.goto()  # nobody invited her yet, as far as the page knows
        expect(grace.gate.get_by_role("button", name="Create an account")).to_have_count(0)
        grace.page.goto(link)
        grace.page.reload()
        grace.register("Grace Hopper", "grace@example.org")
        offer = grace.page.get_by_role("dialog", name="Join “Boat”")
        expect(offer).to_contain_text("Ada Lovelace invites you")
        offer.get_by_role("button", name="Join").click()
        grace.is_in()
        expect(grace.titles).to_have_text(["Caulk the hull"])
        grace.add("Buy rope")

        ada.page.reload()
        expect(ada.is_in().titles).to_have_text(["Caulk the hull", "Buy rope"])
        people = ada.people()
        expect(people.get_by_text("Grace Hopper")).to_be_visible()
        people.get_by_label("Part of Grace Hopper").select_option("viewer")
        expect(people.get_by_label("Part of Grace Hopper")).to_have_value("viewer")

        grace.page.reload()
        grace.is_in()
        expect(grace.page.get_by_role("button", name="Add", exact=True)).to_be_hidden()
        grace.people().get_by_role("button", name="Leave").click()
        grace.page.get_by_role("button", name="Leave", exact=True).last.click()
        grace.page.wait_for_url(f"{house.url}/#/all")
        expect(grace.is_in().titles).to_have_count(0)
        assert (ada.complaints, grace.complaints) == ([], [])
