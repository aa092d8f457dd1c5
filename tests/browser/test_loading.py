"""What is loaded takes its time, or cannot be had: the page says so, and has it when it is there."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.app import App
from tests.browser.conftest import person
from tests.browser.server import Server

LATER = ["texts/en/views.json", "views/trash.js"]
SHEET = ["texts/en/task.json", "views/task.js"]


@contextmanager
def missing(app: App, path: str) -> Iterator[None]:
    """While a file cannot be had. The browser notes each time that it was asked for."""
    app.page.route(f"**/{path}", lambda route: route.abort())
    yield
    app.page.unroute(f"**/{path}")
    app.problems.clear()


def leave_open(_: Route) -> None:
    """A call that nobody ever answers."""


def reload(app: App) -> None:
    expect(app.toast).to_contain_text("could not be loaded")
    app.page.get_by_role("button", name="Reload").click()


@pytest.mark.parametrize("path", LATER)
def test_a_view_that_could_not_be_had_is_there_after_a_reload(app: App, path: str) -> None:
    with missing(app, path):
        app.page.evaluate("location.hash = '#/trash'")
        expect(app.toast).to_be_visible()
    reload(app)
    expect(app.page.get_by_text("The trash is empty")).to_be_visible()


def test_words_that_could_not_be_had_are_asked_for_by_the_next_who_needs_them(app: App) -> None:
    with missing(app, "texts/en/views.json"):
        app.page.evaluate("location.hash = '#/trash'")
        expect(app.toast).to_be_visible()
    app.page.evaluate("location.hash = '#/outbox'")
    expect(app.page.get_by_text("Everything has reached the server.")).to_be_visible()


@pytest.mark.parametrize("path", SHEET)
def test_a_sheet_comes_with_what_was_to_be_in_it(app: App, path: str) -> None:
    app.page.get_by_label("Title of the new task").fill("Water the fern")
    with missing(app, path):
        app.page.get_by_role("button", name="Details", exact=True).click()
        expect(app.toast).to_be_visible()
    reload(app)
    expect(app.form().field("Title")).to_have_value("Water the fern")


def test_what_a_key_opens_says_so_too(app: App) -> None:
    with missing(app, "views/palette.js"):
        app.page.keyboard.press("Control+k")
        expect(app.toast).to_be_visible()
    reload(app)
    app.ready().page.keyboard.press("Control+k")
    expect(app.page.get_by_role("dialog", name="Commands")).to_be_visible()


def test_without_its_styles_a_view_is_there_all_the_same(app: App) -> None:
    with missing(app, "styles/views.css"):
        app.page.evaluate("location.hash = '#/trash'")
        expect(app.page.get_by_text("The trash is empty")).to_be_visible()


def test_on_a_first_visit_there_are_words_until_the_tasks_are_there(server: Server, browser: Browser) -> None:
    """Later a shape of lines stands there, for the moment that it takes."""
    server.add("Water the fern")
    with person(browser) as context:
        app = App(context.new_page(), server.url)
        app.page.route("**/api/**", leave_open)
        for hidden in ("none", "inset(50%)"):
            app.page.goto(f"{app.url}/#/all")
            words = app.page.get_by_text("Farthing keeps your tasks")
            expect(words).to_have_css("clip-path", hidden)
            app.page.goto("about:blank")
        app.page.unroute("**/api/**")
        app.open()
        expect(app.row("Water the fern")).to_be_visible()
        expect(words).to_be_hidden()
