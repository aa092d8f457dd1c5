"""What is particular to lists."""

from msgspec import json

from farthing.domain import tasklist
from farthing.domain.tasklist import ListChange, TaskList
from farthing.features.things import Rules
from farthing.features.workspace import Workspace


def _create(change: ListChange, id: str, ws: Workspace) -> TaskList:
    return tasklist.create(change, id=id, user=ws.user, space=ws.space, now=ws.clock.now())


def _check(_ws: Workspace, _change: ListChange, _id: str) -> None:
    """A list names nothing else."""


LISTS = Rules("list", _create, tasklist.apply, _check, json.Decoder(ListChange).decode, tasklist.check)
