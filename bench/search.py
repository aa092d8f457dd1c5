"""Whether a search stays quick and cheap: with 1,000 tasks and 100,000, beside looking at all of them."""

import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import quantiles

from msgspec.structs import replace

from bench.counting import CountingStore
from bench.data import BATCH, PAST, scratch
from bench.report import Line
from farthing.domain import ident
from farthing.domain.task import TaskChange
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.ports import Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Put, Query, beginning
from farthing.features.search import find, keeping, words
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER

FEW, MANY = 1_000, 100_000
VOCABULARY = 20_000
MOST_MS = 3.0
MOST_GROWTH = 2.5  # of store reads, where the tasks are a hundred times as many
MOST_WRITES = 2.0
ROUNDS = 300
SEARCHES = {
    "a rare word": ["w{rare}"],
    "two words": ["w{usual}", "w{usual}"],
    "a usual word": ["w{usual}"],
    "a common word": ["w{common}"],
    "a prefix of one letter": ["w"],
}


def measure() -> Iterator[Line]:
    """Lines of the report: time with many, reads with many to reads with few, and what the index costs."""
    with scratch() as folder:
        few, many = Path(folder) / "few.db", Path(folder) / "many.db"
        fill(few, FEW)
        writes = fill(many, MANY)
        yield Line("100,000 tasks, write units a task", f"{writes:.2f} units", writes, MOST_WRITES, "at most")
        with (
            closing(SqliteStore(few, SystemClock())) as small,
            closing(SqliteStore(many, SystemClock())) as large,
        ):
            naive = _naive(large, _asked("a rare word", 0))
            for name in SEARCHES:
                times = [_timed(large, _asked(name, round)) for round in range(ROUNDS)]
                middle, worst = quantiles(times, n=100)[49], quantiles(times, n=100)[98]
                figures = f"{middle:.2f} ms, p99 {worst:.2f}; all: {naive:,.0f} ms"
                yield Line(f"100,000 tasks, {name}, of 3 ms", figures, middle / MOST_MS, 1.0, "at most")
                reads = [_units(store, name) for store in (small, large)]
                figures = f"{reads[0]:.1f} to {reads[1]:.1f} units"
                yield Line(f"store reads, {name}", figures, reads[1] / reads[0], MOST_GROWTH, "at most")


def fill(path: Path, count: int) -> float:
    """Put tasks into a new file, and their index as the follower would have: write units a task for it."""
    clock = SystemClock()
    with closing(SqliteStore(path, clock)) as store:
        ws = Workspace(store, clock, OWNER, OWNER)
        counting = CountingStore(store)
        for start in range(0, count, BATCH):
            store.commit([_put(ws, number) for number in range(start, min(start + BATCH, count))])
        for reached in range(0, count, keeping.FLUSH):
            keeping._advance(counting, OWNER, clock, PAST + reached * 1000, [])
        return counting.write_units / count


def _put(ws: Workspace, number: int) -> Put:
    rng = random.Random(number)  # noqa: S311 - nobody need be surprised
    title = " ".join(_word(rng) for _ in range(rng.randint(2, 6)))
    described = rng.random() < 0.3
    description = " ".join(_word(rng) for _ in range(rng.randint(5, 20))) if described else ""
    labels = [_word(rng)] if rng.random() < 0.4 else []
    id = ident.uuid7(PAST + number * 1000, rng.randbytes(10))
    record = ws.record(
        "task", TASKS.create(TaskChange(title=title, description=description, labels=labels), id, ws)
    )
    return Put(replace(record, changed=PAST + number * 1000), ABSENT)


def _word(rng: random.Random) -> str:
    """By Zipf's law, as words are: `w0` is the most common."""
    return f"w{int(VOCABULARY ** rng.random()) - 1}"


def _asked(name: str, round: int) -> find.Wanted:
    rng = random.Random(round)  # noqa: S311
    text = " ".join(
        word.format(rare=rng.randint(5_000, 19_000), usual=rng.randint(100, 999), common=rng.randint(0, 9))
        for word in SEARCHES[name]
    )
    return find.wanted(text, 20)


def _timed(store: Store, asked: find.Wanted) -> float:
    """Milliseconds of one search."""
    ws = Workspace(store, SystemClock(), OWNER, OWNER)
    began = time.perf_counter()
    find.search([ws], asked)
    return (time.perf_counter() - began) * 1000


def _units(store: Store, name: str) -> float:
    """Read units of a search, on the average."""
    counting = CountingStore(store)
    for round in range(ROUNDS):
        find.search([Workspace(counting, SystemClock(), OWNER, OWNER)], _asked(name, round))
    return counting.read_units / ROUNDS


def _naive(store: Store, asked: find.Wanted) -> float:
    """Milliseconds of looking at every task: the reference."""
    began = time.perf_counter()
    low, high = beginning("T#")
    query: Query | None = Query(pk=f"S#{OWNER}", low=low, high=high, limit=PAGE_RECORDS)
    while query is not None:
        page = store.query(query)
        for record in page.records:
            words.score(asked.words, words.read(record.body).words())
        query = None if page.next is None else replace(query, after=page.next)
    return (time.perf_counter() - began) * 1000
