"""The places that show tasks otherwise than line by line: the board and the calendar; and the days ahead."""

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.days import day, today
from tests.browser.furnished import ARABIC
from tests.browser.server import Server
from tests.contract.eventually import eventually


def column(app: App, name: str) -> Locator:
    return app.page.locator(".column").filter(has=app.page.get_by_role("heading", name=name))


def test_today_has_what_is_overdue_first(server: Server, tab: Opener) -> None:
    server.add("Today", dueDate=day(0), priority="urgent")
    server.add("Yesterday", dueDate=day(-1))
    server.add("Tomorrow", dueDate=day(1))
    server.add("Whenever")
    app = tab("today")
    expect(app.titles).to_have_text(["Yesterday", "Today"])
    expect(app.page.locator(".heading h2")).to_have_text(["Overdue 1", f"Today · {today():%A %-d %B} 1"])
    app.add("New")
    eventually(lambda: server.task("New")["dueDate"], day(0))
    app.done("Yesterday").check()
    expect(app.page.get_by_role("link", name="Today")).to_have_text("Today2")


def test_a_task_becomes_overdue_while_it_is_looked_at(
    server: Server, tab: Opener, clocked: BrowserContext
) -> None:
    server.add("Call the bank", dueDate="2026-11-21T09:00:00[Europe/Berlin]")
    app = tab(within=clocked)
    app.page.clock.set_fixed_time("2026-11-21T07:59:00Z")
    app.reload()
    expect(app.row("Call the bank")).to_contain_text("Due today 09:00")
    app.page.clock.set_fixed_time("2026-11-21T08:01:00Z")
    app.page.evaluate("dispatchEvent(new Event('online'))")
    expect(app.row("Call the bank")).to_contain_text("Overdue")


def test_a_board_has_what_was_done_last(server: Server, tab: Opener) -> None:
    for number in range(51):
        server.add(f"Task {number}", status="done" if number else "todo")
    app = tab("all/board")
    done = column(app, "Done").locator(".task")
    expect(done).to_have_count(50)
    app.done("Task 0").check()
    expect(done.filter(has_text="Task 0")).to_have_count(1)
    expect(done).to_have_count(50)


def test_upcoming_goes_by_days(server: Server, tab: Opener) -> None:
    for ahead in (1, 3, 40):
        server.add(f"In {ahead}", dueDate=day(ahead))
    app = tab("upcoming")
    expect(app.titles).to_have_text(["In 1", "In 3", "In 40"])
    expect(app.page.locator(".heading h2").first).to_contain_text("Tomorrow · ")
    expect(app.page.locator(".heading")).to_have_count(8)


def test_the_shortcut_of_the_installed_page_begins_a_task(server: Server, tab: Opener) -> None:
    manifest = tab().page.request.get(f"{server.url}/manifest.webmanifest").json()
    (shortcut,) = [each for each in manifest["shortcuts"] if each["name"] == "Add a task"]
    app = tab(shortcut["url"].removeprefix("./#/"))
    expect(app.heading).to_have_text("Today")
    expect(app.page.get_by_label("Title of the new task")).to_be_focused()
    assert app.page.url.endswith("#/today")


def test_a_board_moves_cards_by_keys(server: Server, tab: Opener) -> None:
    for title in ("Plan", "Write"):
        server.add(title)
    app = tab("all/board")
    expect(column(app, "To do").locator(".title")).to_have_text(["Plan", "Write"])
    app.page.locator(".board .task").first.focus()
    app.page.keyboard.press("Alt+ArrowRight")
    expect(column(app, "Doing").locator(".title")).to_have_text(["Plan"])
    expect(app.page.locator(".board .task", has_text="Plan")).to_be_focused()
    app.page.keyboard.press("Alt+ArrowRight")
    expect(column(app, "Done").locator(".title")).to_have_text(["Plan"])
    eventually(lambda: server.task("Plan")["status"], "done")
    app.page.get_by_role("link", name="List", exact=True).click()
    expect(app.titles).to_have_text(["Write"])


def test_a_board_is_called_as_its_list_is(server: Server, tab: Opener) -> None:
    house, garden = server.add_list("House"), server.add_list("Garden")
    app = tab(f"list/{house}/board")
    expect(app.page.get_by_role("region", name="House")).to_be_visible()
    app.page.evaluate("(address) => (location.hash = address)", f"#/list/{garden}/board")
    expect(app.page.get_by_role("region", name="Garden")).to_be_visible()


def test_the_calendar_shows_days_and_adds_to_them(server: Server, tab: Opener) -> None:
    server.add("Pay rent", dueDate="2031-05-02", priority="urgent")
    app = tab("calendar/2031-05-02")
    grid = app.page.get_by_role("grid", name="May 2031")
    expect(grid.get_by_role("gridcell", selected=True)).to_have_text("2Pay rent")
    expect(app.page.get_by_role("list", name="Friday, 2 May 2031")).to_contain_text("Pay rent")
    grid.get_by_role("button", name="Friday, 2 May 2031, 1 task").focus()
    app.page.keyboard.press("ArrowDown")
    expect(grid.get_by_role("button", name="Friday, 9 May 2031, 0 tasks")).to_be_focused()
    app.add("On the ninth")
    eventually(lambda: server.task("On the ninth")["dueDate"], "2031-05-09")
    expect(app.page.get_by_role("list", name="Friday, 9 May 2031")).to_contain_text("On the ninth")
    app.page.get_by_role("button", name="The month after").click()
    expect(app.page.get_by_role("grid", name="June 2031")).to_be_visible()


def test_names_from_right_to_left_stay_among_themselves(server: Server, tab: Opener) -> None:
    parent = server.add(f"{ARABIC}!", listId=server.add_list(ARABIC), labels=[ARABIC])
    server.add("Ask", parentId=parent["taskId"])
    app = tab("inbox")
    expect(app.row("Ask")).to_contain_text(f"part of \u2068{ARABIC}!\u2069")
    app.go(ARABIC)
    for own in (app.heading.locator("bdi"), app.page.locator("#tasks .label")):
        expect(own).to_have_css("direction", "rtl")
    expect(app.heading).to_have_css("direction", "ltr")
    expect(app.page.locator("#toast .message")).to_have_attribute("dir", "auto")
