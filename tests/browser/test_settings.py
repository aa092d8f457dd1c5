"""What a person settles, in the page: language, theme, zone and week; and files of other programs."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.server import Server
from tests.contract.eventually import eventually

TODOIST = "TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG\ntask,Buy milk @shop,1,1,,,,\n"


@pytest.mark.usefixtures("german")
def test_the_page_speaks_german_to_whom_it_should(browser: Browser, server: Server) -> None:
    server.add("Brot", dueDate="2031-05-02", priority="high")
    with person(browser, locale="de-DE") as german:
        app = App(german.new_page(), server.url).open()
        expect(app.heading).to_have_text("Alle Aufgaben")
        expect(app.page.locator("html")).to_have_attribute("lang", "de")
        expect(app.page.locator("#tasks .task")).to_contain_text("Fällig 2. Mai 2031")
        expect(app.page.locator("#tasks .task")).to_contain_text("Hohe Priorität")
        app.page.goto(f"{server.url}/#/settings")
        with app.page.expect_navigation():
            app.page.get_by_label("Sprache").select_option("English")
        expect(app.heading).to_have_text("Settings")
        assert app.problems == []
    eventually(lambda: server.call("GET", "settings")["language"], "en")


@pytest.mark.usefixtures("german")
def test_a_language_is_spoken_wherever_the_person_is(browser: Browser, server: Server) -> None:
    """Their browser speaks another; so it does only until it knows them."""
    with person(browser, locale="en-GB") as someone:
        app = App(someone.new_page(), server.url)
        app.page.goto(app.url)
        expect(app.heading).to_have_text("Heute")
        app.page.wait_for_load_state(
            "networkidle"
        )  # the page opens anew by itself, too, where it hears of it
        server.call("PATCH", "settings", {"language": "en"})
        app.page.reload()
        expect(app.heading).to_have_text("Today")
        assert app.problems == []


def test_who_never_settled_anything_is_where_their_browser_is(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    with person(browser, locale="de-DE", timezone_id="Asia/Tokyo") as someone:
        app = App(someone.new_page(), server.url).open()
        expect(app.heading).to_have_text("Alle Aufgaben")
        settled = {"timeZone": "Asia/Tokyo", "firstWeekday": 1, "language": "de", "version": 1}
        eventually(lambda: server.call("GET", "settings"), settled)
    server.stop()


def test_days_and_times_are_those_of_the_zone_that_is_settled(
    server: Server, tab: Opener, clocked: BrowserContext
) -> None:
    """In Tokyo it is the next day already, and the browser is in Berlin."""
    server.call("PATCH", "settings", {"timeZone": "Asia/Tokyo"})
    server.add("Reply to the landlord", dueDate="2026-11-21")
    server.add("Water the fern", dueDate="2026-11-22")
    server.add("Call the bank", dueDate="2026-11-23T09:00:00[Asia/Tokyo]")
    app = tab("settings", within=clocked)
    app.page.clock.set_fixed_time("2026-11-21T18:00:00Z")
    app.page.get_by_role("link", name="Upcoming").click()
    expect(app.page.locator(".heading").first).to_contain_text("Tomorrow · Monday 23 November")
    expect(app.row("Call the bank")).to_contain_text("Due tomorrow 09:00")
    app.page.get_by_role("link", name="Today").first.click()
    expect(app.row("Reply to the landlord")).to_contain_text("Overdue")
    expect(app.row("Water the fern")).to_contain_text("Due today")
    form = app.edit("Water the fern")
    form.field("Due time, if there is one").fill("23:30")
    form.save()
    eventually(lambda: server.task("Water the fern")["dueDate"], "2026-11-22T23:30:00[Asia/Tokyo]")
    server.call("PATCH", "settings", {"timeZone": "Europe/Berlin"})


def test_keys_go_through_what_can_be_chosen_before_it_counts(server: Server, tab: Opener) -> None:
    server.call("PATCH", "settings", {"firstWeekday": 1})
    app = tab("settings")
    asked: list[Any] = []
    app.page.on("request", lambda request: request.method == "PATCH" and asked.append(request.post_data_json))
    week = app.page.get_by_label("A week begins on")
    for leave in ("Enter", "Tab"):
        week.focus()
        for key in ("Home", "ArrowDown", "ArrowDown"):
            week.press(key)
        expect(week).to_have_value("3")
        week.press(leave)
        app.eventually(lambda: asked, [{"firstWeekday": 3}])
        week.select_option("Monday")
        app.eventually(lambda: asked, [{"firstWeekday": 3}, {"firstWeekday": 1}])
        asked.clear()


def test_zone_and_week_are_kept_by_the_server(server: Server, tab: Opener) -> None:
    app = tab("settings")
    app.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    app.page.get_by_label("A week begins on").select_option("Sunday")
    wanted = {"timeZone": "Asia/Tokyo", "firstWeekday": 7}
    eventually(lambda: server.call("GET", "settings") | wanted == server.call("GET", "settings"), True)
    expect(app.page.get_by_text("This device is in Europe/Berlin.")).to_be_visible()
    app.page.goto(f"{server.url}/#/calendar")
    expect(app.page.get_by_role("columnheader").first).to_have_text("Sun")
    server.call("PATCH", "settings", {"timeZone": "Europe/Berlin", "firstWeekday": 1})


def test_what_is_settled_holds_in_every_tab(server: Server, tab: Opener) -> None:
    server.add("Call the bank", dueDate="2031-05-02T09:00:00[Asia/Tokyo]")
    app, other = tab("settings"), tab()
    expect(other.row("Call the bank")).to_contain_text("09:00 Tokyo")
    app.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(other.row("Call the bank")).not_to_contain_text("Tokyo")
    app.page.get_by_label("Time zone").select_option("Europe/Berlin")
    expect(other.row("Call the bank")).to_contain_text("Tokyo")


def test_a_theme_stays_and_is_there_before_the_page(browser: Browser, server: Server) -> None:
    with person(browser, color_scheme="light") as someone:
        app = App(someone.new_page(), server.url).open("settings")
        app.page.get_by_label("Theme").select_option("Dark")
        expect(app.page.locator("html")).to_have_css("color-scheme", "dark")
        app.page.route("**/app.js", lambda route: route.abort())
        app.page.reload(wait_until="commit")
        expect(app.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_who_asks_the_device_for_contrast_has_it_unless_a_theme_is_chosen(tab: Opener) -> None:
    app = tab("settings")
    app.page.emulate_media(contrast="more", color_scheme="dark")
    expect(app.page.locator("body")).to_have_css("background-color", "rgb(0, 0, 0)")
    app.page.get_by_label("Theme").select_option("Light")
    expect(app.page.locator("body")).to_have_css("background-color", "rgb(248, 245, 239)")
    app.page.get_by_label("Theme").select_option("As the device has it")
    expect(app.page.locator("body")).to_have_css("background-color", "rgb(0, 0, 0)")


def test_a_file_is_looked_at_and_then_brought_in(server: Server, tab: Opener, tmp_path: Path) -> None:
    file = tmp_path / "todoist.csv"
    file.write_text(TODOIST)
    app = tab("settings")
    app.page.get_by_role("button", name="Import", exact=True).click()
    dialog = app.page.get_by_role("dialog", name="Import tasks")
    dialog.get_by_label("File").set_input_files(file)
    expect(dialog.get_by_label("From")).to_have_value("todoist")
    dialog.get_by_role("button", name="Preview").click()
    expect(dialog.get_by_role("status")).to_contain_text("1 task would come in")
    assert server.titles() == []
    dialog.get_by_role("button", name="Import").click()
    expect(dialog.get_by_role("status")).to_contain_text("1 task came in. 0 were there already.")
    assert server.titles() == ["Buy milk"]
    dialog.get_by_role("button", name="Close").click()
    expect(app.page.get_by_role("link", name="All tasks")).to_have_text("All tasks1")


def test_a_file_of_nonsense_is_refused_with_the_reason(tab: Opener, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    file.write_text("{")
    app = tab("settings")
    app.page.get_by_role("button", name="Import", exact=True).click()
    dialog = app.page.get_by_role("dialog", name="Import tasks")
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_role("button", name="Preview").click()
    expect(dialog.get_by_role("status")).not_to_be_empty()
    expect(dialog.get_by_role("button", name="Import")).to_be_hidden()
    app.problems.clear()  # the browser notes the refusal


def test_tasks_are_taken_out_as_a_file(server: Server, tab: Opener) -> None:
    server.add("Buy milk")
    app = tab("settings")
    app.page.get_by_role("button", name="Export").click()
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name="Spreadsheet (CSV)").click()
    assert "Buy milk" in Path(download.value.path()).read_text()
    assert download.value.suggested_filename == "tasks.csv"
