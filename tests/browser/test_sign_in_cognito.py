"""Signing in at hosted pages, against a stand-in that holds the page to OAuth 2 with PKCE."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import person
from tests.browser.gateway import Gateway
from tests.browser.people import DEAF, OF_THE_DEVICE, Somebody

GRACE = ("0190f3c4-0000-7000-8000-00000000000b", "grace@example.org")


@pytest.fixture
def own(browser: Browser) -> Iterator[BrowserContext]:
    with person(browser) as context:
        yield context


@pytest.fixture
def ada(gateway: Gateway, own: BrowserContext) -> Iterator[Somebody]:
    ada = Somebody(own, gateway.url)
    yield ada
    assert ada.complaints == []


def through(somebody: Somebody) -> Somebody:
    """To the hosted pages, and back."""
    somebody.gate.get_by_role("button", name="Sign in", exact=True).click()
    somebody.page.get_by_role("link", name="Continue").click()
    return somebody.is_in()


def test_people_sign_in_where_they_were_going_and_the_address_is_clean(ada: Somebody) -> None:
    ada.goto("#/inbox")
    expect(ada.gate).to_be_visible()
    through(ada)
    assert ada.page.url == f"{ada.url}/#/inbox"
    expect(ada.heading).to_have_text("Inbox")
    ada.add("Water the fern")
    expect(ada.titles).to_have_text(["Water the fern"])
    expect(ada.page.get_by_role("button", name="Account: ada@example.org")).to_be_visible()
    ada.page.go_back()
    ada.page.go_forward()
    ada.is_in()


def test_a_reload_and_another_tab_need_no_sign_in(
    ada: Somebody, gateway: Gateway, own: BrowserContext
) -> None:
    through(ada.goto())
    ada.page.reload()
    ada.is_in()
    other = Somebody(own, gateway.url).goto().is_in()
    expected = ["authorization_code", "refresh_token", "refresh_token"]
    ada.eventually(lambda: gateway.hosted.granted, expected)
    gateway.hosted.forget_access()
    for each in (ada, other):
        each.add(f"One of tab {each is ada}")
    for each in (ada, other):
        expect(each.banner).to_be_empty()
        expect(each.titles).to_have_count(2)
    kept = ada.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "refresh" in kept
    assert "access" not in kept


def test_tokens_are_renewed_before_they_end_and_once_when_refused(ada: Somebody, gateway: Gateway) -> None:
    gateway.hosted.lifetime = 30  # sooner than the page waits for
    through(ada.goto())
    ada.eventually(lambda: "refresh_token" in gateway.hosted.granted, True)
    assert gateway.refused == []
    gateway.hosted.lifetime = 3600
    ada.page.reload()
    ada.is_in()
    gateway.hosted.forget_access()
    ada.add("Buy stamps")
    expect(ada.titles).to_have_text(["Buy stamps"])
    ada.eventually(lambda: len(gateway.refused) > 0, True)
    expect(ada.banner).to_be_empty()
    assert len(gateway.refused) == len(set(gateway.refused)), "what is renewed is not refused again"


def test_when_all_is_over_changes_wait_for_the_next_sign_in(ada: Somebody, gateway: Gateway) -> None:
    through(ada.goto())
    gateway.hosted.forget_all()
    ada.add("Buy stamps")
    expect(ada.banner).to_have_text("You are signed out. One change is kept here and will be sent.")
    ada.page.on("dialog", lambda dialog: dialog.accept())
    ada.page.get_by_role("button", name="Sign in again").click()
    through(ada)
    expect(ada.titles).to_have_text(["Buy stamps"])
    expect(ada.banner).to_be_empty()


def test_another_persons_sign_in_never_takes_what_waits(ada: Somebody, gateway: Gateway) -> None:
    through(ada.goto())
    gateway.hosted.forget_all()
    ada.add("A secret of Ada's")
    expect(ada.banner).to_contain_text("One change is kept here")
    gateway.hosted.person = GRACE
    ada.page.on("dialog", lambda dialog: dialog.accept())
    ada.page.get_by_role("button", name="Sign in again").click()
    through(ada)
    expect(ada.page.get_by_role("button", name="Account: grace@example.org")).to_be_visible()
    expect(ada.titles).to_have_count(0)


def test_signing_out_revokes_and_ends_the_hosted_session_in_all_tabs(
    ada: Somebody, gateway: Gateway, own: BrowserContext
) -> None:
    through(ada.goto())
    other = Somebody(own, gateway.url).goto().is_in()
    asleep = Somebody(own, gateway.url)
    asleep.page.add_init_script(DEAF)
    asleep.goto().is_in()
    ada.account().get_by_role("button", name="Sign out", exact=True).click()
    expect(ada.gate).to_be_visible()
    assert len(gateway.hosted.revoked) == 1
    assert gateway.hosted.farewells == 1
    assert ada.kept() <= OF_THE_DEVICE
    assert other.kept() <= OF_THE_DEVICE
    asleep.add("Too late")
    expect(asleep.banner).to_contain_text("You are signed out")


def test_an_answer_that_was_not_asked_for_signs_nobody_in(ada: Somebody, gateway: Gateway) -> None:
    ada.goto("?code=stolen&state=forged")
    expect(ada.gate).to_be_visible()
    assert gateway.hosted.granted == []
    assert ada.page.url == f"{ada.url}/"


def test_a_refusal_is_said_in_place(ada: Somebody, gateway: Gateway) -> None:
    gateway.hosted.denied = True
    ada.goto("#/inbox")
    ada.gate.get_by_role("button", name="Sign in").click()
    ada.page.get_by_role("link", name="Continue").click()
    expect(ada.gate.get_by_role("alert")).to_have_text("Sign-in was not finished: access denied.")
    assert ada.page.url == f"{ada.url}/#/inbox"
    gateway.hosted.denied = False
    through(ada)


def test_a_token_for_another_page_is_refused(ada: Somebody, gateway: Gateway) -> None:
    ada.goto()
    ada.gate.get_by_role("button", name="Sign in").click()
    expect(ada.page.get_by_role("link", name="Continue")).to_be_visible()
    for asked in gateway.hosted.codes.values():
        asked["nonce"] = "another"
    ada.page.get_by_role("link", name="Continue").click()
    expect(ada.gate.get_by_role("alert")).to_contain_text("not for this page")
