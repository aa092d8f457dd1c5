"""Reading a stream whose shards close, split, fall out of memory, and have stretches without changes."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from farthing.engines.aws.client import Client
from farthing.engines.aws.errors import ServiceError
from farthing.engines.feed.dynamodb import DynamoFeed
from farthing.features.records import Change

Event = tuple[int, str, int] | None
"""Sequence number, record and version; None for a stretch that one read goes over and finds nothing in."""


@dataclass
class Shard:
    parent: str | None
    events: list[Event] = field(default_factory=list)
    closed: bool = False


class Stream:
    """A stream, spoken to as a `Client` would. Every record keeps to one shard and its descendants."""

    def __init__(self) -> None:
        self.shards = {"shard-0": Shard(None)}
        self.home: dict[str, str] = defaultdict(lambda: "shard-0")
        self.written = 0
        self.trimmed = 0  # sequence number up to which nothing is remembered
        self.issued = self.expired = 0  # iterators

    def write(self, record: str) -> None:
        self.written += 1
        self.shards[self.home[record]].events.append((self.written, record, self.written))

    def pass_time(self, shard: str) -> None:
        self.shards[shard].events.append(None)

    def split(self, shard: str, records: list[str]) -> None:
        """Close a shard; what it held goes on in two children, these records in the second of them."""
        self.shards[shard].closed = True
        children = [f"shard-{len(self.shards) + number}" for number in range(2)]
        # Those that come first in the description are not those that come first in time.
        self.shards = {child: Shard(shard) for child in children} | self.shards
        for record in ("a", "b", "c"):
            if self.home[record] == shard:
                self.home[record] = children[record in records]

    def expire_iterators(self) -> None:
        self.expired = self.issued

    def trim(self) -> None:
        """Forget all that was written, and the shards that were closed."""
        self.trimmed = self.written
        self.shards = {name: shard for name, shard in self.shards.items() if not shard.closed}

    def open_shards(self) -> list[str]:
        return [name for name, shard in self.shards.items() if not shard.closed]

    def call(self, operation: str, request: dict[str, Any], answer: json.Decoder[Any]) -> Any:
        answers = {
            "DescribeStream": self.describe,
            "GetShardIterator": self.iterator,
            "GetRecords": self.records,
        }
        return answer.decode(json.encode(answers[operation](request)))

    def describe(self, request: dict[str, Any]) -> dict[str, Any]:
        names = list(self.shards)
        start = request.get("ExclusiveStartShardId")
        begin = 0 if start is None else names.index(start) + 1
        page = names[begin : begin + 2]
        described: dict[str, Any] = {"Shards": [self.described(name) for name in page]}
        if begin + 2 < len(names):
            described["LastEvaluatedShardId"] = page[-1]
        return {"StreamDescription": described}

    def described(self, name: str) -> dict[str, Any]:
        shard = self.shards[name]
        numbers = {"StartingSequenceNumber": "0"} | ({"EndingSequenceNumber": "9"} if shard.closed else {})
        parent = {"ParentShardId": shard.parent} if shard.parent else {}
        return {"ShardId": name, "SequenceNumberRange": numbers} | parent

    def iterator(self, request: dict[str, Any]) -> dict[str, Any]:
        name, at = request["ShardId"], int(request.get("SequenceNumber", self.trimmed))
        if at < self.trimmed:
            raise refused("TrimmedDataAccessException")
        events = self.shards[name].events
        passed = [index for index, event in enumerate(events, 1) if event and event[0] <= at]
        return {"ShardIterator": self.issue(name, passed[-1] if passed else 0)}

    def issue(self, name: str, index: int) -> str:
        self.issued += 1
        return f"{self.issued}|{name}|{index}"

    def records(self, request: dict[str, Any]) -> dict[str, Any]:
        number, name, index = request["ShardIterator"].split("|")
        if int(number) <= self.expired:
            raise refused("ExpiredIteratorException")
        shard, begin = self.shards[name], int(index)
        read: list[tuple[int, str, int]] = []
        for event in shard.events[begin : begin + request["Limit"]]:
            if event is None:
                break
            read.append(event)
        if read and read[0][0] <= self.trimmed:
            raise refused("TrimmedDataAccessException")
        end = begin + len(read) + (not read and begin < len(shard.events))
        over = shard.closed and end == len(shard.events)
        next = {} if over else {"NextShardIterator": self.issue(name, end)}
        return {"Records": [self.event(event) for event in read]} | next

    def event(self, event: tuple[int, str, int]) -> dict[str, Any]:
        sequence, record, version = event
        keys = {"pk": {"S": "S#one"}, "sk": {"S": record}}
        image = keys | {"version": {"N": str(version)}, "body": {"S": f'"{version}"'}}
        return {"dynamodb": {"SequenceNumber": str(sequence), "Keys": keys, "NewImage": image}}


def refused(code: str) -> ServiceError:
    return ServiceError(400, json.encode({"__type": f"x#{code}"}))


def reader(stream: Stream) -> DynamoFeed:
    return DynamoFeed(cast(Client, stream), "arn")


def read_all(feed: DynamoFeed, after: str | None = None) -> tuple[list[Change], str]:
    """What is new, in as many reads as a patient reader takes to be sure that there is no more."""
    changes: list[Change] = []
    quiet = 0
    while quiet < 10:
        page = feed.read(after)
        after = page.next
        changes += page.changes
        quiet = 0 if page.changes else quiet + 1
    assert after is not None
    return changes, after


actions = st.one_of(
    st.tuples(st.just("write"), st.sampled_from("abc")),
    st.tuples(st.just("time"), st.integers(0, 9)),
    st.tuples(st.just("split"), st.integers(0, 9)),
    st.tuples(st.just("expire"), st.just(0)),
    st.tuples(st.just("restart"), st.just(0)),
    st.tuples(st.just("read"), st.integers(1, 4)),
)


@given(st.lists(actions, max_size=40))
def test_every_change_comes_once_and_those_of_a_record_in_order(steps: list[tuple[str, Any]]) -> None:
    stream = Stream()
    feed = reader(stream)
    seen: list[Change] = []
    after: str | None = None
    for action, value in steps:
        if action == "write":
            stream.write(value)
        elif action == "time":
            stream.pass_time(stream.open_shards()[value % len(stream.open_shards())])
        elif action == "split":
            stream.split(stream.open_shards()[value % len(stream.open_shards())], ["b"])
        elif action == "expire":
            stream.expire_iterators()
        elif action == "restart":
            feed = reader(stream)
        else:
            page = feed.read(after, value)
            assert len(page.changes) <= value
            seen, after = seen + page.changes, page.next
    seen += read_all(feed, after)[0]
    assert sorted(change.version or 0 for change in seen) == list(range(1, stream.written + 1))
    for record in "abc":
        versions = [change.version or 0 for change in seen if change.sk == record]
        assert versions == sorted(versions)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("expired", [False, True])
def test_one_who_was_away_for_too_long_goes_on_with_what_is_left(restarted: bool, expired: bool) -> None:
    stream = Stream()
    feed = reader(stream)
    stream.write("a")
    stream.write("b")
    after = feed.read(None, 1).next
    stream.write("a")
    stream.split("shard-0", ["b"])
    stream.write("b")
    stream.trim()
    stream.write("a")
    stream.write("b")
    if expired:
        stream.expire_iterators()
    if restarted:
        feed = reader(stream)
    changes, _ = read_all(feed, after)
    assert sorted(change.version or 0 for change in changes) == [5, 6]


def test_a_place_in_an_open_shard_that_is_forgotten_is_left() -> None:
    stream = Stream()
    feed = reader(stream)
    stream.write("a")
    _, after = read_all(feed)
    stream.write("a")
    stream.trim()
    stream.write("a")
    assert [change.version for change in read_all(feed, after)[0]] == [3]
    assert [change.version for change in read_all(reader(stream), after)[0]] == [3]


def test_a_closed_shard_is_read_to_its_end_in_one_go() -> None:
    stream = Stream()
    stream.write("a")
    for _ in range(3):
        stream.pass_time("shard-0")
    stream.split("shard-0", ["b"])
    stream.write("a")
    assert [change.version for change in reader(stream).read(None).changes] == [1, 2]


@pytest.mark.parametrize("after", ["", "17", "[]", '{"shard-0":1}'])
def test_what_no_page_ended_with_is_refused(after: str) -> None:
    with pytest.raises(ValueError, match="not where a page of this feed ended"):
        reader(Stream()).read(after)
