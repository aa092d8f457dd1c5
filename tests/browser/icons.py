"""The icons for systems that take no drawings: `python -m tests.browser.icons` paints them into web/icons."""

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.modules import WEB

ICONS = WEB / "icons"
# Name → the drawing, and the length of a side in pixels.
PAINTED = {
    "farthing-192": ("farthing", 192),
    "farthing-512": ("farthing", 512),
    "maskable-512": ("maskable", 512),
    "touch-180": ("maskable", 180),
}


def main() -> None:
    executable = chromium.path()
    assert executable, "there is no Chromium: install it, or run `make .tools/chromium`"
    with chromium.running(executable) as browser:
        for name, (drawing, side) in PAINTED.items():
            paint(browser, drawing, side, name)


def paint(browser: Browser, drawing: str, side: int, name: str) -> None:
    page = browser.new_page(viewport={"width": side, "height": side})
    drawn = (ICONS / f"{drawing}.svg").read_text()
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawn}")
    page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
