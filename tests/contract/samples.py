"""Records to try an engine with, and reading it to the end."""

from collections.abc import Iterator

from msgspec.structs import replace

from farthing.features.ports import Feed, Store
from farthing.features.records import Change, Query, Record

PK = "S#one"


def record(
    sk: str,
    version: int = 1,
    body: bytes = b"{}",
    *,
    pk: str = PK,
    changed: int | None = None,
    expires: int | None = None,
    due: str | None = None,
) -> Record:
    return Record(pk, sk, version, body, changed, expires, due)


def every_page(store: Store, query: Query, *, strong: bool = False) -> Iterator[list[Record]]:
    """The pages of a query, each read on from where the one before ended."""
    while True:
        page = store.query(query, strong=strong)
        yield page.records
        if page.next is None:
            return
        assert page.next != query.after, "the page goes on where it began"
        query = replace(query, after=page.next)


def everything(store: Store, query: Query, *, strong: bool = False) -> list[Record]:
    return [found for page in every_page(store, query, strong=strong) for found in page]


class FeedReader:
    """Reads a feed from its beginning on, and remembers where it is."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._next: str | None = None
        self.seen: list[Change] = []

    def read(self) -> list[Change]:
        """All changes up to now, without those that came again."""
        while True:
            page = self._feed.read(self._next)
            assert page.next != self._next or not page.changes, "the feed goes on where it began"
            self._next = page.next
            self.seen.extend(change for change in page.changes if change not in self.seen)
            if not page.changes:
                return self.seen
