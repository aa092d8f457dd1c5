"""What lets programs in: tokens and calendars, made, used and revoked on the page."""

from playwright.sync_api import Locator, expect

from tests.browser.accessibility import findings
from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server


def dialog(app: App) -> Locator:
    app.page.get_by_role("button", name="Tokens").click()
    opened = app.page.locator("dialog[aria-labelledby=tokens-name]")
    expect(opened).to_be_visible()
    return opened


def revoke(app: App, within: Locator, name: str) -> None:
    within.get_by_role("button", name=f"Revoke “{name}”").click()
    app.page.get_by_role("dialog", name=f"Revoke “{name}”?").get_by_role("button", name="Revoke").click()


def test_a_token_is_shown_once_lets_in_and_is_revoked(server: Server, tab: Opener, axe: str) -> None:
    app = tab("settings")
    opened = dialog(app)
    opened.get_by_role("button", name="Make a token").click()
    expect(opened.get_by_text("Fill this in.")).to_be_visible()
    opened.get_by_label("Name").first.fill("Backup")
    opened.get_by_label("It may").select_option(label="Read")
    opened.get_by_label("For", exact=True).select_option(label="30 days")
    opened.get_by_role("button", name="Make a token").click()
    secret = opened.get_by_label("The token").input_value()
    listed = opened.get_by_role("list", name="Tokens").get_by_role("listitem")
    expect(listed).to_contain_text("Backup")
    expect(listed).to_contain_text("Read, until")
    assert findings(app, axe) == []
    assert server.call("GET", "tokens")["tokens"][0]["scopes"] == ["read"]
    sent = {"Authorization": f"Bearer {secret}"}
    assert app.page.request.get(f"{server.url}/api/tasks", headers=sent).ok
    revoke(app, opened, "Backup")
    expect(listed).to_have_count(0)
    expect(opened.get_by_label("The token")).to_have_count(0)
    assert server.call("GET", "tokens")["tokens"] == []
    assert app.page.request.get(f"{server.url}/api/tasks", headers=sent).status == 401


def test_a_calendar_is_read_at_its_address_until_it_is_revoked(server: Server, tab: Opener) -> None:
    server.add("Water the fern", dueDate="2031-05-02")
    app = tab("settings")
    opened = dialog(app)
    opened.get_by_role("button", name="Make an address").click()
    address = opened.get_by_label("Address of the calendar").input_value()
    assert "Water the fern" in app.page.request.get(address).text()
    revoke(app, opened, "Farthing")
    expect(opened.get_by_role("list", name="Calendars").get_by_role("listitem")).to_have_count(0)
    assert server.call("GET", "calendars")["calendars"] == []
