"""The language of filters: what is read, what is refused and where, and what is written."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.domain import agenda, task
from farthing.domain.errors import Invalid
from farthing.domain.filters import terms as t
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.reach import reach
from farthing.domain.filters.reading import DEPTH, LENGTH, TERMS, parse
from farthing.domain.filters.terms import Filter, both, either
from farthing.domain.filters.writing import write
from farthing.domain.task import TaskChange
from tests.docs.generate import ROOT
from tests.unit.filter_facts import HERE, LISTS, PARENT, facts

READ: dict[str, tuple[Filter, str]] = {
    "due<=today & @home & p1": (
        t.All((t.Compare("due", "<=", 0), t.Labelled("home"), t.Ranks("urgent"))),
        "due<=today & @home & p1",
    ),
    "DUE <= Today&@home": (t.All((t.Compare("due", "<=", 0), t.Labelled("home"))), "due<=today & @home"),
    "start>+7d": (t.Compare("start", ">", 7), "start>+1w"),
    "created = -1D": (t.Compare("created", "=", -1), "created=yesterday"),
    "due<fri": (t.Compare("due", "<", "friday"), "due<friday"),
    "due != 2026-12-01": (t.Compare("due", "!=", "2026-12-01"), "due!=2026-12-01"),
    "due=none": (t.Not(t.Has("due")), "no due"),
    "!has due": (t.Not(t.Has("due")), "no due"),
    "no label": (t.Not(t.Has("labels")), "no labels"),
    "has priority": (t.Not(t.Ranks("none")), "!p0"),
    "no priority": (t.Ranks("none"), "p0"),
    "status=done": (t.Is("done"), "done"),
    "status != todo": (t.Not(t.Is("todo")), "!status=todo"),
    '@"work*"': (t.Labelled("work*"), '@"work*"'),
    "@work*": (t.Labelled("work", begins=True), "@work*"),
    '@"big house"*': (t.Labelled("big house", begins=True), '@"big house"*'),
    "#INBOX": (t.Is("inbox"), "#inbox"),
    '#"inbox"': (t.InList("inbox"), '#"inbox"'),
    '#"Big \\"house\\""': (t.InList('Big "house"'), '#"Big \\"house\\""'),
    "a | b & !c": (
        t.Some((t.Titled("a"), t.All((t.Titled("b"), t.Not(t.Titled("c")))))),
        "a | b & !c",
    ),
    "(a | b) & c": (
        t.All((t.Some((t.Titled("a"), t.Titled("b"))), t.Titled("c"))),
        "(a | b) & c",
    ),
    "((a) & (b & c))": (t.All((t.Titled("a"), t.Titled("b"), t.Titled("c"))), "a & b & c"),
    "!(a | b)": (t.Not(t.Some((t.Titled("a"), t.Titled("b")))), "!(a | b)"),
    '"done"': (t.Titled("done"), '"done"'),
    "Milk": (t.Titled("Milk"), "Milk"),
}

REFUSED = {
    "": "must not be empty",
    "  ": "must not be empty",
    "a\nb": "one line",
    "buy milk": "at character 5: expected & or |",
    "due<soon": "at character 5: expected a day",
    "due<2026-02-30": "at character 5: expected a day",
    "due<1899-12-31": "at character 5: expected a day",
    "due<none": "at character 5: `none` goes",
    "done=none": "at character 1: 'done' cannot be compared",
    "status<done": "at character 7: a status is compared with = or !=",
    "status=open": "at character 8: expected one of todo, doing, done",
    "parent=beef": "at character 8: expected the whole id",
    "due<=": "at character 6: expected a value after <=",
    "no": "at character 3: expected one of due, start",
    "has milk": "at character 5: expected one of due, start",
    "@ home": "at character 3: expected the name of a label after @",
    '@""': "at character 2: expected the name of a label after @",
    "#": "at character 2: expected the name of a list after #",
    '"milk': "at character 1: this quote is not closed",
    'a & " "': "at character 5: expected some text",
    "a &": "at character 4: expected something to look for",
    "a | | b": "at character 5: expected something to look for",
    "(a": "at character 3: expected & or | or )",
    "a)": "at character 2: expected & or |",
    "a" * (LENGTH + 1): f"at most {LENGTH} characters",
    "!" * (DEPTH + 1) + "a": f"at character {DEPTH + 2}: parentheses and ! go at most {DEPTH} deep",
    "|".join("a" * (TERMS + 1)): f"a filter has at most {TERMS} terms",
}

names = st.text(min_size=1, max_size=12).filter(str.strip).filter(lambda name: all(c >= " " for c in name))
printable = names.filter(lambda name: not re.search("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", name))
days = st.one_of(
    st.integers(-9999, 9999),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)).map(lambda day: day.isoformat()),
    st.sampled_from(["monday", "sunday"]),
)  # fmt: skip
leaves: st.SearchStrategy[Filter] = st.one_of(
    st.builds(
        t.Compare,
        st.sampled_from(["due", "start", "created", "updated", "completed"]),
        st.sampled_from(["<", "<=", "=", "!=", ">=", ">"]),
        days,
    ),
    st.builds(
        t.Is, st.sampled_from(["open", "done", "todo", "doing", "overdue", "repeating", "subtask", "inbox"])
    ),
    st.builds(t.Has, st.sampled_from(["due", "start", "labels", "reminders", "description"])),
    st.builds(t.Labelled, printable, st.booleans()),
    st.builds(t.InList, printable),
    st.builds(t.Ranks, st.sampled_from(["none", "low", "medium", "high", "urgent"])),
    st.builds(t.PartOf, st.just(PARENT)),
    st.builds(t.Titled, printable),
)


def joined(leaves: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    """These terms, and what joins them."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(t.Not),
            st.lists(inner, min_size=2, max_size=3).map(lambda terms: both(*terms)),
            st.lists(inner, min_size=2, max_size=3).map(lambda terms: either(*terms)),
        ),
        max_leaves=6,
    )


filters = joined(leaves)


@pytest.mark.parametrize("text", READ)
def test_what_is_read_and_written(text: str) -> None:
    filter, written = READ[text]
    assert parse(text) == filter
    assert write(filter) == written


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused_says_where(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text)
    assert refused.value.field == "filter"
    assert REFUSED[text] in refused.value.detail


def test_the_bounds_themselves_are_allowed() -> None:
    parse("!" * DEPTH + "a")
    parse("|".join("a" * TERMS))
    parse("a" * LENGTH)


@given(filters)
def test_what_is_written_reads_as_the_same(filter: Filter) -> None:
    text = write(filter)
    if len(text) <= LENGTH and text.count("(") < DEPTH:
        assert parse(text) == filter


@given(st.text(alphabet='abdp01 &|!()<>="@#\\*+-', max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        filter = parse(text)
    except Invalid:
        return
    assert parse(write(filter)) == filter


def test_every_example_of_the_documentation_is_read() -> None:
    page = (ROOT / "docs" / "filters.md").read_text().replace("\\|", "|")
    rows = re.findall(r"^\| `(.+?)` \|", page, re.M)
    examples = [row for row in rows if not row.startswith("GET ")]
    assert len(examples) > 35
    for example in [*examples, *re.findall(r"`([^`\n]+ & [^`\n]+)`", page)]:
        parse(example)


EXAMPLES = [
    ("milk", {"title": "Buy MILK"}, {"title": "Buy bread"}),
    ("creme", {"title": "Crème brûlée"}, {"title": "cream"}),
    ("@buro", {"labels": ["x", "Büro"]}, {"labels": ["Bürokratie"]}),
    ("@work*", {"labels": ["Workshop"]}, {"labels": ["homework"]}),
    ("#home", {"list_id": LISTS["Home"]}, {"list_id": LISTS["Work"]}),
    (f"#{LISTS['Home']}", {"list_id": LISTS["Home"]}, {"list_id": None}),
    ("#inbox", {"list_id": PARENT}, {"list_id": LISTS["Home"]}),
    ("p4", {"priority": "low"}, {"priority": "none"}),
    ("repeating", {"repeat": b'{"rule":"FREQ=DAILY"}'}, {"repeat": b"null"}),
    ("has reminders", {"reminders": [b"{}"]}, {"reminders": []}),
    ("subtask", {"parent_id": PARENT}, {"parent_id": None}),
    # It is Saturday, 21 November, 23:30 in Berlin, and 22:30 in UTC.
    ("due=today", {"due_date": "2026-11-21T09:00:00[Asia/Tokyo]"}, {"due_date": "2026-11-22"}),
    ("due<tomorrow", {"due_date": "2026-11-21T23:59:00Z"}, {"due_date": "2026-11-22"}),
    ("due!=today", {"due_date": None}, {"due_date": "2026-11-21"}),
    ("due<=saturday", {"due_date": "2026-11-21"}, {"due_date": "2026-11-22"}),
    ("due=fri", {"due_date": "2026-11-27"}, {"due_date": "2026-11-20"}),
    ("start<=+1w", {"start_date": "2026-11-28"}, {"start_date": None}),
    ("overdue", {"due_date": "2026-11-20"}, {"due_date": "2026-11-21"}),
    (
        "overdue",
        {"due_date": "2026-11-22T07:29:00[Asia/Tokyo]"},
        {"due_date": "2026-11-22T07:31:00[Asia/Tokyo]"},
    ),
    ("overdue", {"due_date": "2026-11-20"}, {"due_date": "2026-11-20", "status": "done"}),
    ("created=today", {"created_at": "2026-11-20T23:00:00.000Z"}, {"created_at": "2026-11-20T22:59:59.999Z"}),
    ("updated<today", {"updated_at": "2026-11-20T22:59:59.999Z"}, {"updated_at": "2026-11-20T23:00:00.000Z"}),
    ("completed>=-1d", {"completed_at": "2026-11-19T23:00:00.000Z"}, {"completed_at": None}),
    ("completed<=today", {"completed_at": "2026-11-21T22:59:59.999Z"},
     {"completed_at": "2026-11-21T23:00:00.000Z"}),
    ("completed>today", {"completed_at": "2026-11-21T23:00:00.000Z"},
     {"completed_at": "2026-11-21T22:00:00.000Z"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "matching", "other"), EXAMPLES)
def test_what_matches(text: str, matching: dict[str, object], other: dict[str, object]) -> None:
    match = matcher(parse(text), HERE)
    assert match(facts(**matching))
    assert not match(facts(**other))


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(Invalid, match="there is no list called 'Garden'"):
        matcher(parse("p1 | !#Garden"), HERE)


@pytest.mark.parametrize(
    ("text", "open"),
    [
        ("@home", True), ("overdue | p1", True), ("!done & x", True), ("status=doing", True),
        ("done", False), ("open | done", False), ("completed>=-1w", False), ("status!=todo & p1", False),
    ],
)  # fmt: skip
def test_a_filter_that_says_nothing_of_a_status_is_of_open_tasks(text: str, open: bool) -> None:
    assert reach(t.of_open_tasks(parse(text)), HERE).open is open


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("due<=today & @home", "", "2026-11-21~"),
        ("due<today", "", "2026-11-21"),
        ("due=today | due=+2d", "2026-11-21", "2026-11-23~"),
        ("due>today & due<=+1w", "2026-11-21~", "2026-11-28~"),
        ("no due", "~", "\x7f"),
        ("overdue", "", "2026-11-23~"),
        ("p1", "", "\x7f"),
        ("p1 | due<today", "", "\x7f"),
    ],
)
def test_only_the_part_that_can_match_is_read(text: str, low: str, high: str) -> None:
    found = reach(parse(text), HERE)
    assert (found.low, found.high) == (low, high)


dues = st.none() | st.sampled_from(
    ["2026-11-20", "2026-11-21", "2026-11-21T09:00:00[Asia/Tokyo]", "2026-12-01"]
)


@given(filters, dues, st.sampled_from(["todo", "doing", "done"]), st.sampled_from(["none", "urgent"]))
def test_what_matches_is_within_reach(filter: Filter, due: str | None, status: str, priority: str) -> None:
    change = TaskChange(title="x", due_date=due, status=status, priority=priority)  # type: ignore[arg-type]
    rank = agenda.rank(task.create(change, id=PARENT, user="u", space=PARENT, now=HERE.now))
    known = t.Is("inbox") if isinstance(filter, t.InList) else filter
    try:
        match = matcher(known, HERE)
    except Invalid:
        return
    found = reach(known, HERE)
    if match(facts(due_date=due, status=status, priority=priority)):
        assert rank is not None or not found.open
        assert rank is None or found.low <= rank <= found.high


@given(st.lists(st.tuples(dues, st.sampled_from(["none", "low", "medium", "high", "urgent"]),
                          st.sampled_from("aB0z")), max_size=8))  # fmt: skip
def test_the_agenda_is_by_due_then_priority_then_position(tasks: list[tuple[str | None, str, str]]) -> None:
    levels = ["urgent", "high", "medium", "low", "none"]

    def rank(due: str | None, priority: str, position: str) -> str:
        change = TaskChange(title="x", due_date=due, priority=priority, position=position)  # type: ignore[arg-type]
        return agenda.rank(task.create(change, id=PARENT, user="u", space=PARENT, now=HERE.now)) or ""

    expected = sorted(
        tasks, key=lambda one: (one[0] is None, (one[0] or "")[:19], levels.index(one[1]), one[2])
    )
    assert sorted(tasks, key=lambda one: rank(*one)) == expected
