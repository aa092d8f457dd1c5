"""Which Chromium the tests drive: what CHROMIUM names, the machine's, or that of `make .tools/chromium`."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.docs.generate import ROOT

CARRIED = ROOT / ".tools" / "chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def path() -> str | None:
    """The program, where there is one."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "google-chrome", str(CARRIED / "chromium"))
    return next((found for name in names if name and (found := shutil.which(name))), None)


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
