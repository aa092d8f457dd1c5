"""A server for each file of tests, one browser for all; a page must end without a complaint."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.app import App
from tests.browser.days import BERLIN
from tests.browser.gateway import Gateway
from tests.browser.server import Server
from tests.docs.generate import ROOT

expect.set_options(timeout=10_000)
AXE = ROOT / ".tools" / "axe-core" / "axe.min.js"
Opener = Callable[..., App]
TURNED = "'__pwClock' in globalThis"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of a file share one server."""
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def unavailable(reason: str) -> NoReturn:
    """Leave a test out, unless everything is to be tested."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        unavailable("axe is not installed: run `make .tools/axe-core`")
    return AXE.read_text()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("browser") / "data")
    yield server
    server.stop()


@pytest.fixture
def server(running: Server) -> Server:
    """The server, with nothing in it but the trash."""
    running.clear()
    return running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts, of which the first is still to be made."""
    server = Server(tmp_path_factory.mktemp("house") / "data", "--accounts", "open")
    yield server
    server.stop()


@pytest.fixture
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Farthing as it is on AWS, where people sign in at Cognito."""
    gateway = Gateway(tmp_path_factory.mktemp("gateway"))
    yield gateway
    gateway.stop()


@pytest.fixture
def german(server: Server) -> Iterator[None]:
    """The owner has settled that they speak German, for this test."""
    server.call("PATCH", "settings", {"language": "de"})
    yield
    server.call("PATCH", "settings", {"language": "en"})


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser, in Berlin."""
    with person(browser) as context:
        context.new_page()  # a window that stays, so that no test has to wait for one
        yield context


@pytest.fixture
def clocked(browser: Browser) -> Iterator[BrowserContext]:
    """A browser for one test, which may turn its clock: that is turned for all its pages, and for good."""
    with person(browser) as context:
        yield context


@contextmanager
def person(browser: Browser, *, keeps_page: bool = False, **options: Any) -> Iterator[BrowserContext]:
    """A browser with nothing in it yet, and perhaps with a taste of its own. Where it `keeps_page`, its
    service worker answers in place of the server, and of tests."""
    usual = {"viewport": {"width": 1100, "height": 800}, "timezone_id": BERLIN, "locale": "en-GB"}
    with browser.new_context(**usual | {"reduced_motion": "reduce"} | options) as context:
        context.set_default_timeout(10_000)
        if not keeps_page:
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        yield context


@pytest.fixture
def tab(context: BrowserContext, server: Server) -> Iterator[Opener]:
    """Opens tabs of that browser; each must end without a complaint but those that a test takes out."""
    opened: list[App] = []

    def open(place: str = "all", within: BrowserContext = context) -> App:
        app = App(within.new_page(), server.url)
        if not opened:
            app.forget()
        opened.append(app)
        app.open(place)
        assert within is not context or not app.page.evaluate(TURNED), (
            "a test turned the clock of all: see `clocked`"
        )
        return app

    yield open
    for app in opened:
        app.page.close()
    assert [app.problems for app in opened if app.problems] == []


@pytest.fixture
def app(tab: Opener) -> App:
    """The page, opened when the server is empty."""
    return tab()
