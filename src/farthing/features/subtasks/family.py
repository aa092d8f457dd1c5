"""Which tasks are part of which, and how many of them are done: kept for each parent beside its task.

A child is noted with the version in which it came, was done or undone, or went. What comes late or again is
of no later version, and changes nothing.
"""

from typing import Final, Literal

from msgspec import Struct, field, json

from farthing.features import keys, things
from farthing.features.ports import Store
from farthing.features.records import ABSENT, Position, Put, Record
from farthing.features.workspace import Workspace, encode

MOST: Final = 500
_LEFT: Final = 32  # children that went, of which is remembered that they did

State = Literal["open", "done", "gone"]
Note = tuple[int, State]  # the version in which it came to this


class Progress(Struct, frozen=True):
    """How many children are `done`, of how many. Not `whole`: there are more than are kept count of."""

    done: int
    total: int
    whole: bool = True


class Family(Struct, frozen=True):
    """The children of a task, by their ids, the latest noted last. `more`: there were more than `MOST`."""

    children: dict[str, Note] = field(default_factory=dict)
    more: bool = False

    @property
    def present(self) -> dict[str, State]:
        """The children that are there, in the order of their making."""
        return {id: state for id, (_, state) in sorted(self.children.items()) if state != "gone"}

    @property
    def progress(self) -> Progress:
        states = list(self.present.values())
        return Progress(states.count("done"), len(states), not self.more)

    def noting(self, id: str, note: Note) -> "Family":
        """The family with this noted of a child; the very same where something as late is known."""
        if id in self.children and self.children[id][0] >= note[0]:
            return self
        others = {other: known for other, known in self.children.items() if other != id}
        return bounded({**others, id: note}, more=self.more)


class Child(Struct, frozen=True, rename="camel"):
    """What of a task concerns its parent."""

    task_id: str
    version: int
    status: str
    parent_id: str | None = None
    deleted_at: str | None = None

    @property
    def note(self) -> Note:
        """What is noted of it where it belongs."""
        return self.version, "gone" if self.deleted_at else "done" if self.status == "done" else "open"


child_of = json.Decoder(Child).decode
_family = json.Decoder(Family)


def bounded(children: dict[str, Note], *, more: bool) -> Family:
    """A family of these; without those that went long ago, and the last where they are too many."""
    gone = [id for id, (_, state) in children.items() if state == "gone"]
    there = [id for id, (_, state) in children.items() if state != "gone"]
    dropped = {*gone[:-_LEFT], *there[MOST:]}
    kept = {id: note for id, note in children.items() if id not in dropped}
    return Family(kept, more or len(there) > MOST)


def page(
    ws: Workspace, id: str, limit: int, after: Position | None
) -> tuple[list[Record], Progress, Position | None]:
    """Up to `limit` children of a task, in the order of their making; and the progress of all.

    It takes a read of the task, one of its family, and one of each child.

    Raises:
        NotFound: the task is not there, or in the trash.
    """
    things.find(ws, "task", id)
    family = read(ws.store, keys.space(ws.space), id)[0]
    left = [child for child in family.present if after is None or keys.thing("task", child) > after.sk]
    records = [ws.read("task", child) for child in left[:limit]]
    there = [record for record in records if record is not None and is_child(record, id)]
    next = Position(keys.thing("task", left[limit - 1])) if len(left) > limit else None
    return there, family.progress, next


def is_child(record: Record, parent: str) -> bool:
    """Whether the task of a record is part of another, and not in the trash."""
    return record.expires is None and child_of(record.body).parent_id == parent


def read(store: Store, pk: str, parent: str) -> tuple[Family, int]:
    """The family of a task of a partition, and its version for `replace`."""
    record = store.get(pk, keys.family(parent), strong=True)
    return (Family(), ABSENT) if record is None else (_family.decode(record.body), record.version)


def replace(store: Store, pk: str, parent: str, family: Family, version: int) -> bool:
    """Put a family in the place of that version; whether that was still the present one."""
    record = Record(pk, keys.family(parent), version + 1, encode(family))
    return not store.commit([Put(record, version)])
