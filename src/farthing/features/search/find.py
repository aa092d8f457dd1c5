"""Searching a space: the index for what is older, the changes since its watermark for the rest.

Whatever the index says is held to the task itself before it is given, so that an index which lags behind
can only be late with what is new. How much is read for one search is bounded, however many tasks there are.
"""

from collections.abc import Iterable, Iterator
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


class _Candidate(Struct, frozen=True):
    score: int
    is_open: int
    age: int  # of its segment: 0 is the newest
    number: int


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
        for candidate in self._candidates():
            better = sum(
                (hit.score, hit.is_open) >= (candidate.score, candidate.is_open) for hit in self._hits
            )
            if better > self._sought.limit:
                break
            if not fetches:
                self._more = True
                break
            fetches -= self._fetch(candidate)
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

    def _candidates(self) -> list[_Candidate]:
        """Tasks of the segments that should match, the best first."""
        found = [
            _Candidate(score, is_open, age, number)
            for age, kept in enumerate(self._segments)
            for number, (score, is_open) in self._matches(kept).items()
        ]
        if self._sought.status is not None:
            is_open = self._sought.status != "done"
            found = [candidate for candidate in found if candidate.is_open == is_open]
        return sorted(found, key=lambda one: (-one.score, -one.is_open, one.age, -one.number))

    def _matches(self, kept: Segment) -> dict[int, tuple[int, int]]:
        """Of a segment, the numbers of the tasks that have all words, with their score and openness.

        A word of which not all postings were read rules nobody out, if there is another to go by.
        """
        whole: list[dict[int, tuple[int, int]]] = []
        partial: list[dict[int, tuple[int, int]]] = []
        for prefix in self._sought.words:
            entries, complete = directory.postings(self._store, self._space, kept, prefix, BLOCKS)
            met = _scores(entries, prefix)
            (whole if complete else partial).append(met)
            if complete and not met:
                return {}
        self._more = self._more or bool(partial)
        must, may = (whole, partial) if whole else (partial, [])
        numbers = set(must[0]).intersection(*must[1:])
        nothing = (0, 0)
        return {
            number: (
                sum(met.get(number, nothing)[0] for met in (*must, *may)),
                must[0][number][1],
            )
            for number in numbers
        }

    def _fetch(self, candidate: _Candidate) -> bool:
        """Judge a candidate; whether the task had to be read."""
        kept = self._segments[candidate.age]
        id = directory.id_of(self._store, self._space, kept, candidate.number, self._ids)
        if _TASK + id in self._judged:
            return False
        record = self._store.get(keys.space(self._space), _TASK + id)
        if record is not None:
            self._judge(record)
        return True

    def _judge(self, record: Record) -> None:
        if not record.sk.startswith(_TASK) or record.sk in self._judged:
            return
        self._judged.add(record.sk)
        if record.expires is not None:
            return
        task = words.decode(record.body)
        if self._sought.status not in (None, task.status):
            return
        text = task.text()
        if all(word in text for word in self._sought.words):  # much quicker than taking the words apart
            score = words.score(self._sought.words, task.words())
            if score is not None:
                self._hits.append(Hit(score, task.status != "done", record))


def _scores(entries: Iterable[tuple[str, segment.Postings]], prefix: str) -> dict[int, tuple[int, int]]:
    """By task number how well one wanted word is met, and whether the task is open."""
    best: dict[int, tuple[int, int]] = {}
    for number, score in _scored(entries, prefix):
        if number not in best or best[number] < score:
            best[number] = score
    return best


def _scored(
    entries: Iterable[tuple[str, segment.Postings]], prefix: str
) -> Iterator[tuple[int, tuple[int, int]]]:
    for word, postings in entries:
        for value in postings:
            number, place, is_open = segment.posted(value)
            yield number, (words.points(place, whole=word == prefix), is_open)
