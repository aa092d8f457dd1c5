"""The page as people see it: what it shows, and what they do with it."""

from collections.abc import Callable
from typing import Any, TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.contract.eventually import eventually

Seen = TypeVar("Seen")


class App:
    """One open page. `problems` gathers what its console and its security policy complain of."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.problems: list[str] = []
        page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._note(str(error)))

    def eventually(self, look: Callable[[], Seen], expected: Seen) -> None:
        """Wait for what is seen elsewhere, while this page's requests go on being answered by a test."""

        def pumping() -> Seen:
            self.page.wait_for_timeout(1)
            return look()

        eventually(pumping, expected)

    def _note(self, problem: str) -> None:
        self.problems.append(problem)

    @property
    def complaints(self) -> list[str]:
        """The page's problems, but for the browser's notes on calls that were refused or stopped."""
        return [problem for problem in self.problems if "Failed to load resource" not in problem]

    def forget(self) -> None:
        """Have the browser keep nothing of what was done before, on this address of no page yet."""
        cdp = self.page.context.new_cdp_session(self.page)
        cdp.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "indexeddb"})
        cdp.detach()

    def open(self, place: str = "all") -> "App":
        """Open the page, and wait until everything is read."""
        self.page.goto(f"{self.url}/#/{place}")
        return self.ready()

    def reload(self) -> "App":
        self.page.reload()
        return self.ready()

    def ready(self) -> "App":
        """Wait until everything is read, and the page can do all that it can."""
        expect(self.page.locator("body")).to_have_attribute("data-ready", "")
        expect(self.page.locator("#tasks")).to_have_attribute("aria-busy", "false")
        expect(self.page.locator("#view[aria-busy=true]")).to_have_count(0)
        return self

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def rows(self) -> Locator:
        return self.page.get_by_role("list", name="Tasks").get_by_role("listitem")

    @property
    def titles(self) -> Locator:
        return self.page.locator("#tasks .title")

    def row(self, title: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_text(title, exact=True))

    def done(self, title: str) -> Locator:
        return self.page.get_by_role("checkbox", name=f"Done: {title}")

    def add(self, title: str) -> None:
        self.page.get_by_label("Title of the new task").fill(title)
        self.page.get_by_role("button", name="Add", exact=True).click()

    def details(self) -> "Form":
        """The form for a new task."""
        self.page.get_by_role("button", name="Details", exact=True).click()
        return self.form()

    def edit(self, title: str) -> "Form":
        self.page.get_by_role("button", name=f"Edit: {title}").press("Enter")
        return self.form()

    def delete(self, title: str) -> None:
        self.row(title).hover()
        self.page.get_by_role("button", name=f"Delete: {title}").click()

    def form(self) -> "Form":
        return Form(self.page.get_by_role("dialog", name="task"))

    def go(self, place: str) -> None:
        self.page.get_by_role("navigation", name="Lists").get_by_role("link", name=place).click()
        expect(self.heading).to_have_text(place)

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toast")

    def undo(self) -> None:
        self.page.get_by_role("button", name="Undo").click()

    @property
    def banner(self) -> Locator:
        return self.page.locator("#banner .message")

    def try_now(self) -> None:
        """Ask the page to try again, and wait until it is in step with the server."""
        self.page.locator("#banner .retry").dispatch_event("click")  # the page may just do so by itself
        expect(self.banner).to_be_empty()

    def show(self, which: str) -> None:
        self.page.get_by_role("group", name="Show").get_by_role("radio", name=which, exact=True).check()


class Form:
    """The form of a task, for a new one or to edit one."""

    def __init__(self, dialog: Locator) -> None:
        self.dialog = dialog
        expect(dialog).to_be_visible()

    def field(self, name: str) -> Locator:
        return self.dialog.get_by_label(name, exact=True)

    def write(self, **texts: str) -> "Form":
        """Fill in fields, named as their labels with `_` for a space."""
        for name, text in texts.items():
            field = self.field(name.replace("_", " ").capitalize())
            if field.evaluate("field => field.localName") == "select":
                field.select_option(text)
            else:
                field.fill(text)
        return self

    def status(self, name: str) -> "Form":
        self.dialog.get_by_role("radio", name=name).check()
        return self

    @property
    def said(self) -> Locator:
        """What it says of what was done."""
        return self.dialog.locator(".said")

    def button(self, name: str) -> Locator:
        return self.dialog.get_by_role("button", name=name, exact=True)

    def save(self) -> None:
        self.dialog.get_by_role("button", name="Save").click()

    def error(self, field: str) -> str:
        """The message that a screen reader reads with the field."""
        ids: Any = self.field(field).get_attribute("aria-describedby")
        return " ".join(
            self.dialog.locator(f"#{id}.error").inner_text() for id in ids.split() if "error" in id
        )
