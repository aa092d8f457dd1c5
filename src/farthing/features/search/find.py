"""Searching a space: the index for what is older, the changes since its watermark for the rest.

Whatever the index says is held to the task itself before it is given, so that an index which lags behind
can only be late with what is new. How much is read for one search is bounded, however many tasks there are.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from farthing.domain.errors import Invalid, Unavailable
from farthing.domain.task import Status
from farthing.features import keys
from farthing.features.records import Query, Record
from farthing.features.search import directory, segment, words
from farthing.features.search.directory import Directory, Segment, SegmentGone
from farthing.features.workspace import Workspace

MOST_WANTED: Final = 8  # words of one search
TAIL: Final = 1000  # of the latest changes are looked at
BLOCKS: Final = 2  # of a segment are read for a word, beyond the first
SPARE: Final = 50  # candidates that may turn out to be none
_TASK: Final = keys.PREFIX["task"]


class Wanted(Struct, frozen=True):
    """What to search for: folded `words`, all of which a task must have words that begin so."""

    words: tuple[str, ...]
    limit: int
    status: Status | None = None


class Hit(Struct, frozen=True):
    """A task that was found, as it is kept."""

    score: int
    is_open: bool
    record: Record

    def rank(self) -> tuple[int, bool, int, str]:
        """The best first: how it was met, then the open before the done, then what was changed last."""
        return -self.score, not self.is_open, -(self.record.changed or 0), self.record.sk


def wanted(text: str, limit: int, status: Status | None = None) -> Wanted:
    """What a person asks for.

    Raises:
        Invalid: there is no word in it, or too many.
    """
    asked = tuple(dict.fromkeys(words.words(text)))
    if not 1 <= len(asked) <= MOST_WANTED:
        raise Invalid("q", f"give 1 to {MOST_WANTED} words to search for")
    return Wanted(tuple(sorted(asked, key=len, reverse=True)), limit, status)


def search(workspaces: Iterable[Workspace], sought: Wanted) -> tuple[list[Hit], bool]:
    """The best of what matches in these spaces, and whether there may be more of it.

    Raises:
        Unavailable: the store gave no answer in time.
    """
    hits: list[Hit] = []
    more = False
    for ws in workspaces:
        found, unread = _in_space(ws, sought)
        hits += found
        more = more or unread
    hits.sort(key=Hit.rank)
    return hits[: sought.limit], more or len(hits) > sought.limit


def _in_space(ws: Workspace, sought: Wanted) -> tuple[list[Hit], bool]:
    for strong in (False, True, True, True):
        try:
            known, _ = directory.read(ws.store, ws.space, strong=strong)
            return _Search(ws, sought, known).run()
        except SegmentGone:
            continue  # it has been merged into another since the directory was read
    raise Unavailable("the index of the search is being rewritten; try again")


class _Search:
    """One search of one space. A task is judged once, by its latest state that is seen."""

    def __init__(self, ws: Workspace, sought: Wanted, known: Directory) -> None:
        self._store, self._space, self._sought = ws.store, ws.space, sought
        self._watermark = known.watermark
        self._segments = known.segments[::-1]
        self._judged: set[str] = set()
        self._hits: list[Hit] = []
        self._ids: dict[str, list[str]] = {}
        self._more = False

    def run(self) -> tuple[list[Hit], bool]:
        self._search_tail()
        fetches = self._sought.limit + SPARE
        for demerit, age, number in self._candidates():
            if sum(_merit(hit.score, hit.is_open) >= -demerit for hit in self._hits) > self._sought.limit:
                break
            if not fetches:
                self._more = True
                break
            fetches -= 1
            self._fetch(self._segments[age], -number)
        return self._hits, self._more

    def _search_tail(self) -> None:
        """What changed since the watermark, the latest first."""
        query = Query(
            pk=keys.space(self._space), index="byChange", low=self._watermark + 1, descending=True, limit=TAIL
        )
        page = self._store.query(query)
        for record in page.records:
            self._judge(record)
        self._more = page.next is not None

    def _candidates(self) -> list[tuple[int, int, int]]:
        """Tasks that should match, the best first: merit, age of segment, number in it. Merit and number are
        negated, so that plain tuples are in this order."""
        found = [
            (-merit, age, -number)
            for age, kept in enumerate(self._segments)
            for number, merit in self._matches(kept).items()
            if self._sought.status is None or merit & 1 == (self._sought.status != "done")
        ]
        found.sort()
        return found

    def _matches(self, kept: Segment) -> dict[int, int]:
        """Of a segment, the numbers of the tasks that have all words, with their merit.

        A word of which not all postings were read rules nobody out, if there is another to go by.
        """
        whole: list[dict[int, int]] = []
        partial: list[dict[int, int]] = []
        most = self._sought.limit + SPARE if len(self._sought.words) == 1 else None
        for prefix in self._sought.words:
            entries, complete = directory.postings(self._store, self._space, kept, prefix, BLOCKS)
            met = _merits(entries, prefix, most)
            if complete and not met:
                return {}
            (whole if complete else partial).append(met)
        self._more = self._more or bool(partial)
        must, may = (whole, partial) if whole else (partial, [])
        if len(self._sought.words) == 1:
            return must[0]
        return {
            number: sum(met.get(number, 0) & ~1 for met in (*must, *may)) + (must[0][number] & 1)
            for number in set(must[0]).intersection(*must[1:])
        }

    def _fetch(self, kept: Segment, number: int) -> None:
        """Judge a task of a segment."""
        id = directory.id_of(self._store, self._space, kept, number, self._ids)
        if _TASK + id in self._judged:
            return
        record = self._store.get(keys.space(self._space), _TASK + id)
        if record is not None:
            self._judge(record)

    def _judge(self, record: Record) -> None:
        if not record.sk.startswith(_TASK) or record.sk in self._judged:
            return
        self._judged.add(record.sk)
        if record.expires is not None:
            return
        task = words.read(record.body)
        if self._sought.status not in (None, task.status):
            return
        text = task.text()
        if all(word in text for word in self._sought.words):  # much quicker than taking the words apart
            score = words.score(self._sought.words, task.words())
            if score is not None:
                self._hits.append(Hit(score, task.status != "done", record))


def _merits(entries: Iterable[tuple[str, segment.Postings]], prefix: str, most: int | None) -> dict[int, int]:
    """By task number how well one wanted word is met, for the `most` best tasks of each word."""
    best: dict[int, int] = {}
    for word, postings in entries:
        merits = _MERITS[word == prefix]
        for value in postings[:most]:
            number, mark = divmod(value, len(merits))
            if best.get(number, -1) < merits[mark]:
                best[number] = merits[mark]
    return best


def _merit(score: int, is_open: bool) -> int:
    """One number for what candidates are ordered by, but for when they changed."""
    return score * 2 + is_open


_MERITS: Final = tuple(
    tuple(_merit(words.points(place, whole=whole), is_open) for place, is_open in segment.MARKS)
    for whole in (False, True)
)
