"""The change feed on AWS: the table's stream.

A stream is cut into shards. A closed shard has children, which hold what comes after it; a child is read
when its parent has been read to the end, so that the changes of a record stay in order.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import DecodeError, Struct, field, json

from farthing.engines.aws.client import Client
from farthing.engines.aws.errors import ServiceError
from farthing.engines.aws.stream import StreamRecord
from farthing.features.records import ChangePage

_MOST_RECORDS: Final = 1000  # that one GetRecords gives
_FINISHED: Final = ""
_TOO_OLD: Final = frozenset({"ExpiredIteratorException", "TrimmedDataAccessException"})
_cursor = json.Decoder(dict[str, str])


class _Range(Struct, frozen=True):
    ends: str | None = field(default=None, name="EndingSequenceNumber")


class _Shard(Struct, frozen=True):
    id: str = field(name="ShardId")
    range: _Range = field(name="SequenceNumberRange")
    parent: str | None = field(default=None, name="ParentShardId")


class _Stream(Struct, frozen=True):
    shards: list[_Shard] = field(name="Shards")
    last: str | None = field(default=None, name="LastEvaluatedShardId")


class _Described(Struct, frozen=True):
    stream: _Stream = field(name="StreamDescription")


class _Started(Struct, frozen=True):
    iterator: str = field(name="ShardIterator")


class _Read(Struct, frozen=True):
    events: list[StreamRecord] = field(name="Records")
    iterator: str | None = field(default=None, name="NextShardIterator")


_described, _started, _read = json.Decoder(_Described), json.Decoder(_Started), json.Decoder(_Read)


class DynamoFeed:
    """The `Feed` port on a stream, named by its ARN; `client` is one for `STREAMS`.

    A `ChangePage.next` holds for each shard the sequence number of the last change read, or that it is
    finished.
    """

    def __init__(self, client: Client, stream: str) -> None:
        self._client = client
        self._stream = stream
        # By shard and last change read: where to go on, beyond stretches of the shard that are empty.
        self._iterators: dict[tuple[str, str | None], str] = {}

    def read(self, after: str | None, limit: int = 100) -> ChangePage:
        """As `Feed.read`.

        Raises:
            Unavailable: the stream gave no answer in time.
            ValueError: `after` is no `ChangePage.next` of this feed.
        """
        shards = {shard.id: shard for shard in self._shards()}
        reached = {id: at for id, at in _parse(after).items() if id in shards}
        unread = [shard for shard in shards.values() if reached.get(shard.id) != _FINISHED]
        events: list[StreamRecord] = []
        while len(events) < limit and (shard := _next(unread, shards, reached)):
            unread.remove(shard)
            events += self._events(shard, reached, limit - len(events))
        return ChangePage([event.change() for event in events], json.encode(reached).decode())

    def _shards(self) -> Iterator[_Shard]:
        request = {"StreamArn": self._stream}
        while True:
            stream = self._client.call("DescribeStream", request, _described).stream
            yield from stream.shards
            if stream.last is None:
                return
            request["ExclusiveStartShardId"] = stream.last

    def _events(self, shard: _Shard, reached: dict[str, str], room: int) -> list[StreamRecord]:
        """Up to `room` events of a shard after what is `reached` of it, which is moved on.

        An open shard that gives nothing has nothing new; a closed one is read until it has no more.
        """
        events: list[StreamRecord] = []
        iterator = self._iterators.pop((shard.id, reached.get(shard.id)), None)
        while len(events) < room:
            read = self._get(shard, reached.get(shard.id), iterator, room - len(events))
            iterator = read.iterator
            events += read.events
            if read.events:
                reached[shard.id] = read.events[-1].image.sequence
            if iterator is None:
                reached[shard.id] = _FINISHED
                return events
            if not read.events and shard.range.ends is None:
                break
        if iterator is not None:
            self._iterators[shard.id, reached.get(shard.id)] = iterator
        return events

    def _get(self, shard: _Shard, at: str | None, iterator: str | None, limit: int) -> _Read:
        """One read: on from the iterator; if it is too old from `at`; if that is too from what is left."""
        try:
            request = {
                "ShardIterator": iterator or self._start(shard, at),
                "Limit": min(limit, _MOST_RECORDS),
            }
            return self._client.call("GetRecords", request, _read)
        except ServiceError as error:
            if error.code in _TOO_OLD and iterator is not None:
                return self._get(shard, at, None, limit)
            if error.code in _TOO_OLD and at is not None:
                return self._get(shard, None, None, limit)
            raise

    def _start(self, shard: _Shard, at: str | None) -> str:
        request = {"StreamArn": self._stream, "ShardId": shard.id, "ShardIteratorType": "TRIM_HORIZON"}
        if at is not None:
            request |= {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": at}
        return self._client.call("GetShardIterator", request, _started).iterator


def _next(unread: list[_Shard], shards: dict[str, _Shard], reached: dict[str, str]) -> _Shard | None:
    """A shard whose parent is finished, or no longer remembered."""
    for shard in unread:
        if shard.parent not in shards or reached.get(shard.parent) == _FINISHED:
            return shard
    return None


def _parse(after: str | None) -> dict[str, str]:
    try:
        return _cursor.decode(after) if after is not None else {}
    except DecodeError:
        raise ValueError(f"{after!r} is not where a page of this feed ended") from None
