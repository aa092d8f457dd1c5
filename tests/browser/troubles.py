"""What there is to see of the page when something comes in between. Each way begins with a page opened anew;
the server is not changed by what there is to see then."""

import json
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.app import App
from tests.browser.sights import Way, place

SYNC = "**/api/sync"
REFRESH = "document.dispatchEvent(new Event('visibilitychange'))"
BOAT = "Ask Inês for the key to the boat"


def refuse(app: App, detail: str) -> None:
    """Have the server find a fault with every change."""

    def answer(route: Route) -> None:
        asked = json.loads(route.request.post_data or "")
        results = [
            {"kind": c["kind"], "id": c["id"], "status": "invalid", "version": c["base"], "detail": detail}
            for c in asked["changes"]
        ]
        empty: dict[str, Any] = {"tasks": [], "lists": [], "filters": [], "items": [], "more": False}
        route.fulfill(json=empty | {"results": results, "next": asked["since"]})

    app.page.route(SYNC, answer)


def anew(app: App, ids: dict[str, str]) -> None:
    """To the Inbox of a page with nothing waiting."""
    app.page.unroute_all()
    app.page.goto("about:blank")
    app.forget()
    app.open()
    place("inbox")(app, ids)


def toast(app: App, ids: dict[str, str]) -> None:
    anew(app, ids)
    app.edit(BOAT).write(description="She is at sea.")
    app.page.keyboard.press("Escape")
    expect(app.toast).to_be_visible()


def misfit(app: App, ids: dict[str, str]) -> None:
    anew(app, ids)
    form = app.edit(BOAT).write(title="")
    form.save()
    expect(form.field("Title")).to_have_attribute("aria-invalid", "true")


def update(app: App, ids: dict[str, str]) -> None:
    anew(app, ids)
    app.page.evaluate("document.querySelector('#update').hidden = false")


def unreachable(app: App, ids: dict[str, str]) -> None:
    anew(app, ids)
    app.page.route("**/api/**", lambda route: route.abort())
    app.done(BOAT).check()
    expect(app.banner).to_contain_text("cannot be reached. One change is kept here")


def failed(app: App, ids: dict[str, str]) -> None:
    anew(app, ids)
    problem = {"status": 403, "code": "forbidden", "detail": "this needs the scope 'read'"}
    app.page.route("**/api/sync?*", lambda route: route.fulfill(status=403, json=problem))
    app.page.evaluate(REFRESH)
    expect(app.banner).to_contain_text("This needs the scope 'read'.")


def refused(app: App, ids: dict[str, str]) -> None:
    """A change that the server will not have, where it is kept."""
    anew(app, ids)
    refuse(app, "status: a task cannot be done by somebody at sea")
    app.done(BOAT).click()  # it is unchecked again soon
    expect(app.toast).to_be_visible()
    place("outbox")(app, ids)
    expect(app.page.locator(".outbox-entries .refused")).to_be_visible()


def sure(app: App, ids: dict[str, str]) -> None:
    refused(app, ids)
    app.page.get_by_role("button", name="Let it go").click()
    expect(app.page.get_by_role("dialog")).to_be_visible()


def conflict(app: App, ids: dict[str, str]) -> None:
    def elsewhere(description: str) -> None:
        headers = {"Content-Type": "application/json"}
        body = {"description": description}
        answer = app.page.request.patch(f"{app.url}/api/tasks/{ids[BOAT]}", headers=headers, data=body)
        assert answer.ok, answer.text()

    elsewhere("She is back on Thursday.")
    anew(app, ids)
    form = app.edit(BOAT).write(description="She is back on Friday.")
    elsewhere("She is back on Saturday.")
    form.save()
    expect(app.page.get_by_role("dialog", name="Which shall it be?")).to_be_visible()


TROUBLES: dict[str, Way] = {
    "toast": toast,
    "misfit": misfit,
    "update": update,
    "unreachable": unreachable,
    "failed": failed,
    "refused": refused,
    "sure": sure,
    "conflict": conflict,
}
