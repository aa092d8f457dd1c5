"""What happens after a change, and not in its commit: the change feed is followed, and each consumer told.

A consumer takes changes that come again, and those of a record in their order; told twice, it does once.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final

from farthing.domain.errors import Conflict, Unavailable
from farthing.features import history, keys
from farthing.features.ports import Clock, Feed, Store
from farthing.features.records import ABSENT, Change, Put, Record
from farthing.features.search import keeping as search
from farthing.features.subtasks import keeping as subtasks

PAGE: Final = 200
_SKIPPED: Final = 1000  # changes that concern nobody, after which the place is kept nevertheless
_MOST_PAGES: Final = 100
_PREFIX: Final = keys.PREFIX["task"]
Consumer = Callable[[Store, Clock, Sequence[Change]], None]
PROMPT: Final[tuple[Consumer, ...]] = (history.follow, subtasks.follow)  # asked for right after a change
PATIENT: Final[tuple[Consumer, ...]] = (search.follow,)  # the search looks at the latest changes itself

Report = Callable[[BaseException], None]


def follow(
    store: Store, clock: Clock, changes: Sequence[Change], consumers: Sequence[Consumer] = PROMPT + PATIENT
) -> list[Exception]:
    """Tell the consumers of these changes. Returns what went wrong with those they cannot take: these are
    passed over, not to hold up all others for ever.

    Raises:
        Unavailable, Conflict: some may not be told; do all of it again.
    """
    concerning = [change for change in changes if change.sk.startswith(_PREFIX)]
    try:
        for consumer in consumers:
            consumer(store, clock, concerning)
    except (Unavailable, Conflict):
        raise
    except Exception as error:
        if len(concerning) == 1:
            return [error]
        return [error for change in concerning for error in follow(store, clock, [change], consumers)]
    return []


class Follower:
    """Tells consumers of the feed of one machine, and remembers how far, in the store at a place of its own.

    Several processes may follow the same feed: what two of them tell is told twice. Methods may be called
    from several threads.
    """

    def __init__(
        self,
        store: Store,
        feed: Feed,
        clock: Clock,
        report: Report,
        consumers: Sequence[Consumer] = PROMPT + PATIENT,
        place: str = keys.ITSELF,
    ) -> None:
        self._store = store
        self._feed = feed
        self._clock = clock
        self._report = report
        self._consumers = consumers
        self._place = place
        self._lock = Lock()  # guards the three below
        self._version = ABSENT  # of the place that is kept
        self._after: str | None = None
        self._skipped = 0

    def catch_up(self, going_on: Callable[[], bool] = lambda: True) -> bool:
        """Follow what there is, page by page. Returns whether that is all: not so where it ought not go on,
        or where more and more comes.

        Raises:
            Unavailable, Conflict: the store or the feed gave no answer; the rest is for the next time.
        """
        for _ in range(_MOST_PAGES):
            if not going_on():
                return False
            with self._lock:
                if not self._follow_page():
                    return True
        return False

    def _follow_page(self) -> bool:
        """Whether there was anything."""
        kept = self._store.get(keys.FOLLOWER, self._place, strong=True)
        if kept is not None and kept.version != self._version:  # by another process, or before this one
            self._version, self._after = kept.version, kept.body.decode()
        page = self._feed.read(self._after, PAGE)
        errors = follow(self._store, self._clock, page.changes, self._consumers)
        self._after = page.next
        self._skipped += len(page.changes)
        if self._skipped >= _SKIPPED or any(change.sk.startswith(_PREFIX) for change in page.changes):
            self._keep_place()
        for error in errors:
            self._report(error)
        return bool(page.changes)

    def _keep_place(self) -> None:
        """Where another process did so meanwhile, its place stands: what lies between is told again."""
        record = Record(keys.FOLLOWER, self._place, self._version + 1, (self._after or "").encode())
        if not self._store.commit([Put(record, self._version)]):
            self._version += 1
        self._skipped = 0
