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
from farthing.features import keys
from farthing.features.ports import Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Put, Query, beginning
from farthing.features.search import find, keeping, wanted, words
from farthing.features.search.wanted import Wanted
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER

FEW, MANY = 1_000, 100_000
VOCABULARY = 20_000
MOST_MS = 3.0
MOST_GROWTH = 2.5  # of store reads, where the tasks are a hundred times as many
MOST_WRITES = 2.0
LEAST_GAIN = 100
ROUNDS, AGAIN = 200, 5
CLOCK = SystemClock()
SEARCHES = {
    "a rare word": ["w{rare}"],
    "two words": ["w{usual}", "w{usual}"],
    "a usual word": ["w{usual}"],
    "a common word": ["w{common}"],
    "a prefix of one letter": ["w"],
}


class At(SystemClock):
    """A clock that stands still."""

    def __init__(self, ms: int) -> None:
        super().__init__()
        self._at = ms

    def now(self) -> int:
        return self._at


def measure() -> Iterator[Line]:
    """Lines of the report: what the index costs; then time and reads of searches, with few tasks and many."""
    with scratch() as folder:
        few, many = Path(folder) / "few.db", Path(folder) / "many.db"
        fill(few, FEW)
        writes = fill(many, MANY)
        yield Line(
            "search, write units a task, of 2", f"{writes:.2f} units", writes / MOST_WRITES, 1.0, "at most"
        )
        with closing(SqliteStore(few, CLOCK)) as small, closing(SqliteStore(many, CLOCK)) as large:
            yield from _speed(large)
            for name in SEARCHES:
                reads = [_units(store, name) for store in (small, large)]
                figures = f"{reads[0]:.1f} to {reads[1]:.1f} units"
                yield Line(f"search, reads, {name}", figures, reads[1] / reads[0], MOST_GROWTH, "at most")


def _speed(large: Store) -> Iterator[Line]:
    """Each search is made several times and its best kept: neighbours slow some of them down."""
    all_of_them = min(_look_at_all(large, _asked("a rare word", round)) for round in range(3))
    for name in SEARCHES:
        best = [min(_timed(large, _asked(name, round)) for _ in range(AGAIN)) for round in range(ROUNDS)]
        middle, slow = (quantiles(best, n=100)[percent - 1] for percent in (50, 99))
        figures = f"{middle:.2f} ms, p99 {slow:.2f} ms"
        yield Line(f"search, {name}, of 3 ms", figures, middle / MOST_MS, 1.0, "at most")
        yield Line("to looking at all tasks", f"{all_of_them:,.0f} ms", all_of_them / middle, LEAST_GAIN)


def fill(path: Path, count: int) -> float:
    """Put tasks into a new file, and their index as if it had been kept meanwhile: its write units a task."""
    with closing(SqliteStore(path, CLOCK)) as store:
        ws = Workspace(store, CLOCK, OWNER, OWNER)
        counting = CountingStore(store)
        for start in range(0, count, BATCH):
            store.commit([_put(ws, number) for number in range(start, min(start + BATCH, count))])
        for reached in range(0, count, keeping.FLUSH):
            keeping.keep_up(counting, At(PAST + reached * 1000), OWNER)
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


def _asked(name: str, round: int) -> Wanted:
    rng = random.Random(round)  # noqa: S311 - as above
    text = " ".join(
        word.format(rare=rng.randint(5_000, 19_000), usual=rng.randint(100, 999), common=rng.randint(0, 9))
        for word in SEARCHES[name]
    )
    return wanted.read(text, 20)


def _timed(store: Store, asked: Wanted) -> float:
    """Milliseconds of one search."""
    ws = Workspace(store, CLOCK, OWNER, OWNER)
    began = time.perf_counter()
    find.search([ws], asked)
    return (time.perf_counter() - began) * 1000


def _units(store: Store, name: str) -> float:
    """Read units of a search, on the average."""
    counting = CountingStore(store)
    for round in range(ROUNDS):
        find.search([Workspace(counting, CLOCK, OWNER, OWNER)], _asked(name, round))
    return counting.read_units / ROUNDS


def _look_at_all(store: Store, asked: Wanted) -> float:
    """Milliseconds of the reference, which has no index."""
    began = time.perf_counter()
    low, high = beginning(keys.PREFIX["task"])
    query = Query(pk=keys.space(OWNER), low=low, high=high, limit=PAGE_RECORDS)
    while True:
        page = store.query(query)
        for record in page.records:
            words.score(asked.words, words.read(record.body).words())
        if page.next is None:
            return (time.perf_counter() - began) * 1000
        query = replace(query, after=page.next)
