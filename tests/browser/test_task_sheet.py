"""The sheet of a task: subtasks, history, and what else is done with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.browser.accessibility import PHONE, SMALL_TARGETS, findings, overflow
from tests.browser.app import Form
from tests.browser.conftest import Opener, person
from tests.browser.people import Somebody
from tests.browser.server import Server
from tests.contract.eventually import eventually


def history(form: Form) -> Locator:
    form.dialog.get_by_text("History", exact=True).click()
    return form.dialog.get_by_role("list", name="History").locator("> li")


def test_labels_that_there_are_are_suggested(server: Server, tab: Opener) -> None:
    server.add("Renew the passport", labels=["papers", "summer"])
    form = tab().details()
    offered = form.dialog.locator("#task-label-list option")
    expect(offered).to_have_count(2)
    form.field("Labels").fill("papers, s")
    assert [option.get_attribute("value") for option in offered.all()] == ["papers, summer"]


def test_subtasks_are_added_ticked_and_opened(server: Server, tab: Opener) -> None:
    house = server.add_list("House")
    server.add("Paint the door", listId=house)
    app = tab()
    form = app.edit("Paint the door").write(description="in green")
    part = form.field("New subtask")
    for title in ("Sand it", "Buy paint"):
        part.fill(title)
        part.press("Enter")
    section = form.dialog.get_by_role("region", name="Subtasks")
    section.get_by_label("Done: Sand it").check()
    expect(section).to_contain_text("1 of 2 done")
    form.button("Buy paint").click()
    expect(form.field("Title")).to_have_value("Buy paint")
    form.write(priority="low")
    form.button("Paint the door").click()
    expect(form.field("Description")).to_have_value("in green")
    form.button("Buy paint").click()
    expect(form.field("Priority")).to_have_value("low")
    form.save()
    expect(form.field("Title")).to_have_value("Paint the door")
    form.save()
    expect(form.dialog).to_be_hidden()
    eventually(lambda: server.task("Paint the door")["description"], "in green")
    eventually(lambda: server.task("Buy paint")["priority"], "low")
    paint, sand = server.task("Buy paint"), server.task("Sand it")
    assert (paint["parentId"], paint["listId"]) == (server.task("Paint the door")["taskId"], house)
    assert sand["status"] == "done"


def test_the_way_back_outlives_a_reload(server: Server, tab: Opener) -> None:
    parent = server.add("Paint the door")
    server.add("Sand it", parentId=parent["taskId"])
    app = tab()
    form = app.edit("Paint the door").write(description="in green")
    form.button("Sand it").click()
    form.write(description="twice")
    app.page.reload()
    form = app.form()
    expect(form.field("Description")).to_have_value("twice")
    form.save()
    expect(form.field("Description")).to_have_value("in green")
    form.save()
    eventually(lambda: server.task("Paint the door")["description"], "in green")


def test_history_tells_what_changed_and_takes_it_back(server: Server, tab: Opener) -> None:
    task = server.add("Buy milk", dueDate="2031-05-02")
    for change in ({"title": "Buy oat milk"}, {"dueDate": None, "status": "doing"}):
        server.call("PATCH", f"tasks/{task['taskId']}", change)
    app = tab()
    form = app.edit("Buy oat milk").write(description="two litres")
    entries = history(form)
    expect(entries).to_have_count(3)
    expect(entries.nth(0)).to_contain_text("Status: Doing (before: To do)")
    expect(entries.nth(0)).to_contain_text("Due: nothing (before: 2 May 2031)")
    expect(entries.nth(1)).to_contain_text("You, ")
    expect(entries.nth(2)).to_contain_text("Made the task")
    entries.nth(1).get_by_role("button", name="Undo this: Title: Buy oat milk (before: Buy milk)").click()
    expect(form.field("Title")).to_have_value("Buy milk")
    expect(form.field("Description")).to_have_value("two litres")
    expect(form.said).to_have_text("Undone.")
    expect(entries).to_have_count(4)
    eventually(server.titles, ["Buy milk"])


def test_a_long_history_comes_in_pages(server: Server, tab: Opener) -> None:
    task = server.add("n")
    for number in range(22):
        server.call("PATCH", f"tasks/{task['taskId']}", {"title": f"n {number}"})
    form = tab().edit("n 21")
    entries = history(form)
    expect(entries).to_have_count(20)
    form.button("Show earlier changes").click()
    expect(entries).to_have_count(23)
    expect(form.button("Show earlier changes")).to_be_hidden()


def test_what_takes_the_network_says_so(server: Server, tab: Opener) -> None:
    server.add("Water the fern", dueDate="2031-05-02", repeat={"rule": "FREQ=WEEKLY"})
    app = tab()
    form = app.edit("Water the fern")
    app.page.route("**/api/**", lambda route: route.abort())
    for name in ("Skip this one", "Duplicate"):
        form.button(name).click()
        expect(form.said).to_have_text("This needs the network. Try again once you are connected.")
        form.field("Title").press("End")
    form.write(title="Water both").save()
    expect(app.titles).to_have_text(["Water both"])
    app.page.unroute("**/api/**")
    app.try_now()
    app.problems.clear()  # the browser notes every call in vain


def test_a_copy_lies_behind_the_task(server: Server, tab: Opener) -> None:
    server.add("Pack")
    server.add("Leave")
    app = tab()
    form = app.edit("Pack")
    form.button("Duplicate").click()
    expect(form.said).to_have_text("There is a copy now, right behind this one.")
    form.button("Cancel").click()
    expect(app.titles).to_have_text(["Pack", "Pack", "Leave"])


def test_a_task_has_an_address(server: Server, tab: Opener, browser: Browser) -> None:
    house = server.add_list("House")
    task = server.add("Paint the door", listId=house)
    with person(browser, permissions=["clipboard-read", "clipboard-write"]) as context:
        app = tab(within=context)
        form = app.edit("Paint the door")
        form.button("Copy link").click()
        expect(form.said).to_have_text("The link is copied.")
        address = app.page.evaluate("navigator.clipboard.readText()")
        assert address == f"{server.url}/#/task/{task['taskId']}"
        app.page.keyboard.press("Escape")
        app.page.goto(address)
        expect(app.form().field("Title")).to_have_value("Paint the door")
        app.page.keyboard.press("Escape")
        expect(app.heading).to_have_text("House")
        app.page.goto(f"{server.url}/#/task/gone")
        expect(app.toast).to_contain_text("There is no such task here.")


def test_deleting_from_the_sheet(server: Server, tab: Opener) -> None:
    server.add("Old news")
    app = tab()
    form = app.edit("Old news").write(description="kept with it")
    form.button("Delete").click()
    expect(app.titles).to_have_count(0)
    app.undo()
    expect(app.titles).to_have_text(["Old news"])
    eventually(lambda: server.task("Old news")["description"], "kept with it")


@pytest.fixture
def ada(tmp_path: Any, browser: Browser) -> Iterator[Somebody]:
    """Somebody with an account, on a server of her own."""
    house = Server(tmp_path / "data", "--accounts", "open")
    with person(browser) as context:
        ada = Somebody(context, house.url)
        ada.page.goto(house.set_up_link())
        ada.register("Ada Lovelace", "ada@example.org")
        yield ada.is_in()
    house.stop()
    assert ada.complaints == []


def test_a_task_is_moved_to_another_space(ada: Somebody) -> None:
    headers = {"Content-Type": "application/json"}
    made = ada.page.request.post(f"{ada.url}/api/spaces", data={"name": "Boat"}, headers=headers)
    assert made.ok
    ada.page.reload()
    ada.is_in()
    ada.add("Mend the sail")
    form = ada.edit("Mend the sail").write(description="with twine")
    form.button("Move to another space").click()
    asked = ada.page.get_by_role("dialog", name="Move to another space")
    asked.get_by_label("Space").select_option("Boat")
    asked.get_by_role("button", name="Move").click()
    expect(ada.toast).to_contain_text("Moved “Mend the sail” to “Boat”")
    expect(ada.titles).to_have_count(0)
    ada.page.get_by_role("link", name="Boat").click()
    ada.is_in()
    expect(ada.row("Mend the sail")).to_contain_text("with twine")


def test_what_could_not_be_moved_is_typed_on_without_a_clash_with_oneself(ada: Somebody) -> None:
    headers = {"Content-Type": "application/json"}
    ada.page.request.post(f"{ada.url}/api/spaces", data={"name": "Boat"}, headers=headers)
    ada.page.reload()
    ada.is_in()
    ada.add("Mend the sail")
    form = ada.edit("Mend the sail").write(title="Mend both sails")
    ada.page.route("**/move", lambda route: route.abort())
    form.button("Move to another space").click()
    ada.page.get_by_role("dialog", name="Move to another space").get_by_role("button", name="Move").click()
    expect(form.said).to_contain_text("needs the network")
    form.write(title="Mend all sails").save()
    expect(ada.titles).to_have_text(["Mend all sails"])
    expect(ada.row("Mend all sails")).not_to_contain_text("Not sent yet")
    expect(ada.banner).to_be_empty()


def test_a_duplicate_whose_answer_was_lost_is_not_made_twice(server: Server, tab: Opener) -> None:
    server.add("Pack the bag")
    app = tab()
    form = app.edit("Pack the bag")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    app.page.route("**/duplicate", lose, times=1)
    for said in ("needs the network", "There is a copy now"):
        form.button("Duplicate").click()
        expect(form.said).to_contain_text(said)
    assert len(server.titles()) == 2
    form.button("Duplicate").click()
    expect(form.said).to_contain_text("There is a copy now")
    eventually(lambda: len(server.titles()), 3)
    app.problems.clear()  # the browser notes the lost answer


def test_the_sheet_stands_in_nobodys_way_on_a_phone(
    server: Server, tab: Opener, browser: Browser, axe: str
) -> None:
    repeat = {"rule": "FREQ=MONTHLY;BYDAY=2TU;COUNT=5"}
    task = server.add("Plant", dueDate="2031-05-13", repeat=repeat, reminders=[{"relativeTo": "due"}])
    server.add("Dig", parentId=task["taskId"], status="done")
    server.call("PATCH", f"tasks/{task['taskId']}", {"labels": ["garden"], "title": "Plant " + "W" * 400})
    with person(browser, **PHONE) as context:
        app = tab(within=context)
        form = app.edit("Plant " + "W" * 400)
        expect(history(form)).to_have_count(2)
        assert (findings(app, axe), app.page.evaluate(SMALL_TARGETS), overflow(app)) == ([], [], 0)
        form.write(every="0").save()
        assert findings(app, axe) == []


def test_all_of_it_by_keys(server: Server, tab: Opener) -> None:
    parent = server.add("Paint the door")
    server.add("Sand it", parentId=parent["taskId"])
    app = tab()
    press = app.page.keyboard.press
    press("j")
    press("e")
    form = app.form()
    form.button("Tomorrow").focus()
    press("Enter")
    expect(form.field("Due date")).not_to_have_value("")
    form.dialog.get_by_label("Done: Sand it").focus()
    press("Space")
    eventually(lambda: server.task("Sand it")["status"], "done")
    form.button("Sand it").focus()
    press("Enter")
    expect(form.field("Title")).to_have_value("Sand it")
    expect(form.field("Title")).to_be_focused()
    press("Escape")
    expect(form.field("Title")).to_have_value("Paint the door")
    press("Control+Enter")
    expect(form.dialog).to_be_hidden()
    expect(app.row("Paint the door")).to_be_focused()


@pytest.mark.usefixtures("german")
def test_in_german(server: Server, tab: Opener, browser: Browser) -> None:
    task = server.add("Müll", dueDate="2031-05-02", repeat={"rule": "FREQ=WEEKLY;INTERVAL=2"})
    server.call("PATCH", f"tasks/{task['taskId']}", {"title": "Müll rausbringen"})
    with person(browser, locale="de-DE") as context:
        app = tab(within=context)
        app.page.get_by_role("button", name="Bearbeiten: Müll rausbringen").press("Enter")
        dialog = app.page.get_by_role("dialog", name="Aufgabe bearbeiten")
        expect(dialog).to_contain_text("Alle 2 Wochen.")
        dialog.get_by_text("Verlauf", exact=True).click()
        expect(dialog).to_contain_text("Titel: Müll rausbringen (vorher: Müll)")
        dialog.get_by_role("button", name="Erinnerung hinzufügen").click()
        expect(dialog).to_contain_text("30 Minuten vor der Fälligkeit")
        dialog.get_by_role("button", name="Speichern").click()
        eventually(
            lambda: server.task("Müll rausbringen")["reminders"], [{"relativeTo": "due", "minutes": -30}]
        )


@pytest.mark.usefixtures("german")
def test_who_changed_the_same_is_asked_in_words(server: Server, tab: Opener, browser: Browser) -> None:
    task = server.add("Müll", dueDate="2031-05-02")
    with person(browser, locale="de-DE") as context:
        app = tab(within=context)
        app.page.get_by_role("button", name="Bearbeiten: Müll").press("Enter")
        dialog = app.page.get_by_role("dialog", name="Aufgabe bearbeiten")
        dialog.get_by_label("Wiederholung").select_option("Täglich")
        server.call("PATCH", f"tasks/{task['taskId']}", {"repeat": {"rule": "FREQ=WEEKLY;INTERVAL=2"}})
        dialog.get_by_role("button", name="Speichern").click()
        asked = app.page.get_by_role("dialog", name="Was soll gelten?")
        expect(asked.locator(".value")).to_have_text(["täglich", "alle 2 Wochen"])
        asked.get_by_role("button", name="Meins behalten").click()
        eventually(lambda: server.task("Müll")["repeat"]["rule"], "FREQ=DAILY")


def test_a_task_is_deleted_whatever_is_typed(server: Server, tab: Opener) -> None:
    server.add("Old news")
    app = tab()
    form = app.edit("Old news").write(title="", description="not lost")
    form.button("Delete").click()
    expect(app.titles).to_have_count(0)
    app.undo()
    expect(app.titles).to_have_text(["Old news"])
    app.toast.get_by_role("button", name="Close").click()
    app.toast.get_by_role("button", name="Edit on").click()
    expect(form.field("Description")).to_have_value("not lost")


def test_a_history_that_comes_late_is_not_looked_for_in_another_sheet(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    late = {"version": 0, "at": "2031-05-02T09:00:00Z", "by": "", "changes": {}}
    app.page.clock.install()
    app.page.route("**/history?*", lambda route: route.fulfill(json={"history": [late], "next": None}))
    app.reload()
    form = app.edit("Water the fern")
    expect(history(form)).to_have_count(1)
    form.button("Cancel").click()
    app.details()
    app.page.clock.run_for(1_000)
    expect(form.field("Title")).to_be_focused()
