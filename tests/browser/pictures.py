"""The pictures of the documentation: `python -m tests.browser.pictures` writes docs/images/page-*.png."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.app import App
from tests.browser.server import Server
from tests.docs.generate import ROOT

IMAGES = ROOT / "docs" / "images"
DESK: dict[str, Any] = {"viewport": {"width": 1200, "height": 800}, "device_scale_factor": 2}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}


def main() -> None:
    executable = chromium.path()
    assert executable, "there is no Chromium: install it, or run `make .tools/chromium`"
    with tempfile.TemporaryDirectory() as folder, chromium.running(executable) as browser:
        server = Server(Path(folder) / "data")
        furnish(server)
        draw(
            browser, server, "light", edited="Plant the bulbs before the frost", **DESK, color_scheme="light"
        )
        draw(browser, server, "dark", **DESK, color_scheme="dark")
        draw(browser, server, "phone", **PHONE, color_scheme="light")
        server.stop()


def draw(browser: Browser, server: Server, name: str, edited: str = "", **options: Any) -> None:
    with browser.new_context(**options, timezone_id="Europe/Berlin", reduced_motion="reduce") as context:
        app = App(context.new_page(), server.url).open("inbox")
        if edited:
            app.edit(edited)
        app.page.screenshot(path=IMAGES / f"page-{name}.png")


def furnish(server: Server) -> None:
    """A life in the middle of things."""
    for name, tasks in {"House": 3, "Groceries": 5, "Lisbon in spring": 4}.items():
        list_id = server.add_list(name)
        for number in range(tasks):
            server.add(f"{name} {number}", listId=list_id)
    server.add(
        "Reply to the landlord about the boiler", priority="urgent", dueDate=day(-1), labels=["letters"]
    )
    server.add(
        "Renew the passport",
        description="Two photographs, and the old one.",
        status="doing",
        dueDate=f"{day(0)}T09:00:00[Europe/Berlin]",
        labels=["papers"],
    )
    server.add("Return the library books", dueDate=day(1))
    server.add(
        "Plant the bulbs before the frost", priority="high", dueDate=day(5), labels=["garden", "weekend"]
    )
    server.add("Ask Inês for the key to the boat", description="She is back on Thursday.")
    server.add("Read “The Wren” on the train", priority="low")


def day(ahead: int) -> str:
    return str(date.today() + timedelta(days=ahead))


if __name__ == "__main__":
    main()
