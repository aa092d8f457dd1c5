"""Signing in where this Farthing keeps the accounts itself."""

import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import person
from tests.browser.people import DEAF, OF_THE_DEVICE, PASSWORD, Somebody
from tests.browser.server import Server

ADA = "ada@example.org"
GRACE = "grace@example.org"
New = Callable[..., Somebody]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Server]:
    """A server with accounts, which Ada has set up and Grace has found."""
    server = Server(tmp_path_factory.mktemp("house") / "data", "--accounts", "open")
    link = server.set_up_link()
    with person(browser) as context:
        ada = Somebody(context, server.url)
        ada.page.goto(link)
        expect(ada.gate.get_by_role("heading")).to_have_text("Set up Farthing")
        ada.register("Ada Lovelace", ADA)
        ada.is_in()
        assert "setup" not in ada.page.url
    with person(browser) as context:
        grace = Somebody(context, server.url).goto()
        grace.gate.get_by_role("button", name="Create an account").click()
        grace.register("Grace Hopper", GRACE)
        grace.is_in()
    yield server
    server.stop()


@pytest.fixture
def new(house: Server, browser: Browser) -> Iterator[New]:
    """Opens the page in a browser of somebody's own; `within` another one's, as a second tab."""
    contexts, opened = [], []

    def open(place: str = "#/all", within: BrowserContext | None = None, **options: object) -> Somebody:
        if within is None:
            manager = person(browser, **options)
            contexts.append(manager)
            within = manager.__enter__()
        somebody = Somebody(within, house.url)
        opened.append(somebody)
        return somebody.goto(place)

    yield open
    for manager in contexts:
        manager.__exit__(None, None, None)
    assert [each.complaints for each in opened if each.complaints] == []


def test_people_sign_in_where_they_were_going_and_out_again(new: New) -> None:
    ada = new("#/inbox")
    expect(ada.page.get_by_text("Reading your tasks")).to_be_hidden()
    ada.sign_in(ADA)
    ada.is_in()
    expect(ada.heading).to_have_text("Inbox")
    ada.add("Water the fern")
    expect(ada.titles).to_contain_text(["Water the fern"])
    ada.page.reload()
    ada.is_in()
    expect(ada.titles).to_contain_text(["Water the fern"])
    ada.account().get_by_role("button", name="Sign out", exact=True).click()
    expect(ada.gate).to_be_visible()
    assert (
        ada.page.evaluate("Object.keys(sessionStorage).filter(key => /outbox|composer|drafts/.test(key))")
        == []
    )
    ada.sign_in(GRACE)
    ada.is_in()
    expect(ada.titles).to_have_count(0)


def test_of_one_who_signs_out_the_browser_keeps_nothing_but_looks_and_language(new: New) -> None:
    ada = new("#/settings")
    ada.sign_in(ADA)
    ada.is_in()
    ada.page.get_by_label("Theme").select_option("Dark")
    ada.page.get_by_label("A week begins on").select_option("Sunday")
    ada.page.get_by_role("checkbox", name="Single keys").uncheck()
    ada.page.get_by_label("Language").select_option("Deutsch")
    expect(ada.heading).to_have_text("Einstellungen")
    ada.page.get_by_label("Sprache").select_option("English")
    expect(ada.heading).to_have_text("Settings")
    ada.make_space("House")
    ada.page.get_by_label("Title of the new task").fill("Half a line")
    expect(ada.page.locator(".spaces").get_by_role("link", name="House")).to_be_visible()
    ada.account().get_by_role("button", name="Sign out", exact=True).click()
    question = ada.page.get_by_role("dialog", name="One change has not been sent")
    question.get_by_role("button", name="Sign out").click()
    assert ada.kept() == OF_THE_DEVICE


def test_what_is_wrong_is_said_in_place(new: New) -> None:
    ada = new()
    ada.gate.get_by_role("button", name="Sign in").click()
    expect(ada.gate.get_by_text("Fill this in.")).to_have_count(2)
    expect(ada.gate.get_by_label("E-mail")).to_be_focused()
    ada.sign_in(ADA, "not the password")
    expect(ada.gate.get_by_role("alert")).to_contain_text("wrong")
    ada.gate.get_by_role("button", name="Create an account").click()
    ada.register("Ada", ADA, "short")
    expect(ada.gate.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    ada.register("Ada", ADA)
    expect(ada.gate.get_by_role("alert")).not_to_be_empty()


def test_too_many_tries_have_to_wait(new: New) -> None:
    nobody = new()
    nobody.page.route(
        "**/api/session",
        lambda route: (
            route.fulfill(status=429, headers={"Retry-After": "40"}, json={"detail": "too many"})
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    nobody.sign_in(ADA)
    expect(nobody.gate.get_by_role("alert")).to_have_text("Too many tries; try again in 40 seconds.")


def test_password_managers_find_their_way(new: New) -> None:
    ada = new()
    kinds = "form => [...form.elements].map(each => each.autocomplete).filter(Boolean)"
    assert ada.gate.locator("form").evaluate(kinds) == ["username", "current-password", "one-time-code"]
    ada.gate.get_by_role("button", name="Create an account").click()
    assert ada.gate.locator("form").evaluate(kinds) == ["name", "username", "new-password"]


def test_a_session_that_ends_in_the_middle_loses_nothing(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.is_in()
    ada.page.context.clear_cookies()
    ada.add("Buy stamps")
    expect(ada.banner).to_have_text("You are signed out. One change is kept here and will be sent.")
    ada.page.get_by_role("button", name="Sign in again").click()
    expect(ada.gate.get_by_label("E-mail")).to_have_value(ADA)
    ada.gate.get_by_role("button", name="Not now").click()
    expect(ada.titles.filter(has_text="Buy stamps")).to_be_visible()
    ada.page.get_by_role("button", name="Sign in again").click()
    ada.sign_in(ADA)
    expect(ada.banner).to_be_empty()
    ada.page.reload()
    expect(ada.titles.filter(has_text="Buy stamps")).to_be_visible()


def test_what_one_person_did_is_never_sent_as_anothers(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.is_in()
    ada.page.add_init_script(DEAF)
    ada.page.reload()
    ada.is_in()
    other = new(within=ada.page.context)
    other.is_in().account().get_by_role("button", name="Sign out", exact=True).click()
    other.sign_in(GRACE)
    other.is_in()
    sent: list[str] = []
    ada.page.on("request", lambda request: sent.append(request.method))
    ada.add("A secret of Ada's")
    expect(ada.banner).to_contain_text("You are signed out. One change is kept here")
    assert "PUT" not in sent
    ada.page.on("dialog", lambda dialog: dialog.accept())
    ada.page.get_by_role("button", name="Sign in again").click()
    ada.is_in()
    expect(ada.page.get_by_role("button", name="Account: Grace Hopper")).to_be_visible()
    expect(ada.titles.filter(has_text="A secret")).to_have_count(0)
    ada.account().get_by_role("button", name="Sign out", exact=True).click()
    ada.sign_in(ADA)
    ada.is_in().go("All tasks")
    expect(ada.titles.filter(has_text="A secret of Ada's")).to_be_visible()


def test_who_signs_out_is_out_in_every_tab(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.make_space("House")
    ada.add("Sweep the chimney")
    other = new(within=ada.page.context)
    other.is_in().page.get_by_label("Title of the new task").fill("Half a line")
    ada.account().get_by_role("button", name="Sign out", exact=True).click()
    expect(ada.gate).to_be_visible()
    assert other.kept() <= OF_THE_DEVICE
    expect(other.titles).to_have_count(0)


def test_signing_out_warns_of_what_was_not_sent(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.is_in()
    ada.page.route("**/api/sync", lambda route: route.abort())
    ada.add("Never sent")
    expect(ada.banner).to_contain_text("One change is kept here")
    account = ada.account()
    account.get_by_role("button", name="Sign out", exact=True).click()
    question = ada.page.get_by_role("dialog", name="One change has not been sent")
    question.get_by_role("button", name="Cancel").click()
    expect(account).to_be_visible()
    account.get_by_role("button", name="Sign out", exact=True).click()
    question.get_by_role("button", name="Sign out").click()
    expect(ada.gate).to_be_visible()


def test_signing_out_warns_of_what_was_not_sent_in_other_spaces(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.make_space("House")
    ada.page.context.route("**/api/sync*", lambda route: route.abort())
    ada.add("Never sent")
    ada.add("Nor this")
    expect(ada.banner).to_contain_text("2 changes are kept here")
    ada.page.locator(".spaces").get_by_role("link", name="Personal").click()
    ada.page.wait_for_url(re.compile(r"/#/all$"))
    ada.is_in().account().get_by_role("button", name="Sign out", exact=True).click()
    expect(ada.page.get_by_role("dialog", name="2 changes have not been sent")).to_be_visible()


def test_signing_out_warns_of_what_is_still_typed(new: New) -> None:
    ada = new()
    ada.sign_in(ADA)
    ada.is_in().page.get_by_label("Title of the new task").fill("Half a line")
    ada.details().write(title="Half a task").dialog.press("Escape")
    account = ada.account()
    account.get_by_role("button", name="Sign out", exact=True).click()
    question = ada.page.get_by_role("dialog", name="One change has not been sent")
    question.get_by_role("button", name="Cancel").click()
    expect(account).to_be_visible()


def test_a_password_is_changed_and_a_second_factor_goes_on_and_off(new: New) -> None:
    grace = new()
    grace.sign_in(GRACE)
    account = grace.is_in().account()
    account.get_by_label("Present password").fill("wrong wrong wrong")
    account.get_by_label("New password").fill("another wren entirely")
    account.get_by_role("button", name="Change password").click()
    expect(account.get_by_role("alert").filter(has_text="wrong")).to_be_visible()
    account.get_by_label("Present password").fill(PASSWORD)
    account.get_by_role("button", name="Change password").click()
    expect(account.get_by_text("Your password is changed")).to_be_visible()

    account.get_by_label("Your password").fill("another wren entirely")
    account.get_by_role("button", name="Set it up").click()
    secret = account.locator("code").inner_text().replace(" ", "")
    uri = account.get_by_role("link", name="Open in an authenticator").get_attribute("href")
    assert uri is not None
    assert uri.startswith("otpauth://totp/")
    assert secret in uri
    account.get_by_label("Code").fill("000000")
    account.get_by_role("button", name="Switch on").click()
    expect(account.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    totp = pyotp.TOTP(secret)
    account.get_by_label("Code").fill(totp.now())
    account.get_by_role("button", name="Switch on").click()
    expect(account.get_by_text("It is on.")).to_be_visible()

    account.get_by_role("button", name="Sign out everywhere").click()
    grace.sign_in(GRACE, "another wren entirely")
    expect(grace.gate.get_by_label("Code")).to_be_focused()
    grace.gate.get_by_label("Code").fill("12")
    grace.gate.get_by_role("button", name="Sign in").click()
    expect(grace.gate.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
