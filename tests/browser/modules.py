"""The scripts of the page: where they are written, by which names they are sent, and each by itself."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

import farthing
from farthing.http.page_files import TOGETHER
from farthing.http.page_linking import homes_of
from tests.browser.server import Server

WEB = Path(farthing.__file__).resolve().parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
# Where each is sent: on its own, or as a part of another.
HOMES = homes_of({path.relative_to(WEB).as_posix(): path.read_text() for path in SCRIPTS}, TOGETHER)


def as_written(page: Page) -> None:
    """Have a page find each script alone, as `Server.module` names it: what is sent has them joined, and of
    what is within gives to nobody but the page."""

    def give(route: Route) -> None:
        route.fulfill(path=WEB / route.request.url.partition("/written/")[2])

    page.route("**/written/**", give)


def laboratory(context: BrowserContext, server: Server) -> Page:
    """A page with nothing on it, for scripts to be run by themselves; they have the words of `start`."""
    page = context.new_page()
    as_written(page)
    page.goto(f"{server.url}/config.json")
    page.evaluate("path => import(path).then(({ texts }) => texts('start'))", server.module("texts/t.js"))
    return page
