"""Where one request works: a store and a clock, on behalf of one person, within one space."""

from typing import TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain import agenda, ident, instant
from farthing.domain.item import Item
from farthing.domain.lifecycle import TOMBSTONE_DAYS
from farthing.domain.savedfilter import SavedFilter
from farthing.domain.task import Task
from farthing.domain.tasklist import TaskList
from farthing.features import keys
from farthing.features.keys import Kind
from farthing.features.ports import Clock, Store
from farthing.features.records import Record

Thing = Task | TaskList | SavedFilter | Item
T = TypeVar("T", bound=Thing)
DECODERS: dict[Kind, "json.Decoder[Thing]"] = {
    "task": json.Decoder(Task),
    "list": json.Decoder(TaskList),
    "filter": json.Decoder(SavedFilter),
    "item": json.Decoder(Item),
}
encode = json.Encoder().encode


class Workspace(Struct, frozen=True):
    store: Store
    clock: Clock
    user: str
    space: str

    def new_id(self) -> str:
        """A fresh UUIDv7."""
        return ident.uuid7(self.clock.now(), self.clock.random(10))

    def read(self, kind: Kind, id: str, *, strong: bool = False) -> Record | None:
        """The record of a thing of this space, be it in the trash or not."""
        return self.store.get(keys.space(self.space), keys.thing(kind, id), strong=strong)

    def signed(self, thing: T) -> T:
        """The thing with who wrote this version of it, where it says so."""
        return replace(thing, updated_by=self.user) if isinstance(thing, Task) else thing

    def record(self, kind: Kind, thing: Thing) -> Record:
        """How a thing is kept from now on; a deleted one as a tombstone that ends by itself."""
        expires = None
        if thing.deleted_at is not None:
            expires = (instant.from_iso(thing.deleted_at) + TOMBSTONE_DAYS * instant.DAY) // instant.SECOND
        return Record(
            pk=keys.space(self.space),
            sk=keys.thing(kind, thing.id),
            version=thing.version,
            body=encode(thing),
            changed=self.clock.now(),
            expires=expires,
            due=agenda.rank(thing) if isinstance(thing, Task) else None,
        )
