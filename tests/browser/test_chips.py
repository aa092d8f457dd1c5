"""What the line for a new task says is understood while it is typed, and shown as chips."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.days import day
from tests.browser.server import Server
from tests.contract.eventually import eventually


def chips(app: App) -> Locator:
    return app.page.get_by_role("list", name="Understood").get_by_role("button")


def typed(app: App, text: str) -> None:
    title = app.page.get_by_label("Title of the new task")
    title.focus()
    expect(app.page.get_by_role("list", name="Understood")).to_be_attached()
    title.fill(text)


def test_what_is_understood_becomes_the_task(server: Server, tab: Opener) -> None:
    list_id = server.add_list("Big house")
    app = tab()
    typed(app, "Pay rent every 1st p1 @bills #big-house tomorrow 9am")
    expect(chips(app)).to_have_count(5)
    expect(chips(app).filter(has_text="Due tomorrow 09:00")).to_have_count(1)
    expect(chips(app).filter(has_text="in Big house")).to_have_count(1)
    app.page.keyboard.press("Enter")
    eventually(lambda: server.titles(), ["Pay rent"])
    task = server.task("Pay rent")
    assert task["dueDate"] == f"{day(1)}T09:00:00[Europe/Berlin]"
    assert (task["priority"], task["labels"], task["listId"]) == ("urgent", ["bills"], list_id)
    assert task["repeat"]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=1"
    expect(chips(app)).to_have_count(0)


def test_a_chip_is_turned_off(server: Server, tab: Opener) -> None:
    app = tab()
    typed(app, "Read tomorrow p1")
    chips(app).filter(has_text="Due tomorrow").click()
    expect(chips(app)).to_have_count(1)
    app.page.keyboard.press("Enter")
    eventually(lambda: server.titles(), ["Read tomorrow"])
    task = server.task("Read tomorrow")
    assert (task["dueDate"], task["priority"]) == (None, "urgent")


def test_a_list_that_is_not_there_is_offered(server: Server, tab: Opener) -> None:
    app = tab("inbox")
    typed(app, "Dig #Garden")
    chips(app).filter(has_text="New list “Garden”").click()
    expect(chips(app).filter(has_text="in Garden")).to_have_count(1)
    app.page.keyboard.press("Enter")
    eventually(lambda: server.titles(), ["Dig"])
    assert [each["name"] for each in server.call("GET", "lists")["lists"]] == ["Garden"]


def test_a_label_that_cannot_be_is_told_at_the_line(server: Server, tab: Opener) -> None:
    """What is typed makes none that is too long, or one too many; the place may have one."""
    app = tab(f"label/{'x' * 51}")
    typed(app, "Sow")
    app.page.keyboard.press("Enter")
    expect(app.page.locator("#new-title-error")).to_contain_text("Use at most 50 characters")
    expect(app.page.get_by_label("Title of the new task")).to_be_focused()
    typed(app, "Sow @y")
    expect(app.page.locator("#new-title-error")).to_be_empty()
    app.page.keyboard.press("Enter")
    eventually(lambda: server.task("Sow")["labels"], ["y"])


CHIPS = "**/quick/chips.js"
RENT = "Pay rent p1"


@pytest.fixture
def held(tab: Opener) -> tuple[App, list[Route]]:
    """Today, where what reads the line does not come until it is let go, and what is held back."""
    app, requests = tab("today"), []
    app.page.route(CHIPS, lambda route: requests.append(route))
    return app, requests


def test_what_is_typed_faster_than_it_can_be_read_is_read_later(
    server: Server, held: tuple[App, list[Route]]
) -> None:
    app, requests = held
    app.add(RENT)
    expect(app.titles).to_have_text([RENT])
    app.go("Inbox")
    app.page.get_by_label("Title of the new task").fill("half a tho")
    app.eventually(lambda: len(requests), 1)
    requests.pop().continue_()
    expect(app.titles).to_have_text(["Pay rent"])
    app.eventually(server.titles, ["Pay rent"])
    task = server.task("Pay rent")
    assert (task["dueDate"], task["priority"]) == (day(0), "urgent")
    expect(app.page.get_by_label("Title of the new task")).to_have_value("half a tho")


def test_what_was_never_read_is_there_as_it_was_typed(server: Server, held: tuple[App, list[Route]]) -> None:
    app, requests = held
    app.add(RENT)
    expect(app.titles).to_have_text([RENT])
    app.eventually(server.titles, [RENT])
    requests.pop().abort()
    app.reload()
    expect(app.titles).to_have_text([RENT])
    app.problems.clear()  # the browser notes what it could not load


def test_details_leave_the_line_until_it_is_read(server: Server, held: tuple[App, list[Route]]) -> None:
    app, requests = held
    app.page.get_by_label("Title of the new task").fill(RENT)
    app.page.get_by_role("button", name="Details", exact=True).click()
    app.go("Inbox")
    app.eventually(lambda: len(requests), 1)
    app.reload()
    expect(app.page.get_by_label("Title of the new task")).to_have_value(RENT)
    app.go("Today")
    app.page.get_by_role("button", name="Details", exact=True).click()
    app.go("Inbox")
    app.eventually(lambda: len(requests), 2)
    requests.pop().continue_()
    form = app.form()
    expect(form.field("Title")).to_have_value("Pay rent")
    expect(form.field("Due date")).to_have_value(day(0))
    expect(app.page.get_by_label("Title of the new task")).to_have_value("")
    form.save()
    expect(form.dialog).to_be_hidden()
    app.eventually(server.titles, ["Pay rent"])


def test_half_a_line_is_read_when_it_comes_back(server: Server, tab: Opener) -> None:
    house = server.add_list("House")
    app = tab("inbox")
    typed(app, "Pay rent #house p1")
    app.reload()
    app.page.get_by_role("button", name="Add", exact=True).click()
    app.eventually(server.titles, ["Pay rent"])
    task = server.task("Pay rent")
    assert (task["listId"], task["priority"]) == (house, "urgent")
