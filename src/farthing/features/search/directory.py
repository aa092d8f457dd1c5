"""Where the index of a space is kept: a directory that names its segments, and the segments' blocks.

A segment is written whole under an id of its own before the directory names it, so that whoever is
interrupted leaves nothing but blocks that nobody reads.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from msgspec import Struct, field, json

from farthing.features import keys
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Delete, Put, Query, Record, beginning
from farthing.features.search import segment
from farthing.features.search.segment import Postings, Run

_ID_LENGTH: Final = 16
_LATECOMER: Final = 10 * 60 * 1000  # ms; whoever writes a segment for longer has died


class SegmentGone(Exception):
    """A segment has been replaced since the directory was read; read the directory again."""


class Segment(Struct, frozen=True):
    """`id` begins with the moment of its making, in hexadecimal ms; `tasks` is how many are in it."""

    id: str
    tasks: int

    def key(self, block: str) -> str:
        """Sort key of one of its blocks."""
        return self.id + block


class Directory(Struct, frozen=True):
    """The `segments`, the oldest first, hold what changed up to the `watermark` (ms, as `Record.changed`)."""

    watermark: int = 0
    segments: list[Segment] = field(default_factory=list)


_directory = json.Decoder(Directory)
_ids = json.Decoder(list[str])
_words = json.Decoder(dict[str, Postings])


def read(store: Store, space: str, *, strong: bool) -> tuple[Directory, int]:
    """The directory of a space, and its version for `replace`."""
    record = store.get(keys.index(space), keys.ITSELF, strong=strong)
    return (Directory(), ABSENT) if record is None else (_directory.decode(record.body), record.version)


def replace(store: Store, space: str, directory: Directory, version: int) -> bool:
    """Put a directory in the place of that version; whether that was still the present one."""
    body = segment.encode(directory)
    return not store.commit([Put(Record(keys.index(space), keys.ITSELF, version + 1, body), version)])


def write(store: Store, clock: Clock, space: str, run: Run) -> Segment:
    """Keep a run as a new segment, which the directory does not name yet."""
    made = Segment(f"{clock.now():012x}{clock.random(2).hex()}", len(run.ids))
    blocks = chain(segment.id_blocks(run.ids), segment.word_blocks(run.words))
    puts = (Put(Record(keys.index(space), made.key(key), 1, body), None) for key, body in blocks)
    while some := list(islice(puts, store.together)):
        store.commit(some)
    return made


def load(store: Store, space: str, kept: Segment) -> Run:
    """A whole segment, its words page by page as they are gone through."""
    ids = [id for body in _bodies(store, space, kept, "!") for id in _ids.decode(body)]
    words = (entry for body in _bodies(store, space, kept, "#") for entry in _words.decode(body).items())
    return Run(ids, words)


def id_of(store: Store, space: str, kept: Segment, number: int, blocks: dict[str, list[str]]) -> str:
    """The id of a task of a segment; `blocks` are those read before.

    Raises:
        SegmentGone
    """
    block, place = segment.id_block(number)
    key = kept.key(block)
    if key not in blocks:
        record = store.get(keys.index(space), key)
        if record is None:
            raise SegmentGone
        blocks[key] = _ids.decode(record.body)
    return blocks[key][place]


def postings(
    store: Store, space: str, kept: Segment, prefix: str, most: int
) -> tuple[list[tuple[str, Postings]], bool]:
    """The words of a segment that begin with a prefix, and whether these are all: at most `most` blocks are
    read beyond the one where they begin.

    Raises:
        SegmentGone
    """
    low, high = kept.key("#"), kept.key(f"#{prefix}")
    start = store.query(Query(pk=keys.index(space), low=low, high=high, descending=True, limit=1)).records
    if not start:
        raise SegmentGone
    words = _words.decode(start[0].body)
    found = [(word, values) for word, values in words.items() if word.startswith(prefix)]
    last = next(reversed(words), "")
    if last > prefix and not last.startswith(prefix):
        return found, True
    # Blocks that begin with the prefix come after the one that may hold it further in.
    within = Query(pk=keys.index(space), low=start[0].sk + "\0", high=beginning(high)[1], limit=most)
    rest = store.query(within)
    for record in rest.records:
        found += (entry for entry in _words.decode(record.body).items() if entry[0].startswith(prefix))
    return found, rest.next is None


def remove(store: Store, space: str, id: str) -> None:
    """Remove all blocks of a segment, the ids first: whoever still reads it notices."""
    low, high = beginning(id)
    blocks = Query(pk=keys.index(space), low=low, high=high, limit=PAGE_RECORDS)
    while found := store.query(blocks, strong=True).records:
        for start in range(0, len(found), store.together):
            some = found[start : start + store.together]
            store.commit([Delete(record.pk, record.sk, None) for record in some])


def sweep(store: Store, clock: Clock, space: str, known: Directory) -> None:
    """Remove what was left by those who were interrupted; `known` is the present directory."""
    named = {kept.id for kept in known.segments}
    low, high = "", f"{clock.now() - _LATECOMER:012x}"
    while found := store.query(Query(pk=keys.index(space), low=low, high=high, limit=1), strong=True).records:
        id = found[0].sk[:_ID_LENGTH]
        if id not in named:
            remove(store, space, id)
        low = beginning(id)[1]


def _bodies(store: Store, space: str, kept: Segment, first: str) -> Iterator[bytes]:
    """The bodies of the blocks whose keys begin so, one after another."""
    low, high = beginning(kept.key(first))
    after = None
    while True:
        page = store.query(
            Query(pk=keys.index(space), low=low, high=high, limit=PAGE_RECORDS, after=after), strong=True
        )
        yield from (record.body for record in page.records)
        after = page.next
        if after is None:
            return
