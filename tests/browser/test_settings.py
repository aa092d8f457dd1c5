"""What a person settles, in the page: language, theme, zone and week; and files of other programs."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.server import Server
from tests.contract.eventually import eventually

TODOIST = "TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG\ntask,Buy milk @shop,1,1,,,,\n"


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
    expect(dialog.get_by_role("status")).to_contain_text("1 task came in; 0 were there already.")
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
