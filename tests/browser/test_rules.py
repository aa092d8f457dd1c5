"""What the page repeats of the domain to do without the server, held to the domain, many cases at once."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from hypothesis import strategies as st
from msgspec import convert, json
from playwright.sync_api import BrowserContext

from farthing.domain import agenda, order, repeat
from farthing.domain.errors import Invalid
from farthing.domain.facts import Facts
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.reach import reach
from farthing.domain.filters.reading import parse
from farthing.domain.filters.terms import of_open_tasks
from farthing.domain.filters.writing import write
from farthing.domain.folding import fold
from farthing.domain.order import NoRoom
from farthing.domain.repeat_words import describe
from farthing.domain.task import Task
from tests.browser.cases import (
    GONE,
    HERE,
    LISTS,
    NOW,
    as_the_page_has_it,
    chance,
    drawn,
    forms,
    near_filters,
    phrases,
    positions,
    sentences,
    some_found,
    some_moment,
    some_task,
)
from tests.browser.modules import WEB, laboratory
from tests.browser.server import Server
from tests.browser.test_model import ZONES
from tests.unit.rules import rules
from tests.unit.test_filters import READ, REFUSED, filters

Page = Callable[..., Any]
ASKED = """async ([paths, cases, given]) => {
    const it = Object.assign({}, ...(await Promise.all(paths.map((path) => import(path)))));
    return Promise.all(cases.map((one) => %s));
}"""


@pytest.fixture(scope="module")
def page(context: BrowserContext, running: Server) -> Page:
    """Runs a script for each of many cases: `page("model/order.js", "it.atEnd(one)", [1, 2])`; there `it` has
    what the module gives, or several, `one` is the case, and `given` the same for all."""
    tab = laboratory(context, running)

    def call(module: str, script: str, cases: list[Any], given: Any = None) -> list[Any]:
        paths = [running.module(one) for one in module.split()]
        found: list[Any] = tab.evaluate(ASKED % script, [paths, cases, given])
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
    pairs = drawn(st.tuples(st.none() | positions, st.none() | positions), 300)
    found = page("model/order.js", "it.between(...one)", pairs)
    assert differing(pairs, found, [between(*pair) for pair in pairs]) == []


def test_positions_at_the_end_are_those_of_the_domain(page: Page) -> None:
    times = drawn(st.integers(0, 62**8 - 1), 100)
    assert page("model/order.js", "it.atEnd(one)", times) == [order.at_end(ms) for ms in times]


def test_the_agenda_is_that_of_the_domain(page: Page) -> None:
    now = some_moment()
    all = [some_task(now) for _ in range(400)]
    ranks = [agenda.rank(convert(task, Task)) for task in all]
    assert differing(all, page("model/agenda.js", "it.rank(one)", all), ranks) == []
    placed = sorted((rank, task["taskId"]) for rank, task in zip(ranks, all, strict=True) if rank)
    script = "new it.Ordered(it.rank, one).tasks.map((task) => task.taskId)"
    assert page("model/derived.js model/agenda.js", script, [all]) == [[id for _, id in placed]]


def test_today_and_upcoming_show_what_the_domain_says(page: Page) -> None:
    moments = [(some_moment(), chance.choice(ZONES)) for _ in range(600)]
    cases = [(now, zone, some_task(now)) for now, zone in moments]
    shown = "Boolean(it.PLACES.{}.order({{ ...it.moment(one[1], one[0]), lingers: () => false }})(one[2]))"
    views = {
        shown.format("today"): parse("due<=today & open"),
        shown.format("upcoming"): parse("due>today & open"),
        "it.moment(one[1], one[0]).isOverdue(one[2])": parse("overdue"),
    }
    for script, filter in views.items():
        expected = [
            task["deletedAt"] is None
            and matcher(filter, SimpleNamespace(now=now, zone=zone, lists={}))(convert(task, Facts))
            for now, zone, task in cases
        ]
        found = page("model/places.js model/agenda.js", script, cases)
        assert differing(cases, found, expected) == []


def read(text: str) -> Any:
    """The filter as the page has it, or where it cannot be read; null where that is nowhere in particular."""
    try:
        return as_the_page_has_it(parse(text))
    except Invalid as refused:
        at = re.search(r"at character (\d+)", refused.detail)
        return int(at[1]) if at else None


def test_filters_are_read_and_refused_as_in_the_domain(page: Page) -> None:
    texts = [*READ, *REFUSED, *drawn(sentences, 300), *drawn(phrases, 200), *map(write, drawn(filters, 100))]
    script = "{ try { return it.readFilter(one) } catch (wrong) { return wrong.at ?? null } }"
    assert differing(texts, page("filters/reading.js", script, texts), [read(text) for text in texts]) == []


def found(text: str, tasks: list[dict[str, Any]], facts: list[Facts]) -> Any:
    """Whether only open tasks match, and which of these do; null where there is no such list."""
    filter, here = of_open_tasks(parse(text)), SimpleNamespace(now=NOW, zone=HERE, lists=LISTS)
    try:
        match = matcher(filter, here)
    except Invalid:
        return None
    matching = [match(fact) and task["deletedAt"] is None for fact, task in zip(facts, tasks, strict=True)]
    return [reach(filter, here).open, matching]


def test_filters_find_what_those_of_the_domain_find(page: Page) -> None:
    texts = [write(filter) for filter in drawn(near_filters, 150)]
    tasks = [some_found() for _ in range(60)]
    facts = json.decode(json.encode(tasks), type=list[Facts])
    lists: dict[str, Any] = {id: {"name": name, "deletedAt": None} for id, name in LISTS.items()}
    lists[GONE] = {"name": "ÖL", "deletedAt": "2026-11-20T00:00:00.000Z"}
    given = {"now": NOW, "timeZone": HERE, "tasks": tasks, "lists": lists}
    script = """{
        const lists = new Map(Object.entries(given.lists));
        try {
            const { open, matches } = it.finder(one, { ...given, lists });
            return [open, given.tasks.map(matches)];
        } catch ({ key }) {
            return key === 'find.nowhere' ? null : key;
        }
    }"""
    expected = [found(text, tasks, facts) for text in texts]
    assert differing(texts, page("filters/matching.js", script, texts, given), expected) == []


def test_texts_are_as_near_to_each_other_as_in_the_domain(page: Page) -> None:
    """Characters fold to the same text where the domain folds them to the same."""
    letters = [
        chr(at)
        for at in [*range(0x3000), *range(0xF900, 0x10000)]
        if unicodedata.category(chr(at)) not in ("Cs", "Cn", "Co")
    ]
    groups: dict[str, set[str]] = {}
    for character, folded in zip(letters, page("model/folding.js", "it.fold(one)", letters), strict=True):
        groups.setdefault(folded, set()).add(fold(character))
    assert {folded: ones for folded, ones in groups.items() if len(ones) > 1} == {}


@cache
def some_rules() -> list[str]:
    return drawn(rules(), 300)


def test_rules_are_in_the_words_of_the_domain(page: Page) -> None:
    froms: list[Literal["due", "done"]] = ["due", "done"]
    cases = [(rule, chance.choice(froms)) for rule in some_rules()]
    for language in ("en", "de"):
        found = page("repeat/describe.js", "it.describer(given).then((say) => say(...one))", cases, language)
        assert differing(cases, found, [describe(rule, language, from_) for rule, from_ in cases]) == []


def test_a_form_says_a_rule_and_is_read_back(page: Page) -> None:
    written = drawn(forms, 200)
    said = page("task/repeat.js", "it.repeatOf(one)", written)
    rules = [one["rule"] for one in said]
    assert [one["from"] for one in said] == [form["from"] for form in written]
    assert differing(written, rules, [repeat.parse(rule) for rule in rules]) == []
    preset = [one["from"] == "due" and one["rule"] in repeat.PRESETS.values() for one in said]
    expected = [
        form | {"repeat": one["rule"] if usual else "own"}
        for form, one, usual in zip(written, said, preset, strict=True)
    ]
    assert differing(said, page("task/repeat.js", "it.repeatTyped(one)", said), expected) == []


def test_a_rule_stays_as_it_is_in_a_form_whether_or_not_the_form_can_say_it(page: Page) -> None:
    froms = [chance.choice(["due", "done"]) for _ in some_rules()]
    all = [
        *({"rule": rule, "from": "due"} for rule in repeat.PRESETS.values()),
        *({"rule": rule, "from": from_} for rule, from_ in zip(some_rules(), froms, strict=True)),
    ]
    assert differing(all, page("task/repeat.js", "it.repeatOf(it.repeatTyped(one))", all), all) == []


def test_the_usual_rules_are_offered() -> None:
    offered = re.findall(r'<option value="(FREQ=[^"]+)"', (WEB / "index.html").read_text())
    assert offered == [*repeat.PRESETS.values()]


def test_both_languages_say_what_is_wrong_with_a_filter(page: Page) -> None:
    english, german = (
        json.decode((WEB / "texts" / tongue / "find.json").read_bytes()) for tongue in ("en", "de")
    )
    assert english.keys() == german.keys()
    keys = "{ try { it.readFilter(one) } catch ({ key }) { return key } }"
    assert {*page("filters/reading.js", keys, [*REFUSED]), "find.at", "find.nowhere"} == english.keys()
