"""Going through a space page by page: all of one kind, what matches, and the trash."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from farthing.domain import instant
from farthing.domain.lifecycle import TRASH_DAYS
from farthing.features import keys
from farthing.features.keys import Kind
from farthing.features.records import Index, Page, Position, Query, Record, beginning, position
from farthing.features.workspace import Workspace

LOOKED_AT: Final = 500
_TRASHED = tuple(keys.PREFIX[kind] for kind in keys.TRASHED)


def is_live(record: Record) -> bool:
    """Whether it is not in the trash."""
    return record.expires is None


class Source(Struct, frozen=True, kw_only=True):
    """A range of a space in the order of the table or of an index, and what of it matches."""

    index: Index | None = None
    low: str | int | None = None
    high: str | int | None = None
    descending: bool = False
    matches: Callable[[Record], bool] = is_live


def of_kind(kind: Kind, matches: Callable[[Record], bool] = is_live) -> Source:
    """Things of one kind in the order of their ids; for ids of ours that is the order of their making."""
    low, high = beginning(keys.PREFIX[kind])
    return Source(low=low, high=high, matches=matches)


def page(ws: Workspace, source: Source, limit: int, after: Position | None) -> Page:
    """Up to `limit` things that match.

    About `LOOKED_AT` records are looked at for one page, so that a search which matches little costs
    little; such a page may be short, even empty, and have more after it.
    """
    found: list[Record] = []
    looked_at = 0
    while True:
        # What matches a lot is found in as many; where that was not so, longer reads are fewer.
        seldom = looked_at and source.matches is not is_live
        size = LOOKED_AT - looked_at if seldom else limit - len(found) + 1
        part = ws.store.query(
            Query(
                pk=keys.space(ws.space),
                index=source.index,
                low=source.low,
                high=source.high,
                descending=source.descending,
                limit=size,
                after=after,
            )
        )
        if source.matches is is_live:  # as most ask, without a call for each
            found += [record for record in part.records if record.expires is None]
        else:
            found += [record for record in part.records if source.matches(record)]
        if len(found) > limit:
            return Page(found[:limit], position(found[limit - 1], source.index))
        looked_at += len(part.records)
        after = part.next
        if after is None or looked_at >= LOOKED_AT:
            return Page(found, after)


def trash(ws: Workspace, limit: int, after: Position | None) -> Page:
    """Up to `limit` deleted things that can be restored still, the oldest deletion first; no items.

    A deletion is a thing's last change, so the changes of the last 30 days hold all of them.
    """
    since = ws.clock.now() - TRASH_DAYS * instant.DAY
    return page(ws, Source(index="byChange", low=since, matches=_is_deleted), limit, after)


def _is_deleted(record: Record) -> bool:
    return record.expires is not None and record.sk.startswith(_TRASHED)
