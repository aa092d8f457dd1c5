"""The page with 10,000 tasks, in Chromium: how much scripting until a frame shows what was asked for.

Each with next to nothing in the same run: a space with one task, as an empty one has no row to wait for.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from bench import processes, tracing
from bench.data import fill, scratch
from bench.report import Line
from bench.tracing import Event
from farthing.domain.task import TaskChange
from tests.browser import chromium

FEW, MANY = 1, 10_000
OPENING, CHANGING, TASK, FRAME = 100, 16, 50, 16.7  # ms, at most
LATE = 0.05  # of the frames, at most
GROWTH = 3.0
ROUNDS = 5
PATIENCE = 120_000  # ms
SCREEN: ViewportSize = {"width": 1100, "height": 800}
GESTURE = {"x": 550, "y": 400, "yDistance": -20_000, "speed": 8_000, "gestureSourceType": "mouse"}
SHOWN, WATCHER = "bench shown", "benchLooks"
WATCH = f"""(shows) => {{
  const {WATCHER} = () => {{
    if (!shows()) return requestAnimationFrame({WATCHER});
    performance.mark('{SHOWN}');
    setTimeout(() => console.debug('{SHOWN}')); // the frame is done by then
  }};
  requestAnimationFrame({WATCHER});
}}"""
ROW = "#tasks > .task"
WHOLE = '#tasks[aria-busy="false"]'
READ = "#composer .chips"  # there once what reads the line is loaded, which takes less than typing does
FIRST_ROW = f"() => document.querySelector('{ROW}')"
NEW_ROW = (
    f"() => [...document.querySelectorAll('{ROW} .title')].some((title) => title.textContent === '{{}}')"
)
OPEN_ROW = f'{ROW}[data-status="todo"]'
NO_LONGER_OPEN = f"""() => !document.querySelector('{ROW}[data-status="todo"][data-id="{{}}"]')"""


def measure() -> Iterator[Line]:
    """Lines of the report: the first row of Today, adding and completing, then scrolling."""
    executable = chromium.path()
    assert executable, "there is no Chromium: install it, or run `make .tools/chromium`"
    with (
        chromium.running(executable) as browser,
        opened(browser, FEW) as small,
        opened(browser, MANY) as large,
    ):
        for name, bound, flow in FLOWS:
            pairs = [(flow(*small), flow(*large)) for _ in range(ROUNDS)]
            little, much = (median(pair[side] for pair in pairs) for side in (0, 1))
            yield Line(f"page, {name}, of {bound} ms", f"{much:.1f} ms", much / bound, 1.0, "at most")
            figures = f"{much:.1f} to {little:.1f} ms"
            yield Line("to the same in an empty space", figures, much / little, GROWTH, "at most")
        yield from scrolling(*large)


@contextmanager
def opened(browser: Browser, count: int) -> Iterator[tuple[BrowserContext, str]]:
    """A person's browser that has seen the page of so many tasks before; and the page's address."""
    with scratch() as folder:
        data = Path(folder) / "data"
        fill(data, count, task)
        with (
            processes.farthing(data) as server,
            browser.new_context(viewport=SCREEN, timezone_id="UTC") as context,
        ):
            url = f"http://127.0.0.1:{server.port}"
            with settled(context, url):
                pass  # whatever is kept in the browser is kept now
            yield context, url


def task(number: int) -> TaskChange:
    """One in 200 is due today, the others some day later or never."""
    days = number % 200
    due = (datetime.now(UTC) + timedelta(days)).date().isoformat()
    return TaskChange(
        title=f"Task number {number}",
        description="a line of text",
        priority="high" if number % 5 == 0 else "none",
        due_date=due if number % 2 == 0 else None,
    )


def opening(context: BrowserContext, url: str) -> float:
    """Milliseconds of scripting until Today's first row, in a browser that was here before."""
    with closing(context.new_page()) as page:
        page.add_init_script(f"({WATCH})({FIRST_ROW})")
        return until_shown(page, lambda: page.goto(f"{url}/#/today", wait_until="commit"))


def adding(context: BrowserContext, url: str) -> float:
    """Milliseconds of scripting from Enter to the frame with the new row."""
    with settled(context, url) as page:
        title = f"Added at {datetime.now(UTC).isoformat()}"
        page.locator("#new-title").fill(title)
        page.locator(READ).wait_for(state="attached")
        page.evaluate(f"({WATCH})({NEW_ROW.format(title)})")
        return until_shown(page, lambda: page.keyboard.press("Enter"))


def completing(context: BrowserContext, url: str) -> float:
    """Milliseconds of scripting from a click on its box to the frame in which the task is no longer open."""
    with settled(context, url) as page:
        row = page.locator(OPEN_ROW).first
        id = row.get_attribute("data-id")
        box = row.get_by_role("checkbox").bounding_box()
        assert box
        page.evaluate(f"({WATCH})({NO_LONGER_OPEN.format(id)})")
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return until_shown(page, lambda: page.mouse.click(*middle))


def until_shown(page: Page, act: Callable[[], object]) -> float:
    """Milliseconds of scripting from `act` until a `WATCH`, which is on already, sees what it waits for."""

    def acting() -> None:
        with page.expect_console_message(lambda said: said.text == SHOWN, timeout=PATIENCE):
            act()

    return tracing.scripting(tracing.main_thread(traced(page, acting), SHOWN), SHOWN, WATCHER)


def scrolling(context: BrowserContext, url: str) -> Iterator[Line]:
    """A wheel that is turned fast, down through a few hundred rows."""
    rounds = [_scroll(context, url) for _ in range(ROUNDS)]
    longest = median(max(tracing.tasks(events)) for events in rounds)
    yield Line("page, scrolling, longest task of 50 ms", f"{longest:.1f} ms", longest / TASK, 1.0, "at most")
    every = [frame for events in rounds for frame in tracing.frames(events)]
    late = sum(frame > FRAME for frame in every)
    share = late / len(every)
    figures = f"{late} of {len(every)}"
    yield Line("page, scrolling, frames over 16.7 ms, of 5 %", figures, share / LATE, 1.0, "at most")


def _scroll(context: BrowserContext, url: str) -> list[Event]:
    with settled(context, url) as page:
        session = context.new_cdp_session(page)
        top = page.locator(ROW).first.bounding_box()

        def acting() -> None:
            page.evaluate(f"performance.mark('{SHOWN}')")
            session.send("Input.synthesizeScrollGesture", GESTURE)

        trace = traced(page, acting)
        assert page.locator(ROW).first.bounding_box() != top, "nothing was scrolled"
        return tracing.main_thread(trace, SHOWN)


@contextmanager
def settled(context: BrowserContext, url: str) -> Iterator[Page]:
    """The page with every task in it, when it has nothing more to ask for."""
    with closing(context.new_page()) as page:
        page.goto(f"{url}/#/all")
        page.locator(ROW).first.wait_for(timeout=PATIENCE)
        page.locator(WHOLE).wait_for(timeout=PATIENCE)
        page.wait_for_load_state("networkidle", timeout=PATIENCE)
        yield page


def traced(page: Page, act: Callable[[], None]) -> bytes:
    """The trace of what the browser did meanwhile, as JSON."""
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=tracing.CATEGORIES)
    act()
    return browser.stop_tracing()


FLOWS: tuple[tuple[str, int, Callable[[BrowserContext, str], float]], ...] = (
    ("first row of Today", OPENING, opening),
    ("adding a task", CHANGING, adding),
    ("completing a task", CHANGING, completing),
)
