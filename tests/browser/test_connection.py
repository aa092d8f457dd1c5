"""The server is away, slow or strange: the page says so, keeps what was done, and makes up for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.browser.troubles import REFRESH
from tests.contract.eventually import eventually


@pytest.fixture
def outage(server: Server, app: App) -> Iterator[App]:
    """A page that has shown its sheet before its server died; at the end it runs again."""
    app.details().dialog.get_by_role("button", name="Cancel").click()
    server.stop()
    yield app
    if not server.runs:
        server.start()
    app.problems.clear()  # the browser notes every call in vain


def test_what_is_done_meanwhile_is_kept_and_sent(outage: App, server: Server) -> None:
    outage.add("Buy milk")
    expect(outage.banner).to_contain_text(
        "Farthing cannot be reached. One change is kept here and will be sent."
    )
    expect(outage.row("Buy milk")).to_contain_text("Not sent yet")
    outage.edit("Buy milk").write(description="two litres", labels="shop").save()
    outage.done("Buy milk").check()
    expect(outage.banner).to_contain_text("3 changes are kept here and will be sent.")
    server.start()
    outage.try_now()
    expect(outage.row("Buy milk")).not_to_contain_text("Not sent yet")
    task = server.task("Buy milk")
    assert (task["description"], task["labels"], task["status"]) == ("two litres", ["shop"], "done")


def test_it_tries_again_by_itself(server: Server, tab: Opener, clocked: BrowserContext) -> None:
    app = tab(within=clocked)
    app.page.clock.install()
    server.stop()
    try:
        app.add("Buy milk")
        expect(app.banner).to_contain_text("cannot be reached")
    finally:
        server.start()
    app.page.clock.run_for(6_000)
    expect(app.banner).to_be_empty()
    eventually(server.titles, ["Buy milk"])
    app.problems.clear()  # the browser notes every call in vain


def test_asked_while_it_fails_it_tries_again_at_once(
    server: Server, tab: Opener, clocked: BrowserContext
) -> None:
    app, held = tab(within=clocked), list[Route]()
    app.page.clock.install()
    app.page.clock.pause_at("2031-05-02")
    app.page.route("**/api/sync", lambda route: held.append(route), times=1)
    app.add("Buy milk")
    app.eventually(lambda: len(held), 1)
    app.page.evaluate(REFRESH)
    held[0].abort()
    expect(app.banner).to_contain_text("cannot be reached")
    app.page.clock.run_for(100)
    app.eventually(server.titles, ["Buy milk"])
    app.problems.clear()  # the browser notes the call in vain


def test_a_page_opened_in_an_outage_shows_what_it_had_and_reads_the_rest_later(
    server: Server, tab: Opener
) -> None:
    server.add("Water the fern")
    app = tab()
    expect(app.titles).to_have_text(["Water the fern"])
    app.page.route("**/api/**", lambda route: route.abort())
    server.add("Buy milk")
    app.page.reload()
    expect(app.banner).to_contain_text("Farthing cannot be reached.")
    expect(app.titles).to_have_text(["Water the fern"])
    app.page.unroute("**/api/**")
    app.try_now()
    expect(app.titles).to_have_text(["Water the fern", "Buy milk"])
    app.problems.clear()  # the browser notes every call in vain


def test_unsent_changes_outlive_a_reload(server: Server, app: App) -> None:
    app.page.route("**/api/**", lambda route: route.abort())
    app.add("Buy milk")
    expect(app.banner).to_contain_text("One change is kept")
    app.page.reload()
    expect(app.row("Buy milk")).to_contain_text("Not sent yet")
    app.page.unroute("**/api/**")
    app.try_now()
    assert server.titles() == ["Buy milk"]
    app.problems.clear()  # the browser notes every call in vain


def test_an_answer_that_was_lost_does_not_do_it_twice(server: Server, app: App) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    app.page.route("**/api/sync", lose, times=1)
    app.add("Buy milk")
    expect(app.banner).to_contain_text("One change is kept")
    assert server.titles() == ["Buy milk"]
    app.try_now()
    expect(app.titles).to_have_text(["Buy milk"])
    assert server.titles() == ["Buy milk"]
    app.page.route("**/api/sync", lose, times=1)
    app.edit("Buy milk").write(title="Buy oat milk").save()
    expect(app.banner).to_contain_text("One change is kept")
    app.try_now()
    expect(app.titles).to_have_text(["Buy oat milk"])
    assert server.task("Buy oat milk")["version"] == 2
    app.problems.clear()  # the browser notes the lost answers


@pytest.mark.parametrize(
    "answer", [{"status": 503}, {"status": 200, "body": "<h1>Log in to the train's WiFi</h1>"}]
)
def test_what_is_no_answer_is_tried_again(server: Server, app: App, answer: dict[str, Any]) -> None:
    app.page.route("**/api/sync", lambda route: route.fulfill(**answer), times=1)
    app.add("Buy milk")
    expect(app.banner).to_contain_text("One change is kept")
    app.try_now()
    assert server.titles() == ["Buy milk"]
    app.problems.clear()  # the browser notes the 503


def test_a_pull_that_is_refused_says_why(app: App) -> None:
    problem = {"status": 403, "code": "forbidden", "detail": "this needs the scope 'read'"}
    app.page.route("**/api/sync?*", lambda route: route.fulfill(status=403, json=problem), times=1)
    app.page.reload()
    expect(app.banner).to_contain_text("This needs the scope 'read'.")
    app.try_now()
    app.problems.clear()  # the browser notes the 403
