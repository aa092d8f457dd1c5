"""What axe finds (nothing), on the states the page can be in, in the light, in the dark and on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.furnished import furnish as furnish_all
from tests.browser.server import Server
from tests.browser.sights import SIGHTS, leave

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TASTES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
}
# So high that of a sheet nothing lies half under what sticks to its edges, which axe would have in full.
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 320, "height": 800}}
# What a person may ask of the page, and the rules of axe that this can break.
LOOKS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "light": ({"color_scheme": "light", "contrast": "no-preference"}, RULES),
    "dark": ({"color_scheme": "dark", "contrast": "no-preference"}, ["color-contrast"]),
    "contrast": ({"color_scheme": "light", "contrast": "more"}, ["color-contrast-enhanced"]),
    "dark contrast": ({"color_scheme": "dark", "contrast": "more"}, ["color-contrast-enhanced"]),
}
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea')]
  .filter((target) => target.checkVisibility() && target.getBoundingClientRect().width > 4)
  .filter((target) => !target.matches('p a'))
  .map((target) => target.closest('.switch, .choice label, .calendar td') ?? target)
  .filter((target) => !target.matches('.skip'))
  .map((target) => [target, target.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([target]) => target.outerHTML)"""


@pytest.fixture(params=TASTES)
def someone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with person(browser, **TASTES[request.param]) as context:
        yield context


def findings(app: App, axe: str, rules: list[str] = RULES) -> list[str]:
    """What axe has to say, a line each, of everything that is in sight."""
    if not app.page.evaluate("'axe' in window"):
        app.page.evaluate(axe)
    result = app.page.evaluate("rules => axe.run(document, { runOnly: rules })", rules)
    return [
        f"{found['id']}: {node['html']}: {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(app: App) -> int:
    """How many pixels the page is wider than its window."""
    wider: int = app.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


# Of what the device has now a page hears with a frame, and shows it with the next.
TOLD = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def furnish(server: Server) -> None:
    """A page with something of everything."""
    list_id = server.add_list("House")
    server.add("Reply to the landlord", priority="urgent", dueDate="2020-01-01", labels=["letters"])
    server.add("Renew the passport", status="doing", description="Two photographs.", priority="high")
    server.add("Plant the bulbs", listId=list_id, dueDate="2031-05-02", priority="low")
    server.add("Water the fern", status="done")


def test_nothing_stands_in_anybodys_way(
    server: Server, tab: Opener, someone: BrowserContext, axe: str
) -> None:
    furnish(server)
    app = tab(within=someone)
    app.show("All")
    app.done("Renew the passport").check()
    expect(app.toast).to_be_visible()
    assert findings(app, axe) == []
    form = app.edit("Plant the bulbs").write(title="")
    form.save()
    expect(form.field("Title")).to_have_attribute("aria-invalid", "true")
    assert findings(app, axe) == []
    app.page.keyboard.press("Escape")
    app.page.keyboard.press("?")
    assert findings(app, axe) == []
    app.page.keyboard.press("Escape")
    app.page.goto(f"{server.url}/#/trash")
    expect(app.heading).to_have_text("Trash")
    assert findings(app, axe) == []


def test_every_sight_is_for_everybody(server: Server, tab: Opener, axe: str) -> None:
    ids = furnish_all(server)
    app = tab("today")
    found = {}
    for sight, go in SIGHTS.items():
        go(app, ids)
        for look, (taste, rules) in LOOKS.items():
            app.page.emulate_media(**taste)
            app.page.evaluate(TOLD)
            found[f"{sight}, {look}"] = findings(app, axe, rules)
        leave(app)
    server.clear()
    assert {sight: what for sight, what in found.items() if what} == {}


def test_every_sight_fits_a_narrow_phone_in_either_direction(
    server: Server, tab: Opener, browser: Browser, axe: str
) -> None:
    ids = furnish_all(server)
    found = {}
    with person(browser, **NARROW) as context:
        app = tab("today", within=context)
        for sight, go in SIGHTS.items():
            go(app, ids)
            found[sight] = findings(app, axe) + app.page.evaluate(SMALL_TARGETS)
            for direction in ("rtl", "ltr"):
                app.page.evaluate("direction => document.dir = direction", direction)
                found[sight] += [f"{direction}: wider by {overflow(app)} px"] if overflow(app) else []
            leave(app)
    server.clear()
    assert {sight: what for sight, what in found.items() if what} == {}


def test_nor_in_trouble(server: Server, tab: Opener, someone: BrowserContext, axe: str) -> None:
    task = server.add("Buy milk")
    app = tab(within=someone)
    form = app.edit("Buy milk").write(title="Buy oat milk")
    server.call("PATCH", f"tasks/{task['taskId']}", {"title": "Buy goat milk"})
    form.save()
    expect(app.page.get_by_role("dialog", name="Which shall it be?")).to_be_visible()
    assert findings(app, axe) == []
    app.page.get_by_role("button", name="Take theirs").click()
    app.page.route("**/api/**", lambda route: route.abort())
    app.add("Buy bread")
    expect(app.banner).to_contain_text("cannot be reached")
    assert findings(app, axe) == []
    app.problems.clear()  # the browser notes every call in vain


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
