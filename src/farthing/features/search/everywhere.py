"""The spaces that a person may search at once."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from farthing.domain.errors import NotFound
from farthing.domain.space import Access
from farthing.features import keys, spaces
from farthing.features.records import Query, beginning
from farthing.features.workspace import Workspace

MOST_SPACES: Final = 20  # beside the person's own


def workspaces(ws: Workspace, access: Access) -> Iterator[Workspace]:
    """The person's own space, and the others that they are in now, as `spaces.enter`."""
    yield Workspace(ws.store, ws.clock, ws.user, ws.user)
    low, high = beginning(keys.space(""))
    page = ws.store.query(Query(pk=keys.user(ws.user), low=low, high=high, limit=MOST_SPACES))
    for record in page.records:
        with suppress(NotFound):
            space = record.sk.removeprefix(keys.space(""))
            yield spaces.enter(ws.store, ws.clock, ws.user, space, access)
