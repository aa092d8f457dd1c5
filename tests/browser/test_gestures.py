"""A finger on a line: pushed to one side the task is done, to the other it opens; else it is scrolling."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.app import App
from tests.browser.conftest import Opener, person
from tests.browser.server import Server

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


class Finger:
    """One that touches the page."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._cdp = app.page.context.new_cdp_session(app.page)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        self._cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    def begin(self) -> tuple[float, float]:
        """Go onto the middle of the line, and say where that is."""
        box = self._app.row("Water the fern").bounding_box()
        assert box
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.touch("touchStart", middle)
        return middle

    def push(self, across: int, down: int = 0) -> None:
        """Go onto the line, move it so many pixels in four steps, and leave it."""
        x, y = self.begin()
        for part in (0.25, 0.5, 0.75, 1):
            self.touch("touchMove", (x + across * part, y + down * part))
        self.touch("touchEnd")


@pytest.fixture
def phone(browser: Browser, server: Server, tab: Opener) -> Iterator[App]:
    """A list of one task."""
    server.add("Water the fern")
    with person(browser, **PHONE) as context:
        yield tab(within=context)


@pytest.fixture
def finger(phone: App) -> Finger:
    """It has been on the page before, so that gestures are loaded."""
    finger = Finger(phone)
    finger.begin()
    finger.touch("touchCancel")
    expect(phone.page.locator("link[href*='keys.css']")).to_have_count(1)
    return finger


def test_towards_its_end_it_is_done_and_to_do_again(phone: App, finger: Finger) -> None:
    finger.push(130)
    expect(phone.done("Water the fern")).to_be_checked()
    finger.push(130)
    expect(phone.done("Water the fern")).not_to_be_checked()


def test_towards_its_beginning_it_opens(phone: App, finger: Finger) -> None:
    finger.push(-130)
    expect(phone.form().field("Title")).to_have_value("Water the fern")


def test_from_right_to_left_its_end_is_on_the_left(phone: App, finger: Finger) -> None:
    phone.page.evaluate("document.dir = 'rtl'")
    finger.push(-130)
    expect(phone.done("Water the fern")).to_be_checked()


@pytest.mark.parametrize(("across", "down"), [(80, 0), (120, 90)])
def test_not_far_enough_or_too_steep_is_nothing(phone: App, finger: Finger, across: int, down: int) -> None:
    finger.push(across, down)
    expect(phone.row("Water the fern")).to_have_css("translate", "none")
    expect(phone.done("Water the fern")).not_to_be_checked()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def test_adding_is_within_reach_everywhere(phone: App) -> None:
    phone.page.evaluate("location.hash = '#/trash'")
    add = phone.page.get_by_role("navigation", name="Places").get_by_role("link", name="Add")
    add.tap()
    expect(phone.form().field("Title")).to_be_focused()
    phone.page.keyboard.press("Escape")
    phone.page.evaluate("location.hash = '#/inbox'")
    add.tap()
    expect(phone.page.get_by_label("Title of the new task")).to_be_focused()
