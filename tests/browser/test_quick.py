"""The page's own reader of quick-add lines, held to that of the domain."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from playwright.sync_api import BrowserContext

from farthing.domain.quickadd.parser import parse
from tests.browser.modules import laboratory
from tests.browser.server import Server
from tests.unit.quickadd.table import PHRASES
from tests.unit.quickadd.test_laws import ODDITIES, known

# Places of the page are in the units of its strings, those of the domain in code points.
READ = """async ([path, lines]) => {
  const { load, parse } = await import(path);
  await Promise.all([load('en'), load('de')]);
  return lines.map(line => {
    const units = points => [...line.text].slice(0, points).join('').length;
    const points = units => [...line.text.slice(0, units)].length;
    const reading = parse(line.text, { ...line, off: line.off?.map(place => place.map(units)) });
    const spans = reading.spans.map(span => ({ ...span, start: points(span.start), end: points(span.end) }));
    return { ...reading, spans };
  });
}"""
TIME = """async ([path, lines]) => {
  const { load, parse } = await import(path);
  await Promise.all([load('en'), load('de')]);
  const times = [1, 2, 3, 4, 5].map(() => {
    const began = performance.now();
    for (const line of lines) parse(line.text, line);
    return performance.now() - began;
  });
  return Math.min(...times) * 1000 / lines.length;
}"""
Read = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
TABLE = [
    {"text": phrase.text, "language": phrase.language, "now": phrase.now.isoformat()} for phrase in PHRASES
]
TRAPS = [
    "0", "7", "07", "12", "13", "24", "30", "31", "60", "999", "1000", "2027", "9999", "12am", "12pm", "0pm",
    "23:59", "24:00", "9.30", "9h30", "29.2.", "29.2.2028", "31.4.", "2/29", "12/24.", "3-mal", "30min",
    "9Uhr.", "2nd", "29th", "30.", "2026-02-30", "24.12.27", "!0m", "@14h", "#1", '#" 12 "', "p9", "\\#x",
    "\\@9am", "\\\\p1", "\U0001d7d7", "\U0001fab6", "\u01c5", "\u0130st", "a,1,2", "1,5", "\u201emo\u201c",
    "in 973 years", "in 974 years", "in 3 hours", "every 29 feb", "29 feb", "29 feb 2027", "(mon)",
    "constructor",
]  # fmt: skip
WORDS = sorted(
    {*known("en"), *known("de"), *ODDITIES, *TRAPS, *(p for one in PHRASES for p in one.text.split())}
)
GLUE = [" "] * 12 + [", ", ",", "", ". ", "; ", "  ", "\t", "\n", "/", "!", "?", "\u00a0"]

spelled = st.sampled_from(WORDS) | st.sampled_from([word.capitalize() for word in WORDS])
glued = st.lists(st.tuples(spelled, st.sampled_from(GLUE)), max_size=10).map(
    lambda pieces: "".join(word + glue for word, glue in pieces)
)
# without what nobody can type (control characters, half of a pair) and what one of the two may not know yet
typed = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff"), max_size=40
)
lines = st.fixed_dictionaries(
    {
        "text": glued | glued | typed,
        "language": st.sampled_from(["en", "de"]),
        "now": st.datetimes(datetime(2020, 1, 1), datetime(2090, 12, 31)).map(
            lambda now: now.isoformat(timespec="seconds")
        ),
        "firstWeekday": st.integers(1, 7),
        "off": st.just([]) | st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2),
    }
)


@pytest.fixture(scope="module")
def page(context: BrowserContext, running: Server) -> Iterator[Any]:
    page = laboratory(context, running)
    yield page
    page.close()


@pytest.fixture(scope="module")
def read(page: Any, running: Server) -> Read:
    path = running.module("quick/parse.js")
    return lambda several: page.evaluate(READ, [path, several])  # type: ignore[no-any-return]


def test_every_phrase_of_the_table_is_read_as_it_is_meant(read: Read) -> None:
    said = [{name: value for name, value in one.items() if value not in (None, [])} for one in read(TABLE)]
    for reading in said:
        reading.pop("spans", None)
    assert said == [phrase.expected for phrase in PHRASES]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=40))
@example([line | {"firstWeekday": 7} for line in TABLE])
def test_any_line_is_read_as_the_server_reads_it(read: Read, several: list[dict[str, Any]]) -> None:
    for line, reading in zip(several, read(several), strict=True):
        now, first = datetime.fromisoformat(line["now"]), line["firstWeekday"]
        meant = parse(line["text"], now, line["language"], first, line.get("off", []))
        assert reading == to_builtins(meant), line


def test_reading_a_line_takes_no_part_of_a_frame_that_anybody_could_see(page: Any, running: Server) -> None:
    """Some 0.1 ms, of 16."""
    assert page.evaluate(TIME, [running.module("quick/parse.js"), TABLE]) < 1000
