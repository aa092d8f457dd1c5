"""Choosing several tasks and changing them together; the palette; taking back what was done."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.furnished import in_a_row
from tests.browser.hostile import TEXTS, assert_nothing_ran, packed, watch
from tests.browser.server import Server
from tests.contract.eventually import eventually


def chosen(app: App) -> Locator:
    return app.page.get_by_role("group", name="Chosen tasks")


def title(app: App, text: str) -> Locator:
    return app.row(text).locator(".text")


def test_several_are_chosen_and_changed_and_changed_back(server: Server, tab: Opener) -> None:
    in_a_row(server)
    list_id = server.add_list("House")
    app = tab()
    title(app, "Task 1").click(modifiers=["Control"])
    title(app, "Task 3").click(modifiers=["Shift"])
    expect(chosen(app)).to_contain_text("3 tasks chosen")
    chosen(app).get_by_label("Priority …").select_option("High")
    eventually(lambda: [task["priority"] for task in server.tasks()], ["high"] * 3 + ["none"])
    expect(chosen(app)).to_be_hidden()
    app.undo()
    eventually(lambda: {task["priority"] for task in server.tasks()}, {"none"})
    app.page.keyboard.press("Control+a")
    chosen(app).get_by_label("List …").select_option("House")
    eventually(lambda: {task["listId"] for task in server.tasks()}, {list_id})
    app.page.keyboard.press("Control+a")
    chosen(app).get_by_role("button", name="Labels").click()
    form = app.page.get_by_role("dialog", name="Labels")
    form.get_by_label("Put on").fill("home, garden")
    app.page.keyboard.press("Escape")
    chosen(app).get_by_role("button", name="Labels").click()
    expect(form.get_by_label("Put on")).to_have_value("home, garden")
    form.get_by_role("button", name="Save").click()
    eventually(lambda: {tuple(task["labels"]) for task in server.tasks()}, {("home", "garden")})
    app.page.keyboard.press("Control+a")
    app.page.keyboard.press("Delete")
    eventually(lambda: server.titles(), [])
    app.undo()
    eventually(lambda: len(server.titles()), 4)


def test_labels_of_many_are_checked_and_kept_as_they_are(server: Server, tab: Opener) -> None:
    for title in ("Task 1", "Task 2"):
        server.add(title, labels=["salt, pepper"])
    app = watch(tab()).ready()
    app.page.keyboard.press("Control+a")
    chosen(app).get_by_role("button", name="Labels").click()
    form = app.page.get_by_role("dialog", name="Labels")
    form.get_by_label("Put on").fill("x" * 51)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_label("Put on")).to_have_attribute("aria-invalid", "true")
    labels = [text for text in TEXTS if "," not in text and len(text) <= 50][:30]
    form.get_by_label("Put on").fill(", ".join(labels))
    form.get_by_role("button", name="Save").click()
    eventually(lambda: [task["labels"] for task in server.tasks()], [["salt, pepper", *labels]] * 2)
    assert_nothing_ran(app)


def test_what_is_out_of_sight_is_not_chosen(server: Server, tab: Opener) -> None:
    in_a_row(server)
    app = tab()
    app.page.keyboard.press("Control+a")
    expect(chosen(app)).to_contain_text("4 tasks chosen")
    app.page.get_by_label("Search the tasks").fill("Task 2")
    expect(app.titles).to_have_text(["Task 2"])
    expect(chosen(app)).to_be_hidden()
    app.page.keyboard.press("Escape")
    app.page.keyboard.press("Delete")
    title(app, "Task 3").click(modifiers=["Control"])
    app.page.get_by_label("Search the tasks").fill("Task")
    expect(app.titles).to_have_count(4)
    eventually(lambda: len(server.titles()), 4)


@pytest.mark.parametrize("place", ["all/board", "calendar/2031-05-02"])
def test_cards_are_chosen_like_lines(server: Server, tab: Opener, place: str) -> None:
    for number in range(1, 5):
        server.add(f"Task {number}", position=f"{number}0000000", dueDate="2031-05-02")
    app = tab(place)
    cards = app.page.locator("#view .task")
    cards.nth(0).locator(".text").click(modifiers=["Control"])
    cards.nth(2).locator(".text").click(modifiers=["Shift"])
    expect(chosen(app)).to_contain_text("3 tasks chosen")
    app.page.keyboard.press("Escape")
    expect(chosen(app)).to_be_hidden()
    app.page.keyboard.press("k")
    app.page.keyboard.press("v")
    app.page.keyboard.press("Shift+ArrowDown")
    expect(chosen(app)).to_contain_text("2 tasks chosen")
    app.page.keyboard.press("Control+a")
    chosen(app).get_by_label("Priority …").select_option("High")
    eventually(lambda: {task["priority"] for task in server.tasks()}, {"high"})


@pytest.mark.usefixtures("german")
def test_the_bar_is_one_line_where_there_is_room_even_in_german(browser: Browser, server: Server) -> None:
    in_a_row(server)
    with person(browser, locale="de-DE", viewport={"width": 1440, "height": 900}) as someone:
        app = App(someone.new_page(), server.url).open()
        app.page.keyboard.press("Control+a")
        bar = app.page.get_by_role("group", name="Ausgewählte Aufgaben")
        expect(bar).to_be_visible()
        boxes = [part.bounding_box() for part in bar.locator("button, select").all()]
        assert len({round(box["y"] + box["height"] / 2) for box in boxes if box}) == 1


def test_choosing_by_keys(server: Server, tab: Opener) -> None:
    in_a_row(server)
    app = tab()
    press = app.page.keyboard.press
    press("j")
    press("v")
    press("Shift+ArrowDown")
    expect(chosen(app)).to_contain_text("2 tasks chosen")
    expect(app.row("Task 2")).to_contain_text("Chosen")
    press("x")
    eventually(lambda: [task["status"] for task in server.tasks()], ["done", "done", "todo", "todo"])
    press("Escape")
    expect(chosen(app)).to_be_hidden()


def test_the_palette_finds_what_can_be_done(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    server.add_list("House")
    app = tab()
    app.page.keyboard.press("Control+k")
    box = app.page.get_by_role("combobox", name="What do you want to do, or find?")
    expect(box).to_be_focused()
    box.fill("house")
    expect(app.page.locator(".palette [aria-selected=true]")).to_contain_text("House")
    app.page.keyboard.press("Enter")
    expect(app.heading).to_have_text("House")
    app.page.keyboard.press("Control+k")
    box.fill("fern")
    app.page.keyboard.press("Enter")
    expect(app.form().field("Title")).to_have_value("Water the fern")


def test_the_palette_says_that_nothing_is_found_whatever_is_typed(app: App) -> None:
    watch(app).ready()
    app.page.keyboard.press("Control+k")
    palette = app.page.get_by_role("dialog", name="Commands")
    for text in packed(200):
        palette.get_by_role("combobox").fill(text)
        expect(palette.get_by_role("status")).to_have_text("Nothing is called so.")
    assert_nothing_ran(app)


def test_two_keys_in_turn_go_to_places(app: App) -> None:
    app.page.keyboard.type("gi")
    expect(app.heading).to_have_text("Inbox")
    app.page.keyboard.type("gt")
    expect(app.heading).to_have_text("Today")


def test_a_stroke_is_undone_after_a_reload(server: Server, tab: Opener) -> None:
    in_a_row(server)
    app = tab()
    app.page.keyboard.press("Control+a")
    app.page.keyboard.press("Delete")
    eventually(lambda: server.titles(), [])
    app.reload()
    expect(app.page.get_by_text("Nothing to do here.")).to_be_visible()
    app.page.keyboard.press("z")
    expect(app.toast).to_contain_text("Undone: Deleted 4 tasks")
    eventually(lambda: len(server.titles()), 4)
