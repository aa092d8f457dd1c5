"""Nothing of the page stands in anybody's way, by axe and otherwise; where people sign in, see
test_accessibility_of_people.py."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import NARROW, PHONE, SMALL_TARGETS, in_every_look, on_a_phone, overflow
from tests.browser.conftest import Opener, person
from tests.browser.furnished import furnish as furnish_all
from tests.browser.server import Server
from tests.browser.sights import SIGHTS
from tests.browser.troubles import TROUBLES


def furnish(server: Server) -> None:
    """A page with something of everything."""
    list_id = server.add_list("House")
    server.add("Reply to the landlord", priority="urgent", dueDate="2020-01-01", labels=["letters"])
    server.add("Renew the passport", status="doing", description="Two photographs.", priority="high")
    server.add("Plant the bulbs", listId=list_id, dueDate="2031-05-02", priority="low")
    server.add("Water the fern", status="done")


def test_every_sight_is_for_everybody(server: Server, tab: Opener, axe: str) -> None:
    ids = furnish_all(server)
    app = tab("today")
    found = in_every_look(app, SIGHTS | TROUBLES, ids, axe)
    server.clear()
    app.problems[:] = app.complaints
    assert found == {}


def test_every_sight_fits_a_narrow_phone_in_either_direction(
    server: Server, tab: Opener, browser: Browser, axe: str
) -> None:
    ids = furnish_all(server)
    with person(browser, **NARROW) as context:
        app = tab("today", within=context)
        found = on_a_phone(app, SIGHTS | TROUBLES, ids, axe)
    server.clear()
    app.problems[:] = app.complaints
    assert found == {}


def test_a_phone_has_room_for_it_all(server: Server, tab: Opener, browser: Browser) -> None:
    furnish(server)
    server.add_list("A" * 200)
    server.add(
        "W" * 500,
        description="x" * 500,
        labels=["y" * 50] * 1 + ["Rindfleischetikettierung"],
        dueDate="2031-05-02",
    )
    with person(browser, **PHONE) as context:
        app = tab(within=context)
        assert (overflow(app), app.page.evaluate(SMALL_TARGETS)) == (0, [])
        app.page.get_by_role("button", name="Lists").click()
        expect(app.page.get_by_role("link", name="House")).to_be_visible()
        assert (overflow(app), app.page.evaluate(SMALL_TARGETS)) == (0, [])
        app.page.get_by_role("link", name="House").click()
        expect(app.page.get_by_role("link", name="House")).to_be_hidden()
        expect(app.titles).to_have_text(["Plant the bulbs"])
        app.titles.first.tap()
        form = app.form()
        assert (overflow(app), app.page.evaluate(SMALL_TARGETS)) == (0, [])
        assert form.dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
        form.write(title="Plant all bulbs").save()
        expect(app.titles).to_have_text(["Plant all bulbs"])
        app.page.get_by_role("button", name="Delete: Plant all bulbs").tap()
        app.toast.get_by_role("button", name="Undo").tap()
        expect(app.titles).to_have_text(["Plant all bulbs"])


def test_text_at_twice_the_size_fits(server: Server, tab: Opener, browser: Browser) -> None:
    furnish(server)
    with person(browser, viewport={"width": 720, "height": 800}) as context:
        app = tab(within=context)
        app.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(app) == 0
        form = app.edit("Plant the bulbs")
        assert form.dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0


@pytest.mark.parametrize(("taste", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_ask(tab: Opener, browser: Browser, taste: str, moves: bool) -> None:
    with person(browser, reduced_motion=taste) as context:
        app = tab(within=context)
        durations = app.page.evaluate(
            "[...document.querySelectorAll('*')].map((part) => getComputedStyle(part).transitionDuration)"
        )
        assert any(duration not in ("0s", "") for duration in durations) is moves


def test_what_happens_is_said(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    status = app.page.get_by_role("status")
    app.add("Buy milk")
    expect(status.filter(has_text="Added “Buy milk”")).to_have_count(1)
    app.done("Buy milk").check()
    expect(status.filter(has_text="Done: “Buy milk”")).to_have_count(1)
    app.page.get_by_label("Search the tasks").fill("fern")
    expect(status.filter(has_text="1 task matches")).to_have_count(1)
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("link", name="All tasks")).to_have_attribute("aria-current", "page")
