"""Whatever is done to a store, it behaves like a dictionary, and its feed tells what was done."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from farthing.features.records import ABSENT, Check, Delete, Put, Query, Record, Write
from tests.contract.engines import Engine, ManualClock
from tests.contract.eventually import eventually
from tests.contract.samples import FeedReader, every_page, everything

Key = tuple[int, str]
sort_keys = st.sampled_from(["T#1", "T#10", "T#2", "T", "U", "~", "\u00e9", "\uffff", "\U0001f95b"])
store_keys = st.tuples(st.integers(0, 1), sort_keys)
instants = st.integers(0, 4)
ranks = st.sampled_from(["2026-11-21 0a", "2026-11-21T09:00:00 4a", "2026-11-22 4a", "~ 0a", "~ 4a"])
plans = st.fixed_dictionaries(
    {
        "key": store_keys,
        "kind": st.sampled_from(["put", "put", "put", "delete", "check"]),
        "expect": st.sampled_from(["right", "right", "right", "wrong", "any"]),
        "changed": st.none() | instants,
        "due": st.none() | ranks,
        "expires": st.none() | st.integers(-1, 4),
    }
)


class StoreMachine(RuleBasedStateMachine):
    """Works in two partitions of its own, so that examples can share a store."""

    def __init__(self, engine: Engine, clock: ManualClock, feed: FeedReader) -> None:
        super().__init__()
        self.store, self.clock, self.feed = engine.store, clock, feed
        self.partitions = [f"S#{uuid4()}", f"S#{uuid4()}"]
        self.kept: dict[Key, Record] = {}
        self.told: list[tuple[str, str, bytes]] = []

    @rule(writes=st.lists(plans, min_size=1, max_size=5, unique_by=lambda plan: plan["key"]))
    def commit(self, writes: list[dict[str, Any]]) -> None:
        planned = [self.planned(**plan) for plan in writes]
        failed = tuple(
            position
            for position, write in enumerate(planned)
            if write.expect is not None and write.expect != self.version(writes[position]["key"])
        )
        assert self.store.commit(planned) == failed
        if not failed:
            for plan, write in zip(writes, planned, strict=True):
                self.remember(plan["key"], write)

    @rule(seconds=st.sampled_from([0.4, 1, 3]))
    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    @rule(key=store_keys)
    def get(self, key: Key) -> None:
        assert self.store.get(self.partitions[key[0]], key[1], strong=True) == self.visible(key)

    @rule(
        partition=st.integers(0, 1),
        low=st.none() | sort_keys,
        high=st.none() | sort_keys,
        descending=st.booleans(),
        limit=st.integers(1, 4),
    )
    def query(self, partition: int, low: str | None, high: str | None, descending: bool, limit: int) -> None:
        query = Query(pk=self.partitions[partition], low=low, high=high, descending=descending, limit=limit)
        pages = list(every_page(self.store, query, strong=True))
        assert all(len(page) <= limit for page in pages)
        assert [found for page in pages for found in page] == self.expected(
            query, partition, lambda one: one.sk.encode(), low and low.encode(), high and high.encode()
        )

    @rule(
        partition=st.integers(0, 1),
        low=st.none() | instants,
        high=st.none() | instants,
        descending=st.booleans(),
        limit=st.integers(1, 4),
    )
    def query_changes(
        self, partition: int, low: int | None, high: int | None, descending: bool, limit: int
    ) -> None:
        query = Query(
            pk=self.partitions[partition],
            index="byChange",
            low=low,
            high=high,
            descending=descending,
            limit=limit,
        )

        self.check_index(query, partition, lambda one: one.changed)

    @rule(
        partition=st.integers(0, 1),
        low=st.none() | ranks,
        high=st.none() | ranks,
        descending=st.booleans(),
        limit=st.integers(1, 4),
    )
    def query_dues(
        self, partition: int, low: str | None, high: str | None, descending: bool, limit: int
    ) -> None:
        query = Query(
            pk=self.partitions[partition],
            index="byDue",
            low=low,
            high=high,
            descending=descending,
            limit=limit,
        )
        self.check_index(query, partition, lambda one: one.due)

    def check_index(self, query: Query, partition: int, position: Callable[[Record], Any]) -> None:
        def found() -> list[Record]:
            """What is found, with those of one position in the order of their keys."""
            seen = everything(self.store, query)
            assert seen == sorted(seen, key=position, reverse=query.descending)
            return sorted(seen, key=lambda one: (position(one), one.sk.encode()), reverse=query.descending)

        expected = self.expected(query, partition, position, query.low, query.high)
        eventually(found, expected, seconds=1)

    def teardown(self) -> None:
        def told() -> list[tuple[str, str, bytes]]:
            return [
                (change.pk, change.sk, change.body)
                for change in self.feed.read()
                if change.pk in self.partitions and change.body is not None
            ]

        eventually(lambda: sorted(told()), sorted(self.told))
        for key in {(pk, sk) for pk, sk, _ in self.told}:
            assert [one for one in told() if one[:2] == key] == [one for one in self.told if one[:2] == key]

    def planned(
        self, key: Key, kind: str, expect: str, changed: int | None, expires: int | None, due: str | None
    ) -> Write:
        pk, sk = self.partitions[key[0]], key[1]
        present = self.version(key)
        expected = {"right": present, "wrong": present + 1, "any": None}[expect]
        if kind == "delete":
            return Delete(pk, sk, expected)
        if kind == "check":
            return Check(pk, sk, present if expected is None else expected)
        body = b'"%d"' % len(self.told)
        end = None if expires is None else self.clock.now() // 1000 + expires
        return Put(Record(pk, sk, present + 1, body, changed, end, due), expected)

    def remember(self, key: Key, write: Write) -> None:
        if isinstance(write, Put):
            self.kept[key] = write.record
            self.told.append((write.record.pk, write.record.sk, write.record.body))
        elif isinstance(write, Delete):
            self.kept.pop(key, None)

    def visible(self, key: Key) -> Record | None:
        found = self.kept.get(key)
        over = found and found.expires is not None and self.clock.now() >= found.expires * 1000
        return None if over else found

    def version(self, key: Key) -> int:
        found = self.visible(key)
        return found.version if found else ABSENT

    def expected(
        self, query: Query, partition: int, position: Callable[[Record], Any], low: Any, high: Any
    ) -> list[Record]:
        """What is visible in a partition within the bounds, in order; not what has no position."""
        found = [self.visible(key) for key in self.kept if key[0] == partition]
        within = [
            one
            for one in found
            if one is not None
            and position(one) is not None
            and (low is None or position(one) >= low)
            and (high is None or position(one) <= high)
        ]
        return sorted(within, key=lambda one: (position(one), one.sk.encode()), reverse=query.descending)


def test_it_behaves_like_a_dictionary(engine: Engine, clock: ManualClock) -> None:
    feed = FeedReader(engine.feed)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: StoreMachine(engine, clock, feed),
        settings=settings(max_examples=engine.examples, stateful_step_count=30, deadline=None),
    )
