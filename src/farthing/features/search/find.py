"""Searching a space: the index for what is older, the changes since its watermark for the rest.

Whatever the index says is held to the task itself before it is given, so that an index which lags behind
can only be late with what is new. How much is read for one search is bounded, however many tasks there are.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from farthing.domain.errors import Unavailable
from farthing.features import keys
from farthing.features.records import Query, Record
from farthing.features.search import directory, offer, words
from farthing.features.search.directory import Directory, Segment, SegmentGone
from farthing.features.search.wanted import Wanted
from farthing.features.workspace import Workspace

TAIL: Final = 1000  # of the latest changes are looked at
_TASK: Final = keys.PREFIX["task"]


class Hit(Struct, frozen=True):
    """A task that was found, as it is kept."""

    score: int
    is_open: bool
    record: Record

    def rank(self) -> tuple[int, int, str]:
        """The best first: its merit, then what was changed last."""
        return -offer.merit(self.score, self.is_open), -(self.record.changed or 0), self.record.sk


def search(workspaces: Iterable[Workspace], wanted: Wanted) -> tuple[list[Hit], bool]:
    """The best of what matches in these spaces, and whether there may be more of it.

    Raises:
        Unavailable: the store gave no answer in time.
    """
    hits: list[Hit] = []
    more = False
    for ws in workspaces:
        found, unread = _in_space(ws, wanted)
        hits += found
        more = more or unread
    hits.sort(key=Hit.rank)
    return hits[: wanted.limit], more or len(hits) > wanted.limit


def _in_space(ws: Workspace, wanted: Wanted) -> tuple[list[Hit], bool]:
    for strong in (False, True, True, True):
        try:
            known, _ = directory.read(ws.store, ws.space, strong=strong)
            return _Search(ws, wanted).run(known)
        except SegmentGone:
            continue  # it has been merged into another since the directory was read
    raise Unavailable("the index of the search is being rewritten; try again")


class _Search:
    """One search of one space. A task is judged once, by its latest state that is seen."""

    def __init__(self, ws: Workspace, wanted: Wanted) -> None:
        self._store, self._space, self._wanted = ws.store, ws.space, wanted
        self._judged: set[str] = set()
        self._hits: list[Hit] = []
        self._ids: dict[str, list[str]] = {}

    def run(self, known: Directory) -> tuple[list[Hit], bool]:
        whole_tail = self._search_tail(known.watermark)
        segments = known.segments[::-1]
        offered, all_offered = offer.best_first(self._store, self._space, segments, self._wanted)
        for merit, position, number in offered:
            if sum(offer.merit(hit.score, hit.is_open) >= merit for hit in self._hits) > self._wanted.limit:
                break
            self._fetch(segments[position], number)
        return self._hits, not (whole_tail and all_offered)

    def _search_tail(self, watermark: int) -> bool:
        """What changed since the watermark, the latest first; whether that is all of it."""
        query = Query(
            pk=keys.space(self._space), index="byChange", low=watermark + 1, descending=True, limit=TAIL
        )
        page = self._store.query(query)
        for record in page.records:
            self._judge(record)
        return page.next is None

    def _fetch(self, kept: Segment, number: int) -> None:
        """Judge a task of a segment."""
        sk = _TASK + directory.id_of(self._store, self._space, kept, number, self._ids)
        if sk not in self._judged and (record := self._store.get(keys.space(self._space), sk)) is not None:
            self._judge(record)

    def _judge(self, record: Record) -> None:
        if not record.sk.startswith(_TASK):
            return
        self._judged.add(record.sk)
        if record.expires is not None:
            return
        task = words.read(record.body)
        if self._wanted.status not in (None, task.status):
            return
        text = task.text()
        if all(word in text for word in self._wanted.words):  # much quicker than taking the words apart
            score = words.score(self._wanted.words, task.words())
            if score is not None:
                self._hits.append(Hit(score, task.status != "done", record))
