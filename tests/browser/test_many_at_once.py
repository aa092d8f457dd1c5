"""Choosing several tasks and changing them together; dragging; arranging; the palette."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.hostile import TEXTS, assert_nothing_ran, packed, watch
from tests.browser.server import Server
from tests.contract.eventually import eventually


def furnish(server: Server, count: int = 4) -> None:
    for number in range(1, count + 1):
        server.add(f"Task {number}", position=f"{number}0000000")


def chosen(app: App) -> Locator:
    return app.page.get_by_role("group", name="Chosen tasks")


def title(app: App, text: str) -> Locator:
    return app.row(text).locator(".text")


def test_several_are_chosen_and_changed_and_changed_back(server: Server, tab: Opener) -> None:
    furnish(server)
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
    furnish(server)
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
    furnish(server)
    with person(browser, locale="de-DE", viewport={"width": 1440, "height": 900}) as someone:
        app = App(someone.new_page(), server.url).open()
        app.page.keyboard.press("Control+a")
        bar = app.page.get_by_role("group", name="Ausgewählte Aufgaben")
        expect(bar).to_be_visible()
        boxes = [part.bounding_box() for part in bar.locator("button, select").all()]
        assert len({round(box["y"] + box["height"] / 2) for box in boxes if box}) == 1


def test_choosing_by_keys(server: Server, tab: Opener) -> None:
    furnish(server)
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


def test_arranging_by_keys(server: Server, tab: Opener) -> None:
    furnish(server)
    app = tab()
    app.page.keyboard.press("j")
    app.page.keyboard.press("Alt+ArrowDown")
    expect(app.titles).to_have_text(["Task 2", "Task 1", "Task 3", "Task 4"])
    expect(app.row("Task 1")).to_be_focused()
    said = app.page.get_by_role("status").filter(has_text="“Task 1” is now number 2 of 4")
    expect(said).to_have_count(1)
    app.page.keyboard.press("Alt+ArrowUp")
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 3", "Task 4"])
    eventually(lambda: sorted(server.tasks(), key=lambda task: task["position"])[0]["title"], "Task 1")


def arranged(server: Server) -> list[str]:
    return [task["title"] for task in sorted(server.tasks(), key=lambda task: task["position"])]


def test_what_has_not_been_sent_is_arranged_too_and_stays_so(server: Server, tab: Opener) -> None:
    server.add("Task 1")
    app = tab("inbox")
    expect(app.titles).to_have_count(1)
    app.page.route("**/api/**", lambda route: route.abort())
    for number in (2, 3, 4):
        app.add(f"Task {number}")
    app.row("Task 4").focus()
    app.page.keyboard.press("Alt+ArrowUp")
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 4", "Task 3"])
    app.page.keyboard.press("Alt+ArrowUp")
    said = app.page.get_by_role("status").filter(has_text="“Task 4” is now number 2 of 4")
    expect(said).to_have_count(1)
    app.undo()
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 4", "Task 3"])
    app.add("Task 5")
    app.page.unroute("**/api/**")
    app.try_now()
    assert arranged(server) == ["Task 1", "Task 2", "Task 4", "Task 3", "Task 5"]
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 4", "Task 3", "Task 5"])
    app.problems.clear()  # the browser notes every call in vain


def test_what_was_not_moved_stays_where_it_is_in_other_places_too(server: Server, tab: Opener) -> None:
    server.add("Task 1", labels=["home"], position="01")
    server.add("Task 2")
    app = tab("label/home")
    expect(app.titles).to_have_count(1)
    app.page.route("**/api/**", lambda route: route.abort())
    for number in (3, 4):
        app.add(f"Task {number}")
    app.row("Task 4").focus()
    app.page.keyboard.press("Alt+ArrowUp")
    expect(app.titles).to_have_text(["Task 1", "Task 4", "Task 3"])
    app.go("All tasks")
    expect(app.titles).to_have_text(["Task 1", re.compile("[24]"), re.compile("[24]"), "Task 3"])
    app.problems.clear()  # the browser notes every call in vain


def test_what_is_taken_to_the_end_is_before_what_is_added_then(server: Server, tab: Opener) -> None:
    for number in (1, 2, 3):
        server.add(f"Task {number}")
    app = tab("inbox")
    app.row("Task 2").focus()
    app.page.keyboard.press("Alt+ArrowDown")
    expect(app.titles).to_have_text(["Task 1", "Task 3", "Task 2"])
    app.add("Task 4")
    eventually(lambda: arranged(server), ["Task 1", "Task 3", "Task 2", "Task 4"])
    expect(app.titles).to_have_text(["Task 1", "Task 3", "Task 2", "Task 4"])


def test_where_others_lie_too_near_they_make_room(server: Server, tab: Opener) -> None:
    for number, position in enumerate(("U", "U", "U0", "V"), 1):
        server.add(f"Task {number}", position=position, dueDate=f"2031-05-0{number}")
    app = tab("inbox")
    app.row("Task 4").focus()
    for _ in range(3):
        app.page.keyboard.press("Alt+ArrowUp")
    said = app.page.get_by_role("status").filter(has_text="“Task 4” is now number 1 of 4")
    expect(said).to_have_count(1)
    expect(app.titles).to_have_text(["Task 4", "Task 1", "Task 2", "Task 3"])
    app.page.keyboard.press("Alt+ArrowDown")
    eventually(lambda: arranged(server), ["Task 1", "Task 4", "Task 2", "Task 3"])


def test_where_no_room_can_be_made_that_is_said(server: Server, tab: Opener) -> None:
    for number, position in enumerate(("A", "zzzzzzzz"), 1):
        server.add(f"Task {number}", position=position)
    app = tab("inbox")
    app.row("Task 1").focus()
    app.page.keyboard.press("Alt+ArrowDown")
    expect(app.page.get_by_role("status").filter(has_text="It cannot go further.")).to_have_count(1)
    expect(app.titles).to_have_text(["Task 1", "Task 2"])


def drag_below(app: App, title: str, other: str) -> None:
    size = app.row(other).bounding_box()
    assert size
    app.row(title).drag_to(app.row(other), target_position={"x": 200, "y": size["height"] - 4})


def test_dragging_arranges_and_moves(server: Server, tab: Opener) -> None:
    furnish(server)
    list_id = server.add_list("House")
    app = tab("inbox")
    app.row("Task 1").hover()  # which is when dragging is loaded
    app.page.wait_for_load_state("networkidle")
    drag_below(app, "Task 1", "Task 3")
    expect(app.titles).to_have_text(["Task 2", "Task 3", "Task 1", "Task 4"])
    app.row("Task 4").drag_to(app.page.get_by_role("link", name="House"))
    expect(app.titles).to_have_text(["Task 2", "Task 3", "Task 1"])
    eventually(lambda: server.task("Task 4")["listId"], list_id)
    app.undo()
    expect(app.titles).to_have_text(["Task 2", "Task 3", "Task 1", "Task 4"])


def test_what_changes_while_it_is_dragged_goes_where_it_is_dropped(server: Server, tab: Opener) -> None:
    for number in (1, 2, 3, 4):
        server.add(f"Task {number}", position="U", dueDate=f"2031-05-0{number}")
    app = tab("inbox")
    app.row("Task 4").hover()
    app.page.wait_for_load_state("networkidle")
    place = app.row("Task 1").bounding_box()
    assert place
    below = place["x"] + 200, place["y"] + place["height"] - 4
    app.page.mouse.down()
    app.page.mouse.move(below[0], below[1] + 2, steps=3)
    server.call("PATCH", f"tasks/{server.task('Task 4')['taskId']}", {"title": "Task 5"})
    app.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 3", "Task 5"])
    app.page.mouse.move(*below)
    app.page.mouse.up()
    expect(app.titles).to_have_text(["Task 1", "Task 5", "Task 2", "Task 3"])


def test_what_was_dragged_before_is_not_dropped_again(server: Server, tab: Opener) -> None:
    furnish(server)
    app = tab("inbox")
    app.row("Task 1").hover()
    app.page.wait_for_load_state("networkidle")
    app.row("Task 1").drag_to(app.heading)
    app.page.get_by_role("link", name="Trash").dispatch_event("drop")  # as that of a file is
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 3", "Task 4"])


def test_several_are_dragged_together(server: Server, tab: Opener) -> None:
    furnish(server)
    list_id = server.add_list("House")
    app = tab("inbox")
    title(app, "Task 3").click(modifiers=["Control"])
    title(app, "Task 1").click(modifiers=["Control"])
    app.page.wait_for_load_state("networkidle")
    drag_below(app, "Task 1", "Task 4")
    expect(app.titles).to_have_text(["Task 2", "Task 4", "Task 1", "Task 3"])
    app.row("Task 3").drag_to(app.page.get_by_role("link", name="House"))
    expect(app.titles).to_have_text(["Task 2", "Task 4"])
    eventually(lambda: server.task("Task 1")["listId"], list_id)
    app.row("Task 2").drag_to(app.page.get_by_role("link", name="Trash"))
    expect(app.titles).to_have_text(["Task 4"])
    eventually(lambda: len(server.titles()), 3)


def test_dragging_to_another_day_and_another_column(server: Server, tab: Opener) -> None:
    server.add("Pay rent", dueDate="2031-05-02")
    app = tab("calendar/2031-05-02")
    card = app.page.locator("#view .task")
    card.hover()
    app.page.wait_for_load_state("networkidle")
    card.drag_to(app.page.locator("[data-day='2031-05-09']"))
    eventually(lambda: server.task("Pay rent")["dueDate"], "2031-05-09")
    app.page.evaluate("location.hash = '#/all/board'")
    card.drag_to(app.page.get_by_role("list", name="Doing").locator(".."))
    eventually(lambda: server.task("Pay rent")["status"], "doing")


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
    furnish(server)
    app = tab()
    app.page.keyboard.press("Control+a")
    app.page.keyboard.press("Delete")
    eventually(lambda: server.titles(), [])
    app.reload()
    expect(app.page.get_by_text("Nothing to do here.")).to_be_visible()
    app.page.keyboard.press("z")
    expect(app.toast).to_contain_text("Undone: Deleted 4 tasks")
    eventually(lambda: len(server.titles()), 4)
