"""Listing the tasks that a filter of the language matches."""

from functools import cached_property

from msgspec import json

from farthing.domain.facts import Facts
from farthing.domain.filters.matching import matcher
from farthing.domain.filters.reach import reach
from farthing.domain.filters.reading import parse
from farthing.domain.filters.terms import Filter, Is, both, of_open_tasks
from farthing.features import settings
from farthing.features.browse import Source, of_kind
from farthing.features.listing import ANY, INBOX, TaskFilter, list_names, meets
from farthing.features.records import Record
from farthing.features.workspace import Workspace

_facts = json.Decoder(Facts)


class Here:
    """Who asks, and the space that they ask about; what takes a read is read when a filter needs it."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.now = ws.clock.now()

    @cached_property
    def zone(self) -> str:
        return settings.read(self.ws.store, self.ws.user).time_zone

    @cached_property
    def lists(self) -> dict[str, str]:
        return list_names(self.ws)


def source(ws: Workspace, text: str, wanted: TaskFilter = ANY) -> Source:
    """All tasks that match the filter and are as wanted: of open tasks, where neither asks for a status.

    Raises:
        Invalid: the filter cannot be read, or names a list that is not there.
    """
    filter = parse(text)
    filter = of_open_tasks(filter) if wanted.status is None else both(Is(wanted.status), filter)
    return source_of(Here(ws), filter, wanted)


def source_of(here: Here, filter: Filter, wanted: TaskFilter = ANY) -> Source:
    """Open tasks are read in the order of the agenda, and only as much of it as can match; all others in the
    order of their making.

    Raises:
        Invalid: the filter names a list that is not there.
    """
    match = matcher(filter, here)
    lists = here.lists if wanted.list == INBOX else {}

    def matches(record: Record) -> bool:
        if record.expires is not None:
            return False
        facts = _facts.decode(record.body)
        return match(facts) and (wanted == ANY or meets(wanted, facts, lists))

    range = reach(filter, here)
    if not range.open:
        return of_kind("task", matches)
    return Source(index="byDue", low=range.low or None, high=range.high, matches=matches)
