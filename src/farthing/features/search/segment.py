"""A segment of the index: which words are in which tasks, sorted, and never changed once it is written.

The tasks of a segment are numbered in the order of their last change. A posting is a number that holds a
task's, the place of the word in it, and whether the task is open; the best postings of a word come first.
Segments are kept as blocks of JSON, each one cheap read: some with the ids of the tasks, some with words.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge as merge_sorted
from itertools import groupby
from operator import itemgetter
from typing import Final

from msgspec import Struct, json

BLOCK_BYTES: Final = 3800  # with its key and the rest of the record still within the 4 KB of half a read
IDS_IN_BLOCK: Final = 96
MOST_POSTINGS: Final = 450  # of one word in one block
MARKS: Final = tuple((place, is_open) for place in range(3) for is_open in (False, True))
_GONE: Final = "-"
Postings = list[int]
Words = Iterable[tuple[str, Postings]]
encode: Final = json.Encoder().encode


class Run(Struct):
    """A segment read or to be written. `ids` are the tasks by their number, those without words (deleted
    since, say) as `gone`; `words` are sorted, and can be gone through once."""

    ids: list[str]
    words: Words


def posting(number: int, place: int, *, is_open: bool) -> int:
    """Task `number` has the word in this place; taken apart by `divmod` with the number of `MARKS`."""
    return number * len(MARKS) + place * 2 + is_open


def gone(id: str) -> str:
    """The id of a task that can no longer be found, in `Run.ids`."""
    return _GONE + id


def collect(tasks: Sequence[tuple[str, dict[str, int] | None, bool]]) -> Run:
    """A run of tasks in the order of their last change: id, the places of its words, whether it is open."""
    postings: dict[str, Postings] = {}
    for number, (_, places, is_open) in enumerate(tasks):
        for word, place in (places or {}).items():
            postings.setdefault(word, []).append(posting(number, place, is_open=is_open))
    ids = [id if places else gone(id) for id, places, _ in tasks]
    return Run(ids, [(word, _best_first(postings[word])) for word in sorted(postings)])


def merge(runs: Sequence[Run], *, oldest: bool) -> Run:
    """One run of several, from the oldest to the newest. What a newer one says of a task replaces what older
    ones say. Are these the `oldest` of all, then those gone need not be remembered."""
    ids: list[str] = []
    numbers: list[list[int]] = []  # for each run the new number of each task, -1 for none
    newer = [{id.lstrip(_GONE) for id in run.ids} for run in runs]
    for age, run in enumerate(runs):
        superseded = set().union(*newer[age + 1 :])
        mapping = []
        for id in run.ids:
            drop = id.lstrip(_GONE) in superseded or (oldest and id.startswith(_GONE))
            mapping.append(-1 if drop else len(ids))
            if not drop:
                ids.append(id)
        numbers.append(mapping)
    return Run(ids, _merged([run.words for run in runs], numbers))


def id_blocks(ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The blocks of ids with their keys, as `id_block` gives them."""
    for start in range(0, len(ids), IDS_IN_BLOCK):
        yield id_block(start)[0], encode(ids[start : start + IDS_IN_BLOCK])


def id_block(number: int) -> tuple[str, int]:
    """The key of the block that has the id of a task, and its place there."""
    block, place = divmod(number, IDS_IN_BLOCK)
    return f"!{block:05}", place


def word_blocks(words: Words) -> Iterator[tuple[str, bytes]]:
    """The blocks of words with their keys: `#` and the first word, so that the block which a word must be in
    is the last whose key is not after it. The very first begins before all words. The blocks that go on with
    a word of many postings are numbered."""
    key, room = "#", BLOCK_BYTES
    entries: list[bytes] = []
    for word, postings in words:
        for start in range(0, len(postings), MOST_POSTINGS):
            entry = b'"%s":%s' % (word.encode(), encode(postings[start : start + MOST_POSTINGS]))
            if start or len(entry) > room:
                yield key, b"{%s}" % b",".join(entries)
                key, entries, room = _word_key(word, start), [], BLOCK_BYTES
            entries.append(entry)
            room -= len(entry) + 1
    yield key, b"{%s}" % b",".join(entries)


def _word_key(word: str, start: int) -> str:
    return f"#{word}#{start // MOST_POSTINGS:06}" if start else f"#{word}"


def _merged(runs: Sequence[Words], numbers: Sequence[list[int]]) -> Iterator[tuple[str, Postings]]:
    tagged = [_tagged(age, run) for age, run in enumerate(runs)]
    for word, parts in groupby(merge_sorted(*tagged, key=itemgetter(0, 1)), key=itemgetter(0)):
        renumbered = [
            new * len(MARKS) + value % len(MARKS)
            for _, age, postings in parts
            for value in postings
            if (new := numbers[age][value // len(MARKS)]) >= 0
        ]
        if renumbered:
            yield word, _best_first(renumbered)


def _tagged(age: int, run: Words) -> Iterator[tuple[str, int, Postings]]:
    return ((word, age, postings) for word, postings in run)


def _best_first(postings: Postings) -> Postings:
    """By place, then those of open tasks, then those changed last: who reads only a part has the best."""
    return sorted(postings, key=lambda value: (value % len(MARKS), value), reverse=True)
