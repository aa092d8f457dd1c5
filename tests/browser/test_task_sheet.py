"""The sheet of a task: subtasks, history, and what else is done with it."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.accessibility import PHONE, SMALL_TARGETS, findings, overflow
from tests.browser.app import Form
from tests.browser.conftest import Opener, person
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


def test_a_subtask_that_cannot_be_is_not_saved_away(server: Server, tab: Opener) -> None:
    server.add("Paint the door")
    app = tab()
    form = app.edit("Paint the door").write(description="in green")
    form.field("New subtask").fill("S" * 501)
    form.save()
    expect(form.dialog).to_be_visible()
    assert "500" in form.error("New subtask")
    expect(form.field("New subtask")).to_have_value("S" * 501)
    form.field("New subtask").fill("Sand it")
    form.save()
    eventually(lambda: sorted(server.titles()), ["Paint the door", "Sand it"])


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


def test_a_history_that_comes_late_is_not_looked_for_in_another_sheet(
    server: Server, tab: Opener, clocked: BrowserContext
) -> None:
    server.add("Water the fern")
    app = tab(within=clocked)
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
