"""What is measured as scripting is all of it, in the Chromium there is."""

import pytest
from playwright.sync_api import Browser

from bench.page import WATCH, until_shown

BUSY = "for (let step = 0; step < 5e7; step++) window.step = step; window.shown = true;"


@pytest.mark.parametrize("later", ["Promise.resolve().then", "setTimeout"])
def test_scripting_counts_however_it_comes_about(browser: Browser, later: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.evaluate(f"({WATCH})(() => window.shown)")
        assert until_shown(page, lambda: page.evaluate(f"{later}(() => {{ {BUSY} }}), 0")) > 10
