"""What tests of several folders share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from _pytest.nodeid import coerce_node_id

from tests.contract.emulators import unavailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Keep the tests of an `xdist_group` together: pytest-xdist 3.8 writes the group into `_nodeid`, where
    pytest looks no more since 9.2."""
    yield
    for item in items:
        if "_nodeid" in vars(item):
            item._id = coerce_node_id(vars(item)["_nodeid"])


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One for all tests of a process: Playwright runs no second one beside it."""
    from tests.browser import chromium

    executable = chromium.quick()
    if executable is None:
        unavailable("there is no Chromium: install it, or run `make .tools/chromium`")
    else:
        with chromium.running(executable) as running:
            yield running
