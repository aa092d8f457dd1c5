"""What is particular to saved filters."""

from msgspec import json

from farthing.domain import savedfilter
from farthing.domain.savedfilter import FilterChange, SavedFilter
from farthing.features.things import Rules
from farthing.features.workspace import Workspace


def _create(change: FilterChange, id: str, ws: Workspace) -> SavedFilter:
    return savedfilter.create(change, id=id, user=ws.user, space=ws.space, now=ws.clock.now())


def _check(_ws: Workspace, _change: FilterChange, _id: str) -> None:
    """A list that a filter names is looked for when the filter is run."""


FILTERS = Rules(
    "filter", _create, savedfilter.apply, _check, json.Decoder(FilterChange).decode, savedfilter.check
)
