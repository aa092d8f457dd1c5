"""The page as somebody meets it who opens its address at CloudFront, in a browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import person
from tests.browser.people import Somebody
from tests.cloud.deployed import PASSWORD, Deployed
from tests.cloud.front import Front
from tests.contract.eventually import eventually

EMAIL = "joan@example.org"

pytestmark = pytest.mark.xdist_group("deployed")


@pytest.fixture(scope="module")
def front(deployed: Deployed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    front = Front(deployed, tmp_path_factory.mktemp("front"))
    yield front
    front.stop()


@pytest.fixture
def joan(browser: Browser, deployed: Deployed, front: Front) -> Iterator[Somebody]:
    with person(browser, proxy={"server": front.url}, ignore_https_errors=True) as context:
        joan = Somebody(context, deployed.outputs["PageUrl"].rstrip("/"))
        yield joan
        assert joan.complaints == []


def sign_in(somebody: Somebody) -> None:
    somebody.gate.get_by_role("button", name="Sign in", exact=True).click()
    somebody.page.get_by_label("Username").fill(EMAIL)
    somebody.page.get_by_role("button", name="Next").click()
    somebody.page.get_by_label(f"Password for {EMAIL}").fill(PASSWORD)
    somebody.page.get_by_role("button", name="Sign in").click()
    somebody.is_in()


def test_somebody_signs_in_keeps_tasks_and_signs_out(deployed: Deployed, joan: Somebody) -> None:
    deployed.register(EMAIL)
    joan.goto()
    expect(joan.gate).to_be_visible()
    sign_in(joan)
    assert joan.page.url == f"{joan.url}/#/all"
    for title in ("Water the fern", "Buy stamps"):
        joan.add(title)
    joan.done("Water the fern").check()
    joan.delete("Buy stamps")
    expect(joan.row("Buy stamps")).to_have_count(0)

    joan.page.reload()
    joan.is_in()
    joan.show("All")
    expect(joan.titles).to_have_text(["Water the fern"])
    expect(joan.done("Water the fern")).to_be_checked()
    api = deployed.sign_in(EMAIL).api

    def kept() -> list[tuple[str, str]]:
        return [(task["title"], task["status"]) for task in api("GET", "/tasks").json["tasks"]]

    eventually(kept, [("Water the fern", "done")])
    expect(joan.page.locator("#syncing")).not_to_have_class(re.compile("shown"))  # the page knows it, too

    joan.account().get_by_role("button", name="Sign out", exact=True).click()
    expect(joan.gate).to_be_visible()
    joan.page.reload()
    expect(joan.gate).to_be_visible()
    assert "refresh" not in joan.page.evaluate("JSON.stringify({...localStorage})")
