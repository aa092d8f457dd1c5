"""The views that everybody has: Inbox, Today, Upcoming, and Done, all but the last of which are filters."""

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain.facts import Facts
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.terms import Compare, Filter, Is, both
from farthing.features import browse, keys
from farthing.features.browse import Source
from farthing.features.filtering import Here, source_of
from farthing.features.records import Page, Position, Record
from farthing.features.workspace import Workspace


class _Placed(Struct, frozen=True):
    position: str


class _Progress(Struct, frozen=True):
    status: str


_facts, _placed, _progress = json.Decoder(Facts), json.Decoder(_Placed), json.Decoder(_Progress)


def inbox(ws: Workspace, limit: int, after: Position | None) -> Page:
    """Open tasks in no list; on each page as people arranged them."""
    page = _open(Here(ws), Is("inbox"), limit, after)
    return replace(page, records=sorted(page.records, key=lambda one: _placed.decode(one.body).position))


def today(ws: Workspace, limit: int, after: Position | None) -> Page:
    """Open tasks due by today, in the order of the agenda; on each page those that are overdue come first."""
    here = Here(ws)
    page = _open(here, Compare("due", "<=", 0), limit, after)
    overdue = matcher(Is("overdue"), here)
    return replace(page, records=sorted(page.records, key=lambda one: not overdue(_facts.decode(one.body))))


def upcoming(ws: Workspace, days: int, limit: int, after: Position | None) -> Page:
    """Open tasks due on the next days, from tomorrow on, in the order of the agenda."""
    within = both(Compare("due", ">", 0), Compare("due", "<=", days))
    return _open(Here(ws), within, limit, after)


def done(ws: Workspace, limit: int, after: Position | None) -> Page:
    """Tasks that are done, the one changed last first, which mostly is the one completed last."""
    return browse.page(ws, Source(index="byChange", descending=True, matches=_is_done), limit, after)


def _open(here: Here, filter: Filter, limit: int, after: Position | None) -> Page:
    return browse.page(here.ws, source_of(here, both(Is("open"), filter)), limit, after)


def _is_done(record: Record) -> bool:
    is_task = record.sk.startswith(keys.PREFIX["task"])
    return is_task and record.expires is None and _progress.decode(record.body).status == "done"
