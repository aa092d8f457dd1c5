"""The modules that do not touch the document, held to the rules of the domain they repeat."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import convert
from playwright.sync_api import BrowserContext

from farthing.domain import due, task
from farthing.domain.errors import Invalid
from farthing.domain.ident import is_uuid
from farthing.domain.repeat import WEEKDAYS
from farthing.domain.task import TaskChange
from tests.browser.modules import laboratory
from tests.browser.server import Server

Run = Callable[..., Any]
ZONES = ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham", "UTC", "America/New_York"]
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)

days = st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(str)
clocks = st.times().map(lambda time: time.replace(microsecond=0).isoformat())
places = st.sampled_from([f"[{zone}]" for zone in ZONES] + ["Z", "+05:30", "-03:00"])
dues = st.one_of(days, st.builds(lambda day, clock, place: f"{day}T{clock}{place}", days, clocks, places))
# what people can get into an input: lines without line breaks, areas with them, never half a surrogate pair
lines = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=60)
near = st.dates(date(1970, 1, 1), date(2399, 1, 1)).map(str)
numbers = st.sampled_from(["1", "2", "31", "32", "1000", "1001", "0", "-1", "1.5", ""])
drafts = st.fixed_dictionaries(
    {
        "title": lines | st.integers(499, 501).map(lambda length: "🪶" * length),
        "description": st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        "labels": lines | st.integers(50, 51).map(lambda length: "é" * length),
        "day": st.just("") | near,
        "clock": st.just("") | clocks.map(lambda clock: clock[:5]),
        "zone": st.just("") | places,
        "status": st.sampled_from(["todo", "doing", "done"]),
        "priority": st.sampled_from(["none", "low", "medium", "high", "urgent"]),
        "listId": st.just(""),
        "startDay": st.just("") | days,
        "startClock": st.just("") | clocks.map(lambda clock: clock[:5]),
        "startZone": st.just("") | places,
        "reminders": st.just([]),
        "repeat": st.sampled_from(["", "FREQ=WEEKLY", "own"]),
        "every": numbers,
        "unit": st.sampled_from(["day", "week", "month", "year"]),
        "weekday": st.lists(st.sampled_from(WEEKDAYS)),
        "on": st.sampled_from(["", "day", "last", "nth"]),
        "monthday": numbers,
        "nth": st.sampled_from(["1", "4", "-1"]),
        "nthday": st.sampled_from(WEEKDAYS),
        "end": st.sampled_from(["", "until", "count"]),
        "until": st.just("") | days,
        "count": numbers,
        "from": st.sampled_from(["due", "done"]),
    }
)
few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def run(context: BrowserContext, running: Server) -> Run:
    """Runs a function of a module of the page: `run("model/due", "split", "2026-11-21")`."""
    page = laboratory(context, running)

    def call(module: str, function: str, *args: Any) -> Any:
        script = "async ([path, name, args]) => (await import(path))[name](...args)"
        return page.evaluate(script, [running.module(f"{module}.js"), function, list(args)])

    return call


def test_ids_are_those_of_the_domain_and_keep_their_order(run: Run) -> None:
    ids = [run("model/ident", "uuid7", ms) for ms in (0, 1, 255, 256, 1_790_000_000_000, 1_790_000_000_001)]
    assert all(is_uuid(id) and id[14] == "7" and id[19] in "89ab" for id in ids)
    assert ids == sorted(ids)
    assert int(ids[-1].replace("-", "")[:12], 16) == 1_790_000_000_001
    assert len({run("model/ident", "uuid7", 0) for _ in range(20)}) == 20


@few
@given(dues)
def test_a_due_in_parts_and_together_again_is_the_same(run: Run, text: str) -> None:
    assert run("task/typed", "join", run("model/due", "split", text)) == due.parse(text)


@few
@given(st.sampled_from(ZONES), st.integers(-200_000, 200_000))
def test_a_time_is_over_when_the_clock_on_the_wall_there_says_so(run: Run, zone: str, seconds: int) -> None:
    wall = (NOW + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone))
    text = f"{wall:%Y-%m-%dT%H:%M:%S}[{zone}]"
    assert run("model/due", "isOverdue", text, NOW.timestamp() * 1000) is (seconds < 0)


@pytest.mark.parametrize(
    ("text", "words", "overdue"),
    [
        ("2026-11-21", "today", False),
        ("2026-11-20", "yesterday", True),
        ("2026-11-22", "tomorrow", False),
        ("2026-11-26", "Thu 26 Nov", False),
        ("2026-12-24", "24 Dec", False),
        ("2027-01-03", "3 Jan 2027", False),
        ("2026-11-21T09:00:00[Europe/Berlin]", "today 09:00", True),
        ("2026-11-21T10:00:00[Europe/Berlin]", "today 10:00", False),
        ("2026-11-21T09:00:00[America/New_York]", "today 09:00 New York", False),
        ("2026-11-22T00:30:00[Pacific/Auckland]", "tomorrow 00:30 Auckland", False),
        ("2026-11-21T08:29:59Z", "today 08:29:59 UTC", True),
        ("2026-11-21T09:00:00+05:30", "today 09:00 UTC+05:30", True),
        ("2026-11-21T09:00:00[Mars/Olympus_Mons]", "today 09:00 Olympus Mons", True),
    ],
)
def test_dues_in_words_at_half_past_nine_in_berlin(run: Run, text: str, words: str, overdue: bool) -> None:
    now = NOW.timestamp() * 1000
    assert (run("model/due", "inWords", text, now), run("model/due", "isOverdue", text, now)) == (
        words,
        overdue,
    )


@few
@given(drafts)
def test_what_passes_here_the_domain_takes(run: Run, typed: dict[str, str]) -> None:
    run("texts/t", "texts", "task")
    errors = run("task/typed", "typedErrors", typed)
    if not errors:
        change = convert(run("task/typed", "asFields", typed), TaskChange)
        try:
            task.create(change, id="a", user="u", space="s", now=0)
        except Invalid as refused:
            if "no day of the next 100 years" not in refused.detail:  # which the server alone works out
                raise
