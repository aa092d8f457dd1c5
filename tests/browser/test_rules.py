"""What the page repeats of the domain to do without the server, held to the domain, many cases at once."""

from collections.abc import Callable
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import convert
from playwright.sync_api import BrowserContext

from farthing.domain import agenda, instant, order
from farthing.domain.facts import Facts
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.reading import parse
from farthing.domain.ident import OWNER
from farthing.domain.order import NoRoom
from farthing.domain.task import Task
from tests.browser.server import Server
from tests.browser.test_model import ZONES

Page = Callable[..., Any]
digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
positions = st.text(digits, min_size=1, max_size=12) | st.text("0z", min_size=1, max_size=order.LONGEST)
chance = Random(1)  # noqa: S311
# Where clocks go forward or back in some of the zones.
TURNS = ["2026-10-25T01:00Z", "2026-03-29T01:00Z", "2026-11-01T06:00Z", "2026-04-04T14:00Z"]
PLACES = [*(f"[{zone}]" for zone in ZONES), "Z", "+05:30", "-03:00"]


def drawn(strategy: st.SearchStrategy[Any], count: int = 400) -> list[Any]:
    """So many cases at once, because to call the browser takes longer than a case."""
    cases: list[Any] = []

    @settings(max_examples=count, phases=[Phase.generate], deadline=None, database=None)
    @given(strategy)
    def collect(case: Any) -> None:
        cases.append(case)

    collect()
    return cases


def some_moment() -> int:
    """About a turn of clocks."""
    return instant.from_iso(chance.choice(TURNS)) + chance.randint(-(10**8), 10**8)


def some_due(now: int) -> str:
    """Most are within the hours in which it matters where they are."""
    hours = chance.choice([1, 3, 60])
    clock = instant.to_iso(now + chance.randint(-hours * 60, hours * 60) * 60_000)[:19]
    return chance.choice([clock + chance.choice(PLACES), clock + chance.choice(PLACES), clock[:10]])


def some_task(now: int) -> dict[str, Any]:
    """What decides about a task's place, as it is on the wire."""
    return {
        "taskId": str(UUID(int=chance.getrandbits(128))),
        "userId": "u",
        "spaceId": OWNER,
        "title": "x",
        "createdAt": instant.to_iso(now),
        "updatedAt": instant.to_iso(now),
        "position": "".join(chance.choices("09Az", k=chance.randint(1, 3))),
        "labels": [],
        "status": chance.choice(["todo", "doing", "done"]),
        "priority": chance.choice(["none", "low", "medium", "high", "urgent"]),
        "dueDate": chance.choice([None, *[some_due(now)] * 4]),
        "deletedAt": chance.choice([None, None, None, instant.to_iso(now)]),
    }


@pytest.fixture(scope="module")
def page(context: BrowserContext, running: Server) -> Page:
    """Runs a script for each of many cases: `page("model/order.js", "it.atEnd(one)", [1, 2])`; there `it` is
    the module and `one` the case."""
    tab = context.new_page()
    tab.goto(running.url)

    def call(module: str, script: str, cases: list[Any]) -> list[Any]:
        each = "async ([it, cases]) => { it = await import(it); return cases.map((one) => %s); }"
        found: list[Any] = tab.evaluate(each % script, [f"{running.modules}/{module}", cases])
        return found

    return call


def differing(cases: list[Any], found: list[Any], expected: list[Any]) -> list[Any]:
    """The first few of the cases that the page and the domain answer differently, with both answers."""
    return [case for case in zip(cases, found, expected, strict=True) if case[1] != case[2]][:3]


def between(low: str | None, high: str | None) -> str | None:
    try:
        return order.between(low, high)
    except NoRoom:
        return None


def test_positions_between_are_those_of_the_domain(page: Page) -> None:
    pairs = drawn(st.tuples(st.none() | positions, st.none() | positions))
    found = page("model/order.js", "it.between(...one)", pairs)
    assert differing(pairs, found, [between(*pair) for pair in pairs]) == []


def test_positions_at_the_end_are_those_of_the_domain(page: Page) -> None:
    times = drawn(st.integers(0, 62**8 - 1))
    assert page("model/order.js", "it.atEnd(one)", times) == [order.at_end(ms) for ms in times]
    places = drawn(st.tuples(st.integers(0, 20), positions), 100)
    assert page("model/order.js", "it.spread(...one)", places) == [order.spread(*place) for place in places]


def test_the_agenda_is_that_of_the_domain(page: Page) -> None:
    now = some_moment()
    all = [some_task(now) for _ in range(400)]
    ranks = [agenda.rank(convert(task, Task)) for task in all]
    assert differing(all, page("model/agenda.js", "it.rank(one)", all), ranks) == []
    placed = sorted((rank, task["taskId"]) for rank, task in zip(ranks, all, strict=True) if rank)
    for script in ("it.inAgenda(one)", "one.filter(it.rank).sort(it.compareAgenda)"):
        (found,) = page("model/agenda.js", f"{script}.map((task) => task.taskId)", [all])
        assert found == [id for _, id in placed]


def test_today_and_upcoming_show_what_the_domain_says(page: Page) -> None:
    moments = [(some_moment(), chance.choice(ZONES)) for _ in range(600)]
    cases = [(now, zone, some_task(now)) for now, zone in moments]
    views = {
        "isDue": parse("due<=today & open"),
        "isUpcoming": parse("due>today & due<=+3d & open"),
        "isOverdue": parse("overdue"),
    }
    for name, filter in views.items():
        expected = [
            task["deletedAt"] is None
            and matcher(filter, SimpleNamespace(now=now, zone=zone, lists={}))(convert(task, Facts))
            for now, zone, task in cases
        ]
        found = page("model/agenda.js", f"it.viewsAt(one[1], one[0], 3).{name}(one[2])", cases)
        assert differing(cases, found, expected) == []
