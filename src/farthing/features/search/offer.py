"""What the segments of an index offer for a search.

A task's merit is one number for how well it meets what is wanted, and, where that is the same, whether it is
open. What changed last goes before what has the same merit.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from farthing.features.ports import Store
from farthing.features.search import directory, segment, words
from farthing.features.search.directory import Segment
from farthing.features.search.segment import Postings
from farthing.features.search.wanted import Wanted

BLOCKS: Final = 2  # of a segment are read for a word, beyond the first
Merits = dict[int, int]  # by the number of the task
Offer = tuple[int, int, int]


def merit(score: int, is_open: bool) -> int:
    """The score counts before all else."""
    return score * 2 + is_open


def best_first(
    store: Store, space: str, segments: Sequence[Segment], wanted: Wanted
) -> tuple[list[Offer], bool]:
    """The merit of each task, the position of its segment, and its number there; and whether these are all.
    `segments` are the newest first.

    Raises:
        SegmentGone: read the directory again.
    """
    found: list[Offer] = []
    all_read = True
    for position, kept in enumerate(segments):
        merits, complete = _matches(store, space, kept, wanted)
        all_read = all_read and complete
        # Negated, so that plain tuples are in the order of the offer.
        found += [
            (-merit, position, -number)
            for number, merit in merits.items()
            if wanted.status is None or merit & 1 == (wanted.status != "done")
        ]
    found.sort()
    return [(-merit, position, -number) for merit, position, number in found[: wanted.candidates]], (
        all_read and len(found) <= wanted.candidates
    )


def _matches(store: Store, space: str, kept: Segment, wanted: Wanted) -> tuple[Merits, bool]:
    """The tasks of a segment that have all words, and whether all postings were read.

    A word of which not all were read rules nobody out, if there is another to go by.
    """
    whole: list[Merits] = []
    partial: list[Merits] = []
    # Of a single word the best postings are enough, which come first; others might be of another status.
    most = wanted.candidates + 1 if len(wanted.words) == 1 and wanted.status is None else None
    for prefix in wanted.words:
        entries, complete = directory.postings(store, space, kept, prefix, BLOCKS)
        met = _merits(entries, prefix, most)
        if complete and not met:
            return {}, True
        (whole if complete else partial).append(met)
    must, may = (whole, partial) if whole else (partial, [])
    if len(must) == 1 and not may:
        return must[0], not partial
    numbers = set(must[0]).intersection(*must[1:])
    scores = {number: sum(met.get(number, 0) & ~1 for met in (*must, *may)) for number in numbers}
    return {number: score + (must[0][number] & 1) for number, score in scores.items()}, not partial


def _merits(entries: Iterable[tuple[str, Postings]], prefix: str, most: int | None) -> Merits:
    """How well the tasks meet one wanted word, by the `most` best postings of each word that begins so."""
    best: Merits = {}
    for word, postings in entries:
        merits = _MERITS[word == prefix]
        for value in postings[:most]:
            number, mark = divmod(value, len(merits))
            if best.get(number, -1) < merits[mark]:
                best[number] = merits[mark]
    return best


_MERITS: Final = tuple(
    tuple(merit(words.points(place, whole=whole), is_open) for place, is_open in segment.MARKS)
    for whole in (False, True)
)
