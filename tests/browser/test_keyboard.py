"""The page without a mouse: everything can be reached and done, and where one is can be seen."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.days import day
from tests.browser.rings import RINGED
from tests.browser.server import Server
from tests.contract.eventually import eventually

FOCUSED = f"""() => {{
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent;
  const name = (element.ariaLabel || label || element.textContent).trim().replace(/\\s+/g, ' ');
  return [name, ({RINGED})(element)];
}}"""


def test_a_day_by_keys_alone(app: App, server: Server) -> None:
    press, write = app.page.keyboard.press, app.page.keyboard.type
    press("n")
    for title in ("Buy milk", "Water the fern", "Renew the passport"):
        write(title)
        press("Enter")
    expect(app.titles).to_have_count(3)  # the first waits for what reads it
    press("Escape")
    for key in "jjk":
        press(key)
    press("x")
    expect(app.done("Buy milk")).to_be_checked()
    press("ArrowDown")
    press("s")
    expect(app.row("Water the fern")).to_contain_text("Doing")
    press("e")
    form = app.form()
    expect(form.field("Title")).to_be_focused()
    press("End")
    write(" and the ivy")
    press("Tab")
    write("with rain water")
    press("Control+Enter")
    expect(form.dialog).to_be_hidden()
    expect(app.row("Water the fern and the ivy")).to_be_focused()
    press("Delete")
    expect(app.row("Renew the passport")).to_be_focused()
    press("Backspace")
    expect(app.row("Buy milk")).to_be_focused()
    press("z")
    expect(app.titles).to_have_text(["Buy milk", "Renew the passport"])
    press("/")
    write("pass")
    expect(app.titles).to_have_text(["Renew the passport"])
    press("Escape")
    expect(app.page.get_by_label("Search the tasks")).to_have_value("")
    expect(app.page.locator("#tasks")).to_be_focused()
    eventually(lambda: [task["status"] for task in server.tasks()], ["done", "todo"])


def test_keys_that_are_the_browsers_are_left_to_it(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.done("Water the fern").check()
    eventually(lambda: server.task("Water the fern")["status"], "done")
    app.page.keyboard.press("Control+Shift+z")
    app.go("Calendar")
    today = app.page.locator(f'[data-day="{day(0)}"] button')
    today.press("Alt+ArrowRight")
    expect(today).to_be_focused()
    assert server.task("Water the fern")["status"] == "done"


def test_deleting_the_last_task_leaves_the_focus_in_the_list(server: Server, tab: Opener) -> None:
    server.add("Only one")
    app = tab()
    app.page.keyboard.press("j")
    app.page.keyboard.press("Delete")
    expect(app.page.locator("#tasks")).to_be_focused()


def test_tab_goes_through_the_page_in_its_order_and_shows_where(server: Server, tab: Opener) -> None:
    server.add_list("House")
    server.add("Water the fern")
    app = tab()
    stops = []
    for _ in range(25):
        app.page.keyboard.press("Tab")
        stops.append(app.page.evaluate(FOCUSED))
    assert [name for name, _ in stops] == [
        "Skip to the tasks",
        "Skip to adding a task",
        "Farthing",
        "Today",
        "Inbox1",
        "Upcoming",
        "Calendar",
        "All tasks1",
        "House",
        "New list",
        "New filter",
        "Done",
        "Trash",
        "Settings",
        "Keys",
        "List",
        "Board",
        "Open",
        "Search the tasks",
        "Sort As arranged By due date Newest first",
        "Done: Water the fern",
        "Start doing: Water the fern",
        "Edit: Water the fern",
        "Delete: Water the fern",
        "Title of the new task",
    ]
    assert [name for name, ringed in stops if not ringed] == []


def test_skipping(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.page.keyboard.press("Tab")
    app.page.keyboard.press("Enter")
    app.page.keyboard.press("Tab")
    expect(app.done("Water the fern")).to_be_focused()
    app.page.get_by_role("link", name="Skip to adding a task").press("Enter")
    expect(app.page.get_by_label("Title of the new task")).to_be_focused()
    expect(app.heading).to_have_text("All tasks")


def card(app: App, title: str) -> Locator:
    return app.page.locator("#view .task", has_text=title)


def test_a_board_by_keys_alone(server: Server, tab: Opener) -> None:
    for number, title in enumerate(("Plan", "Write", "Print"), 1):
        server.add(title, position=f"{number}0000000")
    app = tab("all/board")
    press = app.page.keyboard.press
    press("n")
    press("Escape")
    expect(app.page.locator("#view")).to_be_focused()
    press("ArrowDown")
    expect(card(app, "Plan")).to_be_focused()
    press("j")
    press("s")
    expect(card(app, "Write")).to_contain_text("Write")
    expect(app.page.get_by_role("list", name="Doing")).to_contain_text("Write")
    expect(card(app, "Write")).to_be_focused()
    press("ArrowLeft")
    press("Alt+ArrowDown")
    expect(app.page.get_by_role("list", name="To do").locator(".title")).to_have_text(["Print", "Plan"])
    expect(card(app, "Plan")).to_be_focused()
    press("Enter")
    expect(app.form().field("Title")).to_have_value("Plan")
    press("Escape")
    expect(card(app, "Plan")).to_be_focused()
    press("x")
    expect(app.page.get_by_role("list", name="Done")).to_contain_text("Plan")
    expect(card(app, "Plan")).to_be_focused()
    press("Delete")
    expect(card(app, "Plan")).to_have_count(0)
    expect(card(app, "Write")).to_be_focused()
    eventually(lambda: sorted(server.titles()), ["Print", "Write"])


def test_a_day_of_the_calendar_by_keys_alone(server: Server, tab: Opener) -> None:
    for title in ("Pay rent", "Wash the car"):
        server.add(title, dueDate="2031-05-02")
    app = tab("calendar/2031-05-02")
    press = app.page.keyboard.press
    press("n")
    press("Escape")
    press("j")
    expect(card(app, "Pay rent")).to_be_focused()
    press("x")
    expect(app.done("Pay rent")).to_be_checked()
    press("ArrowUp")
    expect(card(app, "Wash the car")).to_be_focused()
    press("Delete")
    expect(card(app, "Pay rent")).to_be_focused()
    eventually(lambda: [(task["title"], task["status"]) for task in server.tasks()], [("Pay rent", "done")])
    press("Delete")
    expect(app.page.locator("#view")).to_be_focused()


@pytest.mark.parametrize("place", ["done", "trash", "settings"])
def test_where_no_line_is_for_a_new_task_a_sheet_is(server: Server, tab: Opener, place: str) -> None:
    app = tab(place)
    app.page.keyboard.press("n")
    app.form().write(title="Water the fern").save()
    eventually(lambda: server.titles(), ["Water the fern"])


def test_help_tells_the_keys_and_turns_them_off(app: App) -> None:
    app.page.keyboard.press("?")
    help = app.page.get_by_role("dialog", name="Keys")
    expect(help).to_contain_text("Add a task")
    switch = help.get_by_role("checkbox", name="Single keys do these things")
    switch.uncheck()
    app.page.keyboard.press("Escape")
    expect(help).to_be_hidden()
    app.page.keyboard.press("n")
    expect(app.page.get_by_label("Title of the new task")).not_to_be_focused()
    app.page.get_by_role("button", name="Keys").click()
    switch.check()
    help.get_by_role("button", name="Close").click()
    app.page.keyboard.press("n")
    expect(app.page.get_by_label("Title of the new task")).to_be_focused()


def test_keys_are_letters_where_text_is_typed(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.page.keyboard.press("n")
    app.page.keyboard.type("next: x, e, j/k?")
    expect(app.page.get_by_label("Title of the new task")).to_have_value("next: x, e, j/k?")
    form = app.edit("Water the fern")
    form.field("Description").press_sequentially("xz?")
    expect(form.field("Description")).to_have_value("xz?")


@pytest.mark.parametrize("place", ["today", "today/board"])
@pytest.mark.parametrize(
    ("change", "then"), [({"priority": "urgent"}, "Second"), ({"due_date": "2131-05-02"}, "Third")]
)
def test_the_focus_stays_with_what_moves_and_goes_to_a_neighbour_of_what_goes(
    server: Server, tab: Opener, place: str, change: dict[str, str], then: str
) -> None:
    for title in ("First", "Second", "Third"):
        server.add(title, dueDate=day(0))
    app = tab(place)
    expect(app.page.locator("main .task")).to_have_count(3)
    press = app.page.keyboard.press
    press("j")
    press("j")
    press("e")
    app.form().write(**change)
    press("Control+Enter")
    expect(app.page.locator(".task:focus .title")).to_have_text(then)


@pytest.mark.parametrize("name", ["Delete", "Choose none"])
def test_the_focus_comes_back_from_the_bar(server: Server, tab: Opener, name: str) -> None:
    server.add("First")
    server.add("Second")
    app = tab()
    app.page.keyboard.press("j")
    app.page.keyboard.press("v")
    app.page.locator(".chosen").get_by_role("button", name=name).press("Enter")
    expect(app.page.locator("#tasks")).to_be_focused()
