"""Several tabs of a browser: they agree at once, and one of them talks to the server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.conftest import person
from tests.browser.device import Device
from tests.browser.server import Server


@pytest.fixture
def tabs(server: Server, browser: Browser) -> Iterator[list[Device]]:
    """Three tabs of one browser, the first of which leads."""
    with person(browser) as context:
        first = Device(context, server)
        first.sync()
        yield [first, Device(context, server), Device(context, server)]


def shows(tab: Device, *titles: str) -> None:
    seen = """titles => [...store.tasks.values()].filter(({ deletedAt }) => !deletedAt)
      .map(({ title }) => title).sort().join() === titles"""
    tab.page.wait_for_function(seen, arg=",".join(sorted(titles)))


def test_one_tab_syncs_for_all(server: Server, tabs: list[Device]) -> None:
    asked: dict[int, int] = {}

    def count(number: int, request: Request) -> None:
        asked[number] = asked.get(number, 0) + ("/api/sync" in request.url)

    for number, tab in enumerate(tabs):
        tab.page.on("request", lambda request, number=number: count(number, request))
        tab.run("store.create('task', { title: $0 })", f"Task {number}")
    for tab in tabs:
        shows(tab, "Task 0", "Task 1", "Task 2")
        tab.page.wait_for_function("() => store.waiting.length === 0")
    assert len(server.titles()) == 3
    assert [number for number, times in asked.items() if times] == [0]


def test_another_takes_over_and_sends_what_the_closed_one_had(server: Server, tabs: list[Device]) -> None:
    first, second, third = tabs
    first.offline()
    first.run("store.create('task', { title: 'Made in the first' })")
    third.run("store.create('task', { title: 'Made in the third' })")
    shows(second, "Made in the first", "Made in the third")
    first.page.close()
    third.offline(False)
    for tab in (second, third):
        tab.run("await store.refresh()")
        tab.page.wait_for_function("() => store.waiting.length === 0")
    assert sorted(server.titles()) == ["Made in the first", "Made in the third"]
    assert sum(tab.run("return store.tabs.leads") for tab in (second, third)) == 1


def test_trouble_is_known_in_every_tab(tabs: list[Device]) -> None:
    first, second, _ = tabs
    first.offline()
    second.run("store.create('task', { title: 'Buy milk' })")
    second.page.wait_for_function("() => store.offline && store.trouble && store.waiting.length === 1")


def test_of_what_a_closed_tab_did_the_one_that_sends_it_is_told_once(tabs: list[Device]) -> None:
    first, second, third = tabs
    first.offline()
    third.run("store.create('task', { title: '' })")
    first.page.wait_for_function("() => store.waiting.length === 1")
    third.page.close()
    first.page.wait_for_function("async () => (await navigator.locks.query()).held.length === 3")
    second.run(
        "globalThis.heard = [];"
        "new BroadcastChannel('farthing.things').onmessage = ({ data }) => heard.push(Object.keys(data)[0])"
    )
    first.offline(False)
    first.run("await store.refresh()")
    first.page.wait_for_function("() => told.length")
    assert (first.run("return told"), second.run("return told")) == (["refused"], [])
    second.run("await store.commit({})")
    assert "told" not in second.run("return heard")


def test_of_what_an_open_tab_did_that_one_is_told(tabs: list[Device]) -> None:
    third = tabs[-1]
    third.run("store.create('task', { title: '' })")
    third.page.wait_for_function("() => told.length")
    assert [tab.run("return told") for tab in tabs] == [[], [], ["refused"]]
