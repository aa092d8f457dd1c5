"""What there is to see of the page where people sign in: outside, at the gate; within; and where the gate
leads to hosted pages. Each way begins with a page that is opened anew."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Route, expect

from tests.browser.people import PASSWORD, Somebody
from tests.browser.troubles import REFRESH

Way = Callable[[Somebody, dict[str, str]], None]
EMAIL, MAIL = "ada@example.org", "ines@example.org"
SESSION, SPACE = "**/api/session", "?space={space}#/all"


def opened(place: str) -> Way:
    """At an address with the ids of what there is in it, whether or not anybody is in."""

    def go(ada: Somebody, ids: dict[str, str]) -> None:
        ada.page.unroute_all()
        ada.page.goto("about:blank")
        ada.goto(place.format_map(ids))
        expect(ada.gate.or_(ada.page.locator("body[data-ready]")).first).to_be_visible()
        if place == SPACE:  # and what an earlier sight had the server say about it does not hold any more
            expect(ada.page.locator(".space-note")).to_contain_text("see what you do")

    return go


def pressed(ada: Somebody, button: str) -> None:
    """Press a button wherever it is on the page."""
    ada.page.get_by_role("button", name=button, exact=True, include_hidden=True).last.dispatch_event("click")


def dialog(place: str, button: str, *more: str) -> Way:
    """What a button of a place opens, and perhaps a button of that."""

    def go(ada: Somebody, ids: dict[str, str]) -> None:
        opened(place)(ada, ids)
        for each in (button, *more):
            pressed(ada, each)
            expect(ada.page.locator("dialog[open]").last).to_be_visible()

    return go


def answering(ada: Somebody, pattern: str, status: int = 200, **json: Any) -> None:
    """From now on, have the server answer so."""
    ada.page.route(pattern, lambda route: route.fulfill(status=status, json=json))


def empty(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    ada.gate.get_by_role("button", name="Sign in").click()
    expect(ada.gate.get_by_text("Fill this in.")).to_have_count(2)


def wrong(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    answering(ada, SESSION, 429, detail="too many")
    ada.sign_in(EMAIL, "not the password")
    expect(ada.gate.get_by_role("alert")).to_contain_text("Too many tries")


def code(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    answering(ada, SESSION, 401, code="second_factor", detail="a code is missing")
    ada.sign_in(EMAIL)
    ada.gate.get_by_label("Code").fill("12")
    ada.gate.get_by_role("button", name="Sign in").click()
    expect(ada.gate.get_by_label("Code")).to_have_attribute("aria-invalid", "true")


def register(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    ada.gate.get_by_role("button", name="Create an account").click()
    ada.register("", "", "short")


def ended(ada: Somebody, ids: dict[str, str]) -> None:
    """The session is over, with somebody at the page."""
    opened("#/all")(ada, ids)
    ada.ready()
    answering(ada, SESSION, person=None)
    ada.page.reload()
    expect(ada.banner).to_contain_text("You are signed out")


def again(ada: Somebody, ids: dict[str, str]) -> None:
    ended(ada, ids)
    ada.page.get_by_role("button", name="Sign in again").click()
    expect(ada.gate.get_by_label("E-mail")).to_have_value(EMAIL)


def people(ada: Somebody, ids: dict[str, str]) -> None:
    """The space with somebody else in it, and an invitation that was just made."""
    opened(SPACE)(ada, ids)
    both = [
        {"userId": ids["ada"], "name": "Ada", "role": "owner"},
        {"userId": "grace", "name": "Grace", "role": "editor"},
    ]
    invited = {"invitationId": "i", "role": "viewer", "email": MAIL, "expiresAt": "2031-05-02T09:00:00Z"}
    answering(ada, "**/members?*", members=both, next=None)
    answering(ada, "**/api/spaces/*/invitations*", invitations=[invited], next=None, secret="told-once")
    pressed(ada, "People")
    panel = ada.page.get_by_role("dialog")
    expect(panel.get_by_text("Grace")).to_be_visible()
    panel.get_by_label("E-mail, if").fill(MAIL)
    panel.get_by_role("button", name="Make a link").click()
    expect(panel.get_by_role("link", name="Write to")).to_be_visible()


def sure(ada: Somebody, ids: dict[str, str]) -> None:
    people(ada, ids)
    ada.page.get_by_role("button", name="Remove Grace").click()
    expect(ada.page.get_by_role("button", name="Take out")).to_be_visible()


def viewer(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    answering(ada, "**/api/spaces/*", spaceId=ids["space"], name="Boat", role="viewer", version=1)
    ada.page.goto("about:blank")
    ada.goto(SPACE.format_map(ids))
    expect(ada.page.locator(".space-note")).to_contain_text("not change it")


def look(ada: Somebody, ids: dict[str, str]) -> None:
    viewer(ada, ids)
    expect(ada.titles).to_have_count(1)
    ada.page.keyboard.press("j")
    ada.page.keyboard.press("e")
    expect(ada.page.get_by_role("dialog")).to_contain_text("To do")


def as_viewer(ada: Somebody, ids: dict[str, str]) -> None:
    viewer(ada, ids)
    pressed(ada, "People")
    expect(ada.page.get_by_role("dialog").get_by_role("button", name="Leave")).to_be_visible()


def join(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    answering(ada, "**/invitations/look", spaceName="Attic", role="viewer", invitedBy="Grace", email="")
    ada.goto("#/join/told-once")
    expect(ada.page.get_by_role("dialog", name="Join “Attic”")).to_be_visible()


def useless(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/join/told-twice")(ada, ids)
    expect(ada.page.get_by_role("dialog")).to_contain_text("cannot be used")


def left(ada: Somebody, ids: dict[str, str]) -> None:
    """Taken out of a space, with something typed there."""
    opened(SPACE)(ada, ids)
    ada.page.get_by_label("Title of the new task").fill("Count the bottles")
    for pattern in ("**/api/sync?*space=*", f"**/api/spaces/{ids['space']}"):
        answering(ada, pattern, 404, code="not_found", detail="there is no such space here")
    ada.page.evaluate(REFRESH)
    expect(ada.page.get_by_role("dialog").get_by_role("textbox")).to_have_value("Count the bottles")


def secret(ada: Somebody, ids: dict[str, str]) -> None:
    """The secret of a second factor, about to be switched on."""
    dialog("#/all", ids["account"])(ada, ids)
    account = ada.page.get_by_role("dialog")
    account.get_by_label("Your password").fill(PASSWORD)
    account.get_by_role("button", name="Set it up").click()
    expect(account.locator("code")).to_be_visible()
    account.get_by_role("button", name="Change password").click()
    expect(account.get_by_text("Fill this in.").first).to_be_visible()


def second_factor(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    here = {"userId": ids["ada"], "name": "Ada Lovelace", "email": EMAIL, "totp": True}
    answering(ada, SESSION, person=here)
    pressed(ada, ids["account"])
    expect(ada.page.get_by_role("button", name="Switch off")).to_be_visible()


def move(ada: Somebody, ids: dict[str, str]) -> None:
    opened(SPACE)(ada, ids)
    ada.edit("Caulk the hull").button("Move to another space").click()
    expect(ada.page.get_by_role("dialog", name="Move to another space")).to_be_visible()


def denied(ada: Somebody, ids: dict[str, str]) -> None:
    """Back from hosted pages, where signing in was not finished."""

    def refuse(route: Route) -> None:
        asked = parse_qs(urlsplit(route.request.url).query)
        back = f"{asked['redirect_uri'][0]}?error=access_denied&state={asked['state'][0]}"
        route.fulfill(content_type="text/html", body=f'<a href="{back.replace("&", "&amp;")}">Continue</a>')

    opened("#/all")(ada, ids)
    ada.page.route("**/oauth2/authorize?*", refuse)
    ada.gate.get_by_role("button", name="Sign in").click()
    ada.page.get_by_role("link", name="Continue").click()
    expect(ada.gate.get_by_role("alert")).to_contain_text("access denied")


def hosted_account(ada: Somebody, ids: dict[str, str]) -> None:
    opened("#/all")(ada, ids)
    ada.gate.get_by_role("button", name="Sign in").click()
    ada.page.get_by_role("link", name="Continue").click()
    ada.ready()
    pressed(ada, f"Account: {EMAIL}")
    expect(ada.page.get_by_role("dialog", name="Account")).to_be_visible()


OUTSIDE: dict[str, Way] = {
    "sign-in": opened("#/all"),
    "sign-in-empty": empty,
    "sign-in-wrong": wrong,
    "sign-in-code": code,
    "register": register,
    "set-up": opened("#/setup/told-once"),
    "invited": opened("#/join/told-once"),
}
WITHIN: dict[str, Way] = {
    "space": opened(SPACE),
    "people-alone": dialog("#/all", "People"),
    "new-space": dialog("#/all", "People", "New space"),
    "people": people,
    "people-sure": sure,
    "people-as-viewer": as_viewer,
    "viewer": viewer,
    "look": look,
    "join": join,
    "join-useless": useless,
    "left": left,
    "account-secret": secret,
    "account-second-factor": second_factor,
    "move": move,
    "signed-out": ended,
    "again": again,
}
HOSTED: dict[str, Way] = {
    "hosted": opened("#/all"),
    "hosted-invited": opened("#/join/told-once"),
    "hosted-denied": denied,
    "hosted-account": hosted_account,
}
