"""What tests of several folders share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.contract.emulators import unavailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One for all tests of a process: Playwright runs no second one beside it."""
    from tests.browser import chromium

    executable = chromium.path()
    if executable is None:
        unavailable("there is no Chromium: install it, or run `make .tools/chromium`")
    else:
        with chromium.running(executable) as running:
            yield running
