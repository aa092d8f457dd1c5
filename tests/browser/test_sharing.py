"""Several people, or tabs, at the same tasks: nobody overwrites another, and nothing typed is lost."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


@pytest.fixture
def edited(server: Server, tab: Opener) -> App:
    """A page on which somebody has typed a title and a description, while another changed the title."""
    task = server.add("Buy milk", labels=["shop"])
    app = tab()
    form = app.edit("Buy milk").write(title="Buy oat milk", description="two litres")
    server.call("PATCH", f"tasks/{task['taskId']}", {"title": "Buy goat milk"})
    form.save()
    return app


def question(app: App) -> Locator:
    return app.page.get_by_role("dialog", name="Which shall it be?")


def answer(app: App, text: str) -> None:
    question(app).get_by_role("button", name=text).click()
    expect(question(app)).to_be_hidden()
    app.problems.clear()  # the browser notes the 412


def test_it_shows_what_differs(edited: App) -> None:
    differences = question(edited).locator(".difference")
    expect(differences).to_have_count(1)
    expect(differences).to_contain_text("Title")
    expect(differences.locator(".value")).to_have_text(["Buy oat milk", "Buy goat milk"])
    expect(edited.titles).to_have_text(["Buy goat milk"])
    edited.problems.clear()


def test_keep_mine(edited: App, server: Server) -> None:
    answer(edited, "Keep mine")
    expect(edited.titles).to_have_text(["Buy oat milk"])
    eventually(lambda: server.task("Buy oat milk")["description"], "two litres")


def test_take_theirs(edited: App, server: Server) -> None:
    answer(edited, "Take theirs")
    expect(edited.titles).to_have_text(["Buy goat milk"])
    eventually(lambda: server.task("Buy goat milk")["description"], "two litres")


@pytest.mark.parametrize("by", ["button", "escape"])
def test_edit_on(edited: App, server: Server, by: str) -> None:
    expect(question(edited)).to_be_visible()
    if by == "escape":
        edited.page.keyboard.press("Escape")
        edited.problems.clear()
    else:
        answer(edited, "Edit on")
    form = edited.form()
    expect(form.field("Title")).to_have_value("Buy oat milk")
    form.write(title="Buy milk of all kinds").save()
    eventually(lambda: server.task("Buy milk of all kinds")["description"], "two litres")


def test_changes_to_different_fields_are_both_kept(server: Server, tab: Opener) -> None:
    task = server.add("Buy milk")
    app = tab()
    form = app.edit("Buy milk").write(title="Buy oat milk")
    server.call("PATCH", f"tasks/{task['taskId']}", {"priority": "high"})
    form.save()
    expect(app.toast).to_contain_text("“Buy oat milk” was changed elsewhere too; both changes are kept")
    expect(app.row("Buy oat milk")).to_contain_text("High priority")
    assert server.task("Buy oat milk")["priority"] == "high"
    app.problems.clear()  # the browser notes the 412


@pytest.mark.parametrize(
    ("choice", "titles"), [("Restore it with mine", ["Buy oat milk"]), ("Leave it deleted", [])]
)
def test_deleted_elsewhere(server: Server, tab: Opener, choice: str, titles: list[str]) -> None:
    task = server.add("Buy milk")
    app = tab()
    form = app.edit("Buy milk").write(title="Buy oat milk")
    server.call("DELETE", f"tasks/{task['taskId']}")
    form.save()
    expect(question(app)).to_contain_text("It was deleted elsewhere while you edited it.")
    answer(app, choice)
    expect(app.titles).to_have_text(titles)
    eventually(server.titles, titles)


def test_my_own_changes_do_not_conflict(server: Server, tab: Opener) -> None:
    server.add("Buy milk")
    app = tab()
    app.done("Buy milk").check()
    app.edit("Buy milk").write(title="Buy oat milk").save()
    app.edit("Buy oat milk").write(title="Buy hemp milk").save()
    eventually(lambda: server.task("Buy hemp milk")["status"], "done")
    expect(question(app)).to_be_hidden()


def test_two_tabs_of_a_browser_are_in_step(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    behind, front = tab(), tab()
    front.add("Buy milk")
    expect(behind.titles).to_have_text(["Water the fern", "Buy milk"])
    front.done("Buy milk").check()
    expect(behind.titles).to_have_text(["Water the fern"])
    front.delete("Water the fern")
    expect(behind.rows).to_have_count(0)
    front.undo()
    expect(behind.titles).to_have_text(["Water the fern"])
    eventually(lambda: sorted(server.titles()), ["Buy milk", "Water the fern"])


def test_a_clash_between_two_tabs(server: Server, tab: Opener) -> None:
    server.add("Buy milk")
    one, other = tab(), tab()
    one.edit("Buy milk").write(title="Buy oat milk")
    other.edit("Buy milk").write(title="Buy goat milk").save()
    expect(one.titles).to_have_text(["Buy goat milk"])
    one.page.keyboard.press("Control+Enter")
    expect(question(one)).to_be_visible()
    question(one).get_by_role("button", name="Take theirs").press("Enter")
    expect(question(one)).to_be_hidden()
    expect(one.titles).to_have_text(["Buy goat milk"])
    assert server.titles() == ["Buy goat milk"]


def test_coming_back_to_the_page_reads_it_anew(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    server.clear()
    server.add("Added elsewhere")
    app.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(app.titles).to_have_text(["Added elsewhere"])
