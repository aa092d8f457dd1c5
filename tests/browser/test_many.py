"""A thousand tasks: all can be reached though few are on the page, and it goes on working."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


def test_a_long_list_has_on_the_page_what_can_be_seen(server: Server, tab: Opener) -> None:
    server.add_many(f"Task {number}" for number in range(1000))
    app = tab()
    expect(app.page.get_by_role("link", name="All tasks")).to_have_text("All tasks1000")
    expect(app.rows.first).to_have_attribute("aria-setsize", "1000")
    assert app.rows.count() < 100
    first = app.titles.first.inner_text()
    seen = set(app.titles.all_inner_texts())
    while not app.page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight"):
        app.page.evaluate("scrollBy(0, 900)")
        app.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        seen |= set(app.titles.all_inner_texts())
    assert seen == {f"Task {number}" for number in range(1000)}
    app.add("and one more")
    expect(app.row("and one more")).to_be_in_viewport()
    app.done("and one more").check()
    eventually(lambda: server.task("and one more")["status"], "done")
    app.page.evaluate("scrollTo(0, 0); dispatchEvent(new Event('online'))")  # something to show at once
    expect(app.row(first)).to_be_in_viewport()
    app.page.keyboard.press("j")
    expect(app.row("and one more")).to_be_in_viewport()  # where one was


def test_pages_are_shown_as_they_come(server: Server, tab: Opener) -> None:
    server.add_many(f"Task {number}" for number in range(250))
    app = tab()
    passed: list[bool] = []  # whether a page had tasks of this test: some have only what was deleted before

    def one_page(route: Route) -> None:
        if any(passed):
            return route.abort()
        answer = route.fetch()
        passed.append(any(task["deletedAt"] is None for task in answer.json()["tasks"]))
        return route.fulfill(response=answer)

    app.page.route("**/api/sync?*", one_page)
    app.forget()
    app.page.reload()
    expect(app.banner).to_contain_text("cannot be reached")
    expect(app.page.get_by_role("link", name="All tasks")).to_have_text(
        re.compile(r"All tasks(1?\d?\d|200)$")
    )
    app.page.unroute("**/api/sync?*")
    app.try_now()
    expect(app.page.get_by_role("link", name="All tasks")).to_have_text("All tasks250")
    app.problems.clear()  # the browser notes the call in vain
