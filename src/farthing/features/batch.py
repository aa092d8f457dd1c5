"""Changes of many things, judged one after the other in memory, then written together."""

from collections.abc import Callable
from typing import TypeVar, cast

from farthing.features import along
from farthing.features.keys import Kind
from farthing.features.records import ABSENT, Put, Write, key_of
from farthing.features.workspace import DECODERS, Thing, Workspace

T = TypeVar("T", bound=Thing)


class Batch:
    """The things that the changes are about: as they are kept, and as the changes so far leave them."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._kept: dict[tuple[Kind, str], Thing | None] = {}
        self._now: dict[tuple[Kind, str], Thing | None] = {}

    def find(self, kind: Kind, id: str) -> tuple[Thing | None, Thing | None]:
        """A thing as it is kept, and as it is now; None where there is none."""
        key = kind, id
        if key not in self._kept:
            record = self._ws.read(kind, id, strong=True)
            thing = None if record is None else DECODERS[kind].decode(record.body)
            self._kept[key] = self._now[key] = thing
        return self._kept[key], self._now[key]

    def step(self, kind: Kind, id: str, move: Callable[[T | None], T]) -> T:
        """Take a thing a step further; whatever `move` raises leaves it as it was."""
        old = cast(T | None, self.find(kind, id)[1])
        new = move(old)
        if new is not old:
            self._now[kind, id] = self._ws.signed(new)
        return cast(T, self._now[kind, id])

    def writes(self) -> tuple[list[Write], list[Write]]:
        """What the changes write; and what goes along, where no change of the batch says otherwise."""
        writes: list[Write] = []
        further: dict[tuple[str, str], Write] = {}
        for (kind, id), thing in self._now.items():
            kept = self._kept[kind, id]
            if thing is not None and thing is not kept:
                writes.append(Put(self._ws.record(kind, thing), version_of(kept)))
                further |= {key_of(write): write for write in along.along(self._ws, kind, kept, thing)}
        for write in writes:
            further.pop(key_of(write), None)
        return writes, list(further.values())


def version_of(thing: Thing | None) -> int:
    """The version to expect of a thing that may not be there."""
    return ABSENT if thing is None else thing.version
