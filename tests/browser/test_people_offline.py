"""A person who has signed in and not out comes in again where nobody can be asked; and in German."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.conftest import person
from tests.browser.gateway import Gateway
from tests.browser.people import PASSWORD, Somebody
from tests.browser.server import Server

BANNER = "document.querySelector('#banner').textContent"
# Has the page lose its patience when it is told to, and not before.
PATIENCE = """
  globalThis.asked = [];
  globalThis.lose = () => asked.forEach((each) => each.abort());
  AbortSignal.timeout = () => asked[asked.push(new AbortController()) - 1].signal;
"""
ANSWERS = ("**/api/**", "**/config.json", "**/oauth2/**")


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("offline") / "data", "--accounts", "open")
    yield server
    server.stop()


@pytest.fixture
def own(browser: Browser) -> Iterator[BrowserContext]:
    with person(browser, service_workers="block") as context:
        yield context


def _cut(context: BrowserContext) -> None:
    for pattern in ANSWERS:
        context.route(pattern, lambda route: route.abort())


def _mend(context: BrowserContext) -> None:
    for pattern in ANSWERS:
        context.unroute(pattern)


def _goes_on(somebody: Somebody) -> None:
    """Comes in without the network, adds a task, and has it sent when the network is back."""
    _cut(somebody.page.context)
    somebody.goto().page.reload()
    somebody.is_in()
    expect(somebody.banner).to_contain_text("cannot be reached")
    somebody.add("Buy stamps")
    expect(somebody.titles.filter(has_text="Buy stamps")).to_be_visible()
    _mend(somebody.page.context)
    somebody.try_now()


def test_with_accounts(house: Server, own: BrowserContext) -> None:
    ada = Somebody(own, house.url)
    ada.page.goto(house.set_up_link())
    ada.register("Ada Lovelace", "ada@example.org")
    ada.is_in()
    _goes_on(ada)
    ada.page.reload()
    expect(ada.is_in().titles).to_have_text(["Buy stamps"])


def test_at_cognito(gateway: Gateway, own: BrowserContext) -> None:
    ada = Somebody(own, gateway.url).goto()
    ada.gate.get_by_role("button", name="Sign in", exact=True).click()
    ada.page.get_by_role("link", name="Continue").click()
    ada.is_in()
    _goes_on(ada)


def test_where_the_session_has_ended_meanwhile_nothing_is_lost(house: Server, own: BrowserContext) -> None:
    ada = Somebody(own, house.url)
    ada.page.goto(house.set_up_link())
    ada.register("Ada Lovelace", "ada@example.org")
    ada.is_in()
    own.clear_cookies()
    ada.goto()
    ada.page.reload()
    ada.is_in()
    expect(ada.banner).to_contain_text("You are signed out.")
    ada.add("Buy stamps")
    ada.page.get_by_role("button", name="Sign in again").click()
    expect(ada.gate.get_by_label("E-mail")).to_have_value("ada@example.org")
    ada.sign_in("ada@example.org")
    expect(ada.banner).to_be_empty()
    expect(ada.titles).to_have_text(["Buy stamps"])


def test_a_server_that_never_says_who_is_in_is_not_waited_for_without_end(
    house: Server, own: BrowserContext
) -> None:
    own.add_init_script(PATIENCE)
    ada = Somebody(own, house.url)
    ada.page.goto(house.set_up_link())
    ada.register("Ada Lovelace", "ada@example.org")
    ada.is_in()
    own.route("**/api/session", lambda _: None)
    ada.goto().page.reload()
    ada.is_in()
    ada.add("Buy stamps")
    ada.page.wait_for_function(f"() => {{ lose(); return {BANNER}.includes('cannot be reached') }}")
    own.unroute("**/api/session")
    ada.page.evaluate("lose()")  # what it may have asked again meanwhile
    ada.try_now()


def test_a_space_opens_while_nobody_says_who_may_do_what_there(house: Server, own: BrowserContext) -> None:
    ada = Somebody(own, house.url)
    ada.page.goto(house.set_up_link())
    ada.register("Ada Lovelace", "ada@example.org")
    ada.make_space("Boat").add("Caulk the hull")
    ada.page.wait_for_load_state("networkidle")
    own.route("**/api/spaces/*", lambda _: None)
    ada.page.reload()
    expect(ada.is_in().titles).to_have_text(["Caulk the hull"])
    expect(ada.page.locator(".space-note")).to_contain_text("Boat")


def test_who_learns_late_that_they_may_do_something_else_in_a_space_sees_it_and_keeps_what_they_typed(
    house: Server, own: BrowserContext
) -> None:
    ada = Somebody(own, house.url)
    ada.page.goto(house.set_up_link())
    ada.register("Ada Lovelace", "ada@example.org")
    ada.make_space("Boat").add("Caulk the hull")
    ada.page.wait_for_load_state("networkidle")
    asked: list[Route] = []
    own.route("**/api/spaces/*", lambda route: asked.append(route))
    ada.page.reload()
    ada.is_in()
    ada.page.keyboard.press("q")
    ada.page.keyboard.type("Buy rope")
    note = ada.page.locator(".space-note")
    for role, said in (("viewer", "not change it"), ("editor", "see what you do")):
        ada.eventually(lambda: len(asked), 1)
        space = {"spaceId": ada.page.url.partition("space=")[2].partition("#")[0], "name": "Boat"}
        asked.pop().fulfill(json=space | {"role": role, "version": 1})
        expect(note).to_contain_text(said)
    expect(ada.page.get_by_label("New task")).to_have_value("Buy rope")
    expect(ada.titles).to_have_text(["Caulk the hull"])


def test_in_german(house: Server, browser: Browser) -> None:
    with person(browser, locale="de-DE") as context:
        ada = Somebody(context, house.url)
        page, gate = ada.page, ada.gate
        page.goto(house.set_up_link())
        expect(gate.get_by_role("heading")).to_have_text("Farthing einrichten")
        gate.get_by_label("Dein Name").fill("Ada Lovelace")
        gate.get_by_label("E-Mail").fill("ada@example.org")
        gate.get_by_label("Passwort").fill(PASSWORD)
        gate.get_by_role("button", name="Konto anlegen").click()
        page.get_by_role("button", name="Konto: Ada Lovelace").click()
        page.get_by_role("button", name="Abmelden", exact=True).click()
        gate.get_by_label("E-Mail").fill("ada@example.org")
        gate.get_by_label("Passwort").fill("nicht das Passwort")
        gate.get_by_role("button", name="Anmelden").click()
        expect(gate.get_by_role("alert")).to_have_text("Die E-Mail-Adresse oder das Passwort ist falsch.")
        gate.get_by_label("Passwort").fill(PASSWORD)
        gate.get_by_role("button", name="Anmelden").click()
        page.get_by_role("button", name="Personen").click()
        page.get_by_role("button", name="Neuer Bereich").click()
        page.get_by_role("dialog", name="Neuer Bereich").get_by_label("Name").fill("Boot")
        page.get_by_role("button", name="Speichern", exact=True).click()
        expect(page.locator(".space-note")).to_contain_text("Geteilt:")
        page.get_by_role("button", name="Personen").click()
        people = page.get_by_role("dialog", name="Personen in „Boot“")
        expect(people.get_by_text("Inhaber:in")).to_be_visible()
        people.get_by_label("Rolle").select_option(label="Kann nur ansehen")
        people.get_by_role("button", name="Link erstellen").click()
        expect(people.get_by_role("region", name="Offene Einladungen")).to_contain_text("kann ansehen, bis")
        assert ada.complaints == []
