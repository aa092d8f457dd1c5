"""Filters at 100,000 tasks: how long a page takes, against reading and decoding every task."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from msgspec import json

from bench.data import fill, scratch
from bench.report import Line
from farthing.config import Settings
from farthing.domain import instant
from farthing.domain.facts import Facts
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.reading import parse
from farthing.domain.filters.terms import Is, both
from farthing.domain.task import Priority, Task, TaskChange
from farthing.features import browse
from farthing.features.filtering import Here
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER
from farthing.http.message import Request
from farthing.wiring.local import Home, open_home

MANY: Final = 100_000
MOST: Final = 3.0  # ms
PAGE: Final = 50
ROUNDS: Final = 60
LABELS: Final = ("home", "work/office", "work/travel", "garden", "Büro")
PRIORITIES: Final[tuple[Priority, ...]] = ("none", "none", "low", "medium", "high", "urgent")
FILTERS: Final = {
    "Today and a label": "due<=today & @home & p1",
    "a week": "due>today & due<=+1w",
    "overdue": "overdue",
    "a label": "@work*",
    "what hardly any has": 'p1 & @büro & "99999"',
    "what is done": "done & p1",
}


def measure() -> Iterator[Line]:
    """Lines of the report: a page of each filter, of 3 ms; and what a page costs that reads every task."""
    with scratch() as folder:
        data = Path(folder) / "data"
        fill(data, MANY, _change)
        with closing(open_home(Settings(data=str(data)))) as home:
            for name, text in FILTERS.items():
                target = Request("GET", "/tasks", f"filter={quote(text)}&limit={PAGE}", {}, b"")
                took = _best(partial(_ask, home, target))
                yield Line(f"filter, {name}, of 3 ms", f"{took:.2f} ms", took / MOST, 1.0, "at most")
            ours = _best(lambda: _ask(home, Request("GET", "/views/today", "", {}, b"")))
            yield Line("Today, of 3 ms", f"{ours:.2f} ms", ours / MOST, 1.0, "at most")
            theirs = _best(lambda: _every_task(home), 3)
            yield Line("Today, to reading every task", f"{theirs:.0f} ms", theirs / ours, 100.0)


def _change(number: int) -> TaskChange:
    """A fifth is done, two thirds are due within a year of now, one way or the other."""
    day = instant.to_iso(int(time.time() * 1000) + (number * 7919 % 730 - 365) * instant.DAY)[:10]
    return TaskChange(
        title=f"Task number {number}",
        description="a line of text",
        status="done" if number % 5 == 0 else "todo",
        priority=PRIORITIES[number * 31 % len(PRIORITIES)],
        due_date=day if number % 3 else None,
        labels=[LABELS[number * 17 % len(LABELS)]],
    )


def _ask(home: Home, request: Request) -> None:
    assert home.api(request).status == 200


def _every_task(home: Home) -> None:
    """Today without an index: every task is read and decoded, and a page of the first is kept."""
    ws = Workspace(home.store, home.clock, OWNER, OWNER)
    match = matcher(both(Is("open"), parse("due<=today")), Here(ws))
    whole, facts = json.Decoder(Task), json.Decoder(Facts)
    found: list[Task] = []
    after = None
    while True:
        page = browse.page(ws, browse.of_kind("task"), 900, after)
        for record in page.records:
            task = whole.decode(record.body)
            if match(facts.decode(record.body)):
                found.append(task)
        after = page.next
        if after is None:
            break
    found.sort(key=lambda task: task.due_date or "~")


def _best(run: Callable[[], None], rounds: int = ROUNDS) -> float:
    """Milliseconds; the best of many, as neighbours slow some of them down."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000
