"""A thousand tasks: all are shown, and the page goes on working."""

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


def test_every_page_of_a_long_list_is_shown(server: Server, tab: Opener) -> None:
    titles = {f"Task {number}" for number in range(1000)}
    server.add_many(titles)
    app = tab()
    expect(app.rows).to_have_count(1000)
    assert set(app.titles.all_inner_texts()) == titles
    app.done("Task 500").check()
    app.page.get_by_label("Search the tasks").fill("task 77")
    expect(app.titles).to_have_count(19)
    app.page.get_by_label("Search the tasks").fill("")
    app.add("and one more")
    expect(app.rows).to_have_count(1000)
    expect(app.row("and one more")).to_be_in_viewport()
    eventually(lambda: server.task("and one more")["status"], "todo")
    assert server.task("Task 500")["status"] == "done"


def test_pages_are_shown_as_they_come(server: Server, tab: Opener) -> None:
    server.add_many(f"Task {number}" for number in range(250))
    app = tab()
    app.page.route("**/api/tasks?limit=200&cursor=*", lambda route: route.abort())
    app.page.reload()
    expect(app.banner).to_contain_text("cannot be reached")
    assert 0 < app.rows.count() < 250
    app.page.unroute("**/api/tasks?limit=200&cursor=*")
    app.try_now()
    expect(app.rows).to_have_count(250)
    app.problems.clear()  # the browser notes the call in vain
