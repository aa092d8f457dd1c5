"""The page in a browser that keeps it: it opens without the server, and changes to another version as one."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

import farthing
from farthing.http.page_files import ELSEWHERE
from tests.browser.app import App
from tests.browser.conftest import person
from tests.browser.modules import HOMES
from tests.browser.server import Server
from tests.browser.test_size import sent

KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    kept[new URL(name).pathname] = requests.map(({ url }) => new URL(url).pathname);
  }
  return kept;
}"""
UNTIL_KEPT = """() => new Promise(kept => {
  if (navigator.serviceWorker.controller) kept();
  navigator.serviceWorker.addEventListener('controllerchange', () => kept());
})"""
OF_THIS_VERSION = """async paths => {
  const folder = new URL('.', document.querySelector('script[type=module]').src);
  const load = path => import(new URL(path, folder)).then(() => '', ({ message }) => message);
  return Promise.all(paths.map(load));
}"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    yield server
    if server.runs:
        server.stop()


@pytest.fixture
def browser_of_somebody(browser: Browser) -> Iterator[BrowserContext]:
    with person(browser, keeps_page=True) as context:
        yield context


@pytest.fixture
def app(browser_of_somebody: BrowserContext, server: Server) -> App:
    return opened(browser_of_somebody, server)


def opened(browser: BrowserContext, server: Server) -> App:
    """A tab, whose page is kept when this returns."""
    app = App(browser.new_page(), server.url).open()
    app.page.evaluate(UNTIL_KEPT)
    return app


def called(app: App) -> Locator:
    return app.page.get_by_role("banner").get_by_role("link")


def other_version(folder: Path, name: str) -> Path:
    """The program, in a copy whose page calls itself otherwise."""
    package = folder / name / "farthing"
    copytree(Path(farthing.__file__).parent, package, ignore=ignore_patterns("__pycache__"))
    index = package / "web" / "index.html"
    index.write_text(index.read_text().replace("<span>Farthing</span>", f"<span>{name}</span>"))
    return package.parent


def notice(page: Page) -> Locator:
    return page.get_by_text("A new version is there.")


def reload(page: Page) -> None:
    """Do as the notice proposes."""
    page.get_by_role("button", name="Reload").click()


def come_back(page: Page) -> None:
    """Have the browser look for another version, as it does when a page is opened."""
    page.evaluate("navigator.serviceWorker.ready.then(registration => registration.update())")


def test_what_was_opened_once_opens_without_the_server(app: App, server: Server) -> None:
    server.stop()
    for address in ("/", "/?space=01920000-0000-7000-8000-000000000000", "/#/inbox"):
        app.page.goto("about:blank")
        app.page.goto(server.url + address)
        expect(app.heading).to_have_text("Inbox" if "inbox" in address else "Today")
        expect(app.banner).to_contain_text("cannot be reached")


def test_what_was_opened_once_opens_while_the_server_says_nothing(app: App, server: Server) -> None:
    server.pause()
    app.page.goto("about:blank")
    app.page.goto(server.url)
    expect(app.heading).to_have_text("Today", timeout=2_500)
    server.resume()


def test_all_of_it_is_there_without_the_server_on_the_first_visit(app: App, server: Server) -> None:
    server.stop()
    later = sorted({path for path in HOMES.values() if "/" in path} - set(ELSEWHERE["accounts"]))
    assert app.page.evaluate(OF_THIS_VERSION, [f"./{path}" for path in later]) == [""] * len(later)


def test_a_line_is_understood_without_the_server_on_the_first_visit(app: App, server: Server) -> None:
    """The words that it is read by are no script."""
    server.stop()
    app.page.get_by_label("Title of the new task").fill("Water the fern tomorrow every 2 weeks")
    expect(app.page.get_by_role("list", name="Understood")).to_contain_text("every 2 weeks")


def test_the_api_is_never_kept(app: App) -> None:
    app.add("Water the fern")
    expect(app.row("Water the fern")).to_be_visible()
    (paths,) = app.page.evaluate(KEPT).values()
    assert {"/", "/config.json", "/manifest.webmanifest"} <= set(paths)
    assert [path for path in paths if path.startswith("/api") or path == "/sw.js"] == []
    there = sent("accounts").keys() - {"sw.js", "pack.txt"}
    assert len(paths) == len(there | {"config.json"})


def test_another_version_shows_once_it_is_asked_for(app: App, server: Server, tmp_path: Path) -> None:
    server.stop()
    app.add("Typed without the server")
    server.start(other_version(tmp_path, "Groat"))
    come_back(app.page)
    expect(notice(app.page)).to_be_visible()
    expect(called(app)).to_have_text("Farthing")
    reload(app.page)
    expect(called(app)).to_have_text("Groat")
    expect(notice(app.page)).to_be_hidden()
    expect(app.row("Typed without the server")).to_be_visible()
    assert server.task("Typed without the server")
    server.stop()
    app.page.reload()
    expect(called(app)).to_have_text("Groat")
    app.eventually(lambda: len(app.page.evaluate(KEPT)), 1)


def test_a_tab_of_the_version_before_goes_on_with_its_own_files(
    app: App, browser_of_somebody: BrowserContext, server: Server, tmp_path: Path
) -> None:
    other = opened(browser_of_somebody, server)
    other.page.get_by_label("Title of the new task").fill("Half typed")
    server.stop()
    server.start(other_version(tmp_path, "Groat"))
    come_back(app.page)
    expect(notice(other.page)).to_be_visible()
    reload(app.page)
    expect(called(app)).to_have_text("Groat")
    expect(other.page.get_by_label("Title of the new task")).to_have_value("Half typed")
    assert other.page.evaluate(OF_THIS_VERSION, ["./parts/conflict.js"]) == [""]
    app.page.reload()
    assert len(app.page.evaluate(KEPT)) == 2, "what a tab is of stays"
    reload(other.page)
    expect(called(other)).to_have_text("Groat")
    other.page.reload()
    app.eventually(lambda: len(app.page.evaluate(KEPT)), 1)
