"""Which Chromium is driven: what CHROMIUM names, the machine's, or that of `make .tools/chromium`.

Tests prefer one that was built to have no windows: with the same engine it does the same in less than half
the time, for it has no bars, menus and pages of its own to draw.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.docs.generate import ROOT

CARRIED = ROOT / ".tools" / "chromium"
WINDOWED = ("chromium", "google-chrome")
WINDOWLESS = ("chromium-headless-shell", "chrome-headless-shell", str(CARRIED / "chromium"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def path() -> str | None:
    """The program that people have, where there is one."""
    return _first(*WINDOWED, *WINDOWLESS)


def quick() -> str | None:
    """The program that tests take, where there is one."""
    return _first(*WINDOWLESS, *WINDOWED)


def _first(*names: str) -> str | None:
    chosen = os.environ.get("CHROMIUM", "")
    return next((found for name in (chosen, *names) if name and (found := shutil.which(name))), None)


def environment(executable: str) -> dict[str, str]:
    """What it must find in its environment: the one we carry has its libraries and fonts with it."""
    if not executable.startswith(str(CARRIED)):
        return {}
    return {"LD_LIBRARY_PATH": str(CARRIED / "lib"), "FONTCONFIG_FILE": str(CARRIED / "fonts.conf")}


@contextmanager
def running(executable: str) -> Iterator[Browser]:
    env: dict[str, str | float | bool] = {**os.environ, **environment(executable)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET, env=env)
        yield browser
        browser.close()
