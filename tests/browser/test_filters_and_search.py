"""Finding tasks: saved filters, and words."""

from playwright.sync_api import Browser, Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.server import Server
from tests.browser.troubles import SYNC, refuse
from tests.contract.eventually import eventually


def form(app: App) -> Locator:
    return app.page.get_by_role("dialog", name="filter")


def saved(server: Server) -> list[tuple[str, str]]:
    return [(one["name"], one["query"]) for one in server.call("GET", "filters")["filters"]]


def test_a_filter_is_written_saved_changed_and_deleted(server: Server, tab: Opener) -> None:
    server.add("Water the fern", labels=["home"], priority="urgent")
    server.add("Paint the fence", labels=["home"])
    server.add("Write", priority="urgent")
    app = tab()
    app.page.get_by_role("button", name="New filter").click()
    form(app).get_by_label("Name").fill("Home first")
    form(app).get_by_label("Filter").fill("@home &")
    form(app).get_by_role("button", name="Save").click()
    expect(form(app).get_by_label("Filter")).to_have_attribute("aria-invalid", "true")
    form(app).get_by_label("Filter").fill("@home & p1")
    expect(form(app).get_by_role("status")).to_have_text("1 task matches")
    form(app).get_by_role("button", name="Save").click()
    expect(app.heading).to_have_text("Home first")
    expect(app.titles).to_have_text(["Water the fern"])
    eventually(lambda: saved(server), [("Home first", "@home & p1")])
    app.page.get_by_role("button", name="Edit filter").click()
    form(app).get_by_role("button", name="Cancel").click()
    expect(form(app)).to_have_count(0)
    app.page.get_by_role("button", name="Edit filter").click()
    form(app).get_by_label("Filter").fill("@home")
    form(app).get_by_role("button", name="Save").click()
    expect(app.titles).to_have_text(["Water the fern", "Paint the fence"])
    app.page.reload()
    expect(app.titles).to_have_text(["Water the fern", "Paint the fence"])
    app.page.get_by_role("button", name="Delete filter").click()
    eventually(lambda: saved(server), [])
    app.go("Trash")
    app.page.get_by_role("button", name="Restore: Filter “Home first”").click()
    eventually(lambda: len(saved(server)), 1)


def test_the_address_of_a_filter_leads_there_in_a_new_browser(server: Server, browser: Browser) -> None:
    server.add("Water the fern", priority="urgent")
    made = server.call("POST", "filters", {"name": "Now", "query": "p1"})
    with person(browser) as somebody:
        app = App(somebody.new_page(), server.url).open(f"filter/{made['filterId']}")
        expect(app.heading).to_have_text("Now")
        expect(app.titles).to_have_text(["Water the fern"])


def test_a_filter_that_cannot_be_read_says_why(server: Server, tab: Opener) -> None:
    server.call("POST", "filters", {"name": "At home", "query": '#"House" & p1'})
    app = tab()
    app.page.get_by_role("link", name="At home").click()
    expect(app.page.locator("#empty")).to_contain_text("House")


def test_a_filter_of_which_nothing_can_be_told_tells_nothing(server: Server, tab: Opener) -> None:
    server.call("POST", "filters", {"name": "Soon", "query": "p1"})
    app = tab()
    app.page.route("**/views/filters.js", lambda route: route.abort())
    app.page.get_by_role("link", name="Soon").click()
    expect(app.toast).to_contain_text("could not be loaded")
    expect(app.page.locator("#empty")).to_be_empty()
    app.problems.clear()


def test_a_filter_that_is_refused_is_written_again(app: App, server: Server) -> None:
    refuse(app, "query: too hard to read")
    app.page.get_by_role("button", name="New filter").click()
    form(app).get_by_label("Name").fill("Home")
    form(app).get_by_label("Filter").fill("@home")
    form(app).get_by_role("button", name="Save").click()
    expect(form(app).get_by_text("Too hard to read.")).to_be_visible()
    app.page.keyboard.press("Escape")
    app.page.evaluate("location.hash = '#/outbox'")
    expect(app.page.locator("#view .refused")).to_contain_text("Name, Filter")
    app.page.unroute(SYNC)
    app.page.get_by_role("button", name="Edit on").click()
    form(app).get_by_label("Filter").fill("@house")
    form(app).get_by_role("button", name="Save").click()
    eventually(lambda: saved(server), [("Home", "@house")])


def test_the_search_goes_through_every_place(server: Server, tab: Opener) -> None:
    list_id = server.add_list("Garden")
    server.add("Plant bulbs", listId=list_id, description="two hundred tulips")
    server.add("Buy tulips", status="done")
    server.add("Meet Zoë at the café")
    app = tab("today")
    app.page.keyboard.press("/")
    app.page.keyboard.type("TULIP")
    expect(app.titles).to_have_text(["Plant bulbs", "Buy tulips"])
    expect(app.heading).to_have_text("Search: TULIP")
    app.page.reload()
    expect(app.titles).to_have_text(["Plant bulbs", "Buy tulips"])
    app.page.get_by_label("Search the tasks").fill("cafe ZOE")
    expect(app.titles).to_have_text(["Meet Zoë at the café"])
    app.page.get_by_label("Search the tasks").fill("nothing like it")
    expect(app.page.get_by_text("No task mentions these words.")).to_be_visible()
