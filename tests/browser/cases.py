"""Many cases at once for what the page repeats of the domain: drawn by hypothesis, or about what decides."""

from random import Random
from typing import Any
from uuid import UUID

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from farthing.domain import instant
from farthing.domain.filters import terms as t
from farthing.domain.filters.terms import Filter
from farthing.domain.filters.words import COMPARISONS, FIELDS
from farthing.domain.ident import OWNER
from farthing.domain.order import LONGEST
from farthing.domain.repeat import WEEKDAYS
from tests.browser.test_model import ZONES
from tests.unit.filter_facts import PARENT
from tests.unit.test_filters import joined, leaves

chance = Random(1)  # noqa: S311
# Where clocks go forward or back in some of the zones.
TURNS = ["2026-10-25T01:00Z", "2026-03-29T01:00Z", "2026-11-01T06:00Z", "2026-04-04T14:00Z"]
PLACES = [*(f"[{zone}]" for zone in ZONES), "Z", "+05:30", "-03:00"]
digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
positions = st.text(digits, min_size=1, max_size=12) | st.text("0z", min_size=1, max_size=LONGEST)

NOW = instant.from_iso("2026-11-21T22:30:00Z")
HERE = "Europe/Berlin"
LISTS = {str(UUID(int=at)): name for at, name in enumerate(["Home", "Bürö", "inbox", "Straße", "home"])}
GONE = str(UUID(int=9))
TEXTS = "ÖL öl o Straße STRASSE Æther ς ΟΔΟΣ Σ milk MILK Café ﬁ İ".split()  # noqa: SIM905
WORDS = """due start created updated completed status parent done todo open overdue inbox no has label labels
priority description p0 p1 P5 today Yesterday +3d -2w +12345d +٣d none fri Monday 2026-12-01 2026-02-30
1899-12-31 20261201 2026-W48-1
subtask repeating constructor K a work* "*" & | ! ( ) @ # " * \\ < <= = != >= > 🪶"""
PIECES = [*WORDS.split(), OWNER, '"b c"', " ", "  ", "\t", "\n", "\x1c", "\ufeff", "\u3000", "\x85"]
sentences = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
TERMS = ["due<=today", "@home", "(a | b)", "!p1", '"x"', "no due", "&", "|", "(", ")", "!"]
phrases = st.lists(st.sampled_from(TERMS), max_size=7).map(" ".join)
near_days = st.integers(-3, 3) | st.sampled_from(["friday", "saturday", "sunday", "2026-11-20"])
near_names = st.sampled_from([*TEXTS, *LISTS.values(), *LISTS, GONE, "st"])
near_filters = joined(
    st.builds(t.Compare, st.sampled_from(FIELDS), st.sampled_from(COMPARISONS), near_days)
    | st.builds(t.Labelled, near_names, st.booleans())
    | st.builds(t.InList, near_names)
    | st.builds(t.Titled, near_names)
    | leaves.filter(lambda leaf: isinstance(leaf, t.Is | t.Has | t.Ranks | t.PartOf))
)
"""Filters that some of the tasks match and some do not."""
KINDS = {
    t.Compare: "compare", t.Is: "is", t.Has: "has", t.Labelled: "label", t.InList: "list", t.Ranks: "level",
    t.PartOf: "parent", t.Titled: "title",
}  # fmt: skip


USUAL = {
    "repeat": "own", "every": "1", "unit": "week", "weekday": [], "on": "", "monthday": "1", "nth": "1",
    "nthday": "MO", "end": "", "until": "", "count": "10", "from": "due",
}  # fmt: skip


def _form(unit: str, *places: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """How a task repeats as people fill it in: what they leave alone is as usual."""
    ends = st.sampled_from([{}, {"end": "until", "until": "2027-03-01"}, {"end": "count", "count": "3"}])
    count = st.builds(
        dict, every=st.sampled_from(["1", "2", "12"]), **{"from": st.sampled_from(["due", "done"])}
    )
    return st.builds(
        lambda count, place, end: {**USUAL, "unit": unit, **count, **place, **end},
        count,
        st.one_of(st.just({}), *places),
        ends,
    )


weekdays = st.sampled_from(WEEKDAYS)
weeks = st.lists(weekdays, unique=True).map(lambda days: sorted(days, key=WEEKDAYS.index))
forms = st.one_of(
    _form("day"),
    _form("week", st.builds(dict, weekday=weeks)),
    _form(
        "month",
        st.builds(dict, on=st.just("day"), monthday=st.sampled_from(["1", "15", "29", "31"])),
        st.just({"on": "last"}),
        st.builds(dict, on=st.just("nth"), nth=st.sampled_from(["1", "4", "-1"]), nthday=weekdays),
    ),
    _form("year"),
)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
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


def some_instant() -> str:
    hours = chance.randint(-80, 80)
    return instant.to_iso(NOW - NOW % 3_600_000 + hours * 3_600_000 + chance.choice([-1, 0, 1]))


def some_found() -> dict[str, Any]:
    """A task with all that filters ask for."""
    return some_task(NOW) | {
        "title": " ".join(chance.choices(TEXTS, k=2)),
        "labels": chance.sample(TEXTS, chance.randint(0, 2)),
        "listId": chance.choice([None, GONE, *LISTS]),
        "parentId": chance.choice([None, PARENT]),
        "startDate": chance.choice([None, some_due(NOW)]),
        "description": chance.choice(["", "x"]),
        "reminders": chance.choice([[], [{"at": "2026-11-21"}]]),
        "repeat": chance.choice([None, {"rule": "FREQ=DAILY"}]),
        "createdAt": some_instant(),
        "updatedAt": some_instant(),
        "completedAt": chance.choice([None, some_instant()]),
    }


def as_the_page_has_it(filter: Filter) -> dict[str, Any]:
    """A filter as the tree that the page reads it to."""
    match filter:
        case t.Some(terms) | t.All(terms):
            return {
                "kind": type(filter).__name__.lower(),
                "terms": [as_the_page_has_it(one) for one in terms],
            }
        case t.Not(term):
            return {"kind": "not", "term": as_the_page_has_it(term)}
    return {"kind": KINDS[type(filter)], **to_builtins(filter)}
