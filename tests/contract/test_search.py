"""Search, on every engine: it finds what a naive search of everything would, however the index is kept."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from farthing.domain.task import Task, TaskChange
from farthing.features import things
from farthing.features.records import Change
from farthing.features.search import directory, find, keeping, wanted, words
from farthing.features.tasks import TASKS
from farthing.features.workspace import DECODERS, Workspace
from tests.contract.engines import Engine, ManualClock
from tests.contract.watched import Interrupted, WatchedStore

VOCABULARY = ["milk", "Milch", "mil", "café", "CAFE", "Straße", "strasse", "a", "ab", "abc", "会議", "x1"]
texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
sought_words = st.lists(
    st.sampled_from([*VOCABULARY, "c", "s", "m", "会", "nothing"]), min_size=1, max_size=3
)


def naive(tasks: list[Task], text: str) -> dict[str, tuple[int, bool]]:
    """By id the score and openness of every task that has all the words, by looking at each."""
    asked = wanted.read(text, 50).words
    found = {}
    for task in tasks:
        places: dict[str, int] = {}
        parts = (task.description, " ".join(task.labels), task.title)  # from the least place to the best
        for place, part in enumerate(parts):
            places |= dict.fromkeys(words.words(part), place)
        score = words.score(asked, places)
        if score is not None and task.deleted_at is None:
            found[task.id] = (score, task.status != "done")
    return found


class SearchMachine(RuleBasedStateMachine):
    """Works in a space of its own, and keeps all its tasks in mind."""

    def __init__(self, engine: Engine, clock: ManualClock) -> None:
        super().__init__()
        self.clock = clock
        self.store = WatchedStore(engine.store)
        home = Workspace(self.store, clock, "someone", "")
        self.ws = Workspace(self.store, clock, "someone", home.new_id())
        self.tasks: dict[str, Task] = {}
        self.undelivered: list[Change] = []

    def keep(self, task: Task) -> None:
        self.tasks[task.id] = task
        record = self.ws.read("task", task.id, strong=True)
        assert record is not None
        self.undelivered.append(Change(record.pk, record.sk, record.version, record.body))

    def follow(self) -> None:
        keeping.follow(self.store, self.clock, self.undelivered)
        self.undelivered = []

    @rule(
        title=texts, description=st.just("") | texts, labels=st.lists(st.sampled_from(VOCABULARY), max_size=2)
    )
    def make(self, title: str, description: str, labels: list[str]) -> None:
        change = TaskChange(title=title, description=description, labels=labels)
        body = things.create(self.ws, TASKS, change, None, None)
        self.keep(cast(Task, DECODERS["task"].decode(body)))

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), title=texts, status=st.sampled_from(["todo", "done"]))
    def change(self, data: st.DataObject, title: str, status: Any) -> None:
        task = data.draw(st.sampled_from(list(self.tasks.values())))
        if task.deleted_at is None:
            self.keep(things.update(self.ws, TASKS, task.id, TaskChange(title=title, status=status), None))

    @precondition(lambda self: self.tasks)
    @rule(data=st.data())
    def delete_or_restore(self, data: st.DataObject) -> None:
        task = data.draw(st.sampled_from(list(self.tasks.values())))
        move = things.delete if task.deleted_at is None else things.restore
        self.keep(cast(Task, move(self.ws, "task", task.id, None)))

    @rule(seconds=st.sampled_from([0.001, 1, 5]))
    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    @rule()
    def deliver(self) -> None:
        self.follow()

    @rule()
    def keep_up(self) -> None:
        keeping.keep_up(self.store, self.clock, self.ws.space)

    @rule()
    def rebuild(self) -> None:
        more = keeping.rebuild(self.store, self.clock, self.ws.space)
        while more:
            more = keeping.rebuild(self.store, self.clock, self.ws.space, resume=True)

    @rule(after=st.integers(0, 8), way=st.sampled_from(["follow", "keep_up"]))
    def be_interrupted(self, after: int, way: str) -> None:
        self.store.interrupt(after)
        try:
            if way == "follow":
                self.follow()
            else:
                self.keep_up()
        except Interrupted:
            pass
        finally:
            self.store.go_on()

    def late(self) -> set[str]:
        """Tasks whose last change was stamped before the watermark, and the feed has not delivered yet: these
        alone may be missed, and until then only."""
        known, _ = directory.read(self.store, self.ws.space, strong=True)
        unseen = {change.sk.removeprefix("T#") for change in self.undelivered}
        records = {id: self.ws.read("task", id, strong=True) for id in unseen}
        return {id for id, record in records.items() if record and (record.changed or 0) <= known.watermark}

    @rule(asked=sought_words)
    def search(self, asked: list[str]) -> None:
        text = " ".join(asked)
        expected = naive(list(self.tasks.values()), text)
        hits, more = find.search([self.ws], wanted.read(text, 50))
        found = {hit.record.sk[2:]: (hit.score, hit.is_open) for hit in hits}
        late = self.late()
        assert {id: found.get(id) for id in {*found, *expected} - late} == {
            id: expected.get(id) for id in {*found, *expected} - late
        }
        assert hits == sorted(hits, key=find.Hit.rank)
        assert not more


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few tasks make many segments, of many blocks."""
    monkeypatch.setattr(keeping, "FLUSH", 2)
    monkeypatch.setattr(keeping, "STEP", 3)
    monkeypatch.setattr("farthing.features.search.segment.IDS_IN_BLOCK", 2)
    monkeypatch.setattr("farthing.features.search.segment.BLOCK_BYTES", 30)
    monkeypatch.setattr("farthing.features.search.segment.MOST_POSTINGS", 2)
    monkeypatch.setattr("farthing.features.search.offer.BLOCKS", 50)


@pytest.mark.usefixtures("small_segments")
def test_it_finds_what_a_naive_search_finds(engine: Engine, clock: ManualClock) -> None:
    machine: Callable[[], SearchMachine] = lambda: SearchMachine(engine, clock)  # noqa: E731
    run_state_machine_as_test(
        machine, settings=settings(max_examples=engine.examples, stateful_step_count=30, deadline=None)
    )
