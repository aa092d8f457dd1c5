"""Pictures of the page: `python -m tests.browser.pictures FOLDER [SIGHT…]` draws every sight at three
widths in three themes; without a folder, the few in docs/screenshots/ that the documentation shows."""

import base64
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.app import App
from tests.browser.furnished import furnish
from tests.browser.server import Server
from tests.browser.sights import SIGHTS, leave
from tests.browser.troubles import TROUBLES
from tests.docs.generate import ROOT

SEEN = SIGHTS | TROUBLES
SHOWN = ROOT / "docs" / "screenshots"
SIZES: dict[str, dict[str, Any]] = {
    "390": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "820": {"viewport": {"width": 820, "height": 1100}},
    "1440": {"viewport": {"width": 1440, "height": 900}},
}
THEMES = ("light", "dark", "contrast")
# What the documentation shows: sight, width and theme.
CHOSEN = [
    ("today", "1440", "light"),
    ("sheet", "1440", "light"),
    ("board", "1440", "dark"),
    ("calendar", "1440", "light"),
    ("palette", "1440", "contrast"),
    ("upcoming", "820", "light"),
    ("today", "390", "light"),
    ("chosen", "390", "dark"),
    ("menu", "390", "light"),
]


def main(arguments: list[str]) -> None:
    executable = chromium.path()
    assert executable, "there is no Chromium: install it, or run `make .tools/chromium`"
    folder = Path(arguments[0]) if arguments else SHOWN
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(product(arguments[1:] or SEEN, SIZES, THEMES)) if arguments else CHOSEN
    with tempfile.TemporaryDirectory() as data, chromium.running(executable) as browser:
        server = Server(Path(data))
        ids = furnish(server)
        for size, theme in dict.fromkeys((size, theme) for _, size, theme in wanted):
            sights = [sight for sight, *of in wanted if of == [size, theme]]
            draw(browser, server, ids, folder, (size, theme), sights)
        server.stop()


def draw(
    browser: Browser,
    server: Server,
    ids: dict[str, str],
    folder: Path,
    taste: tuple[str, str],
    sights: list[str],
) -> None:
    """The sights at one width in one theme."""
    size, theme = taste
    usual: dict[str, Any] = {"timezone_id": "Europe/Berlin", "locale": "en-GB", "reduced_motion": "reduce"}
    asked = {"color_scheme": theme} if theme != "contrast" else {"contrast": "more"}
    with browser.new_context(**usual | SIZES[size] | asked) as context:
        app = App(context.new_page(), server.url).open("today")
        for sight in sights:
            SEEN[sight](app, ids)
            save(app, folder / f"{sight}-{size}-{theme}.webp")
            leave(app)


def save(app: App, path: Path) -> None:
    """What is in the window, as WebP."""
    app.page.wait_for_timeout(50)  # for styles that were just loaded
    session = app.page.context.new_cdp_session(app.page)
    picture = session.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    path.write_bytes(base64.b64decode(picture["data"]))
    session.detach()


if __name__ == "__main__":
    main(sys.argv[1:])
