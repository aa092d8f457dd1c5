"""Going through a space page by page: all of one kind, and the trash."""

from farthing.domain import instant
from farthing.domain.lifecycle import TRASH_DAYS
from farthing.features import keys
from farthing.features.keys import Kind
from farthing.features.records import PAGE_RECORDS, Page, Position, Query, Record, beginning
from farthing.features.workspace import Workspace


def page(ws: Workspace, kind: Kind, limit: int, after: Position | None) -> Page:
    """Up to `limit` things of one kind that are not in the trash, in the order of their ids."""
    low, high = beginning(keys.PREFIX[kind])
    query = Query(pk=keys.space(ws.space), low=low, high=high, limit=limit, after=after)
    found = ws.store.query(query)
    return Page([record for record in found.records if record.expires is None], found.next)


def trash(ws: Workspace, limit: int, after: Position | None) -> Page:
    """Up to `limit` deleted tasks and lists that can be restored still, the oldest deletion first.

    A deletion is a thing's last change, so the changes of the last 30 days hold all of them.
    """
    since = ws.clock.now() - TRASH_DAYS * instant.DAY
    found: list[Record] = []
    for _ in range(PAGE_RECORDS // limit + 1):
        query = Query(pk=keys.space(ws.space), index="byChange", low=since, limit=limit, after=after)
        part = ws.store.query(query)
        for record in part.records:
            if record.expires is not None and not record.sk.startswith(keys.PREFIX["item"]):
                found.append(record)
                if len(found) == limit:
                    return Page(found, Position(record.sk, record.changed))
        after = part.next
        if after is None:
            break
    return Page(found, after)
