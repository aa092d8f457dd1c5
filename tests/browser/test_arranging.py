"""Arranging tasks, by keys and by hand: where they go, and where all others stay."""

import re

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.furnished import in_a_row
from tests.browser.server import Server
from tests.contract.eventually import eventually


def arranged(server: Server) -> list[str]:
    return [task["title"] for task in sorted(server.tasks(), key=lambda task: task["position"])]


def drag_below(app: App, title: str, other: str) -> None:
    size = app.row(other).bounding_box()
    assert size
    app.row(title).drag_to(app.row(other), target_position={"x": 200, "y": size["height"] - 4})


def test_arranging_by_keys(server: Server, tab: Opener) -> None:
    in_a_row(server)
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


def test_dragging_arranges_and_moves(server: Server, tab: Opener) -> None:
    in_a_row(server)
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
    in_a_row(server)
    app = tab("inbox")
    app.row("Task 1").hover()
    app.page.wait_for_load_state("networkidle")
    app.row("Task 1").drag_to(app.heading)
    app.page.get_by_role("link", name="Trash").dispatch_event("drop")  # as that of a file is
    expect(app.titles).to_have_text(["Task 1", "Task 2", "Task 3", "Task 4"])


def test_several_are_dragged_together(server: Server, tab: Opener) -> None:
    in_a_row(server)
    list_id = server.add_list("House")
    app = tab("inbox")
    app.row("Task 3").locator(".text").click(modifiers=["Control"])
    app.row("Task 1").locator(".text").click(modifiers=["Control"])
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
