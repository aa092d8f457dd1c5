"""Somebody in front of the page who has an account: what they do to come in."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.app import App
from tests.browser.conftest import person
from tests.browser.server import Server

PASSWORD = "a wren in the hedge"
# A tab that is asleep while others tell what they do.
DEAF = "Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} })"
OF_THE_DEVICE = {"farthing.config", "farthing.language", "farthing.theme"}
KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name),
]"""


class Somebody(App):
    """A browser of one person's own."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        super().__init__(context.new_page(), url)

    def goto(self, place: str = "#/all") -> "Somebody":
        """Open an address of the page without expecting anybody to be in."""
        self.page.goto(f"{self.url}/{place}")
        return self

    @property
    def gate(self) -> Locator:
        return self.page.locator("dialog.gate")

    def register(self, name: str, email: str, password: str = PASSWORD) -> None:
        self.gate.get_by_label("Your name").fill(name)
        self.gate.get_by_label("E-mail").fill(email)
        self.gate.get_by_label("Password").fill(password)
        self.gate.get_by_role("button", name="Create account").click()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.gate.get_by_label("E-mail").fill(email)
        self.gate.get_by_label("Password").fill(password)
        self.gate.get_by_role("button", name="Sign in").click()

    def is_in(self) -> "Somebody":
        """Wait until the tasks are there."""
        expect(self.gate).to_be_hidden()
        expect(self.page.get_by_role("button", name="Account: ")).to_be_visible()
        self.ready()
        return self

    def account(self) -> Locator:
        self.page.get_by_role("button", name="Account: ").click()
        dialog = self.page.get_by_role("dialog", name="Account")
        expect(dialog).to_be_visible()
        return dialog

    def make_space(self, name: str) -> "Somebody":
        """Make a space, and be in it."""
        self.is_in().people().get_by_role("button", name="New space").click()
        form = self.page.get_by_role("dialog", name="New space")
        form.get_by_label("Name").fill(name)
        form.get_by_role("button", name="Save").click()
        expect(self.page.locator(".space-note")).to_contain_text(name)
        return self.is_in()

    def kept(self) -> set[str]:
        """The names of all that the browser keeps, once nobody is in any more."""
        expect(self.gate).to_be_visible()
        return set(self.page.evaluate(KEPT))

    def people(self) -> Locator:
        self.page.get_by_role("button", name="People").click()
        dialog = self.page.locator("dialog.note[open]")
        expect(dialog).to_be_visible()
        return dialog


def set_up(house: Server, browser: Browser) -> Any:
    """What the browser of Ada has, once she has set up a server with accounts."""
    with person(browser) as context:
        ada = Somebody(context, house.url)
        ada.page.goto(house.set_up_link())
        ada.register("Ada Lovelace", "ada@example.org")
        ada.is_in()
        return context.storage_state()
