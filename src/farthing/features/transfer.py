"""Carrying a space out and in again with nothing lost: ids, versions, times, and the trash."""

from typing import Annotated

from msgspec import DecodeError, Meta, Raw, Struct, json
from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.errors import Conflict, FarthingError, Invalid
from farthing.domain.task import Task
from farthing.features import along, keys, reminders
from farthing.features.keys import Kind
from farthing.features.kinds import RULES
from farthing.features.records import ABSENT, TRIES, Position, Put, Query, Write, beginning
from farthing.features.workspace import DECODERS, Thing, Workspace

BATCH = 100
HIGHEST = 2**31  # far above what anybody writes, and far below what no number holds
_task = json.Decoder(Task)
_KINDS: dict[str, Kind] = {prefix: kind for kind, prefix in keys.PREFIX.items()}


class Carried(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing on its way, whole."""

    kind: Kind
    value: Raw


class Imported(Struct, frozen=True):
    """`skipped` were there already, at the same version or a later one."""

    imported: int
    skipped: int


Batch = Annotated[list[Carried], Meta(min_length=1, max_length=BATCH)]


def export(ws: Workspace, limit: int, after: Position | None) -> tuple[list[Carried], Position | None]:
    """One page of everything in the space, in the order of its keys; what was changed when stays here."""
    page = ws.store.query(Query(pk=keys.space(ws.space), limit=limit, after=after))
    carried = [
        Carried(_KINDS[record.sk[:2]], Raw(record.body)) for record in page.records if record.sk[:2] in _KINDS
    ]
    if page.next is not None and page.next.sk.startswith(keys.CHANGES):
        return carried, Position(beginning(keys.CHANGES)[1])
    return carried, page.next


def import_(ws: Workspace, batch: list[Carried]) -> Imported:
    """Bring things in, all of the batch or none; what is there at the same or a later version stays.

    Raises:
        Invalid: names the record (from 0) that is not whole, or comes twice.
        TooLarge: the batch is too large for one commit.
    """
    things = [(carried.kind, _thing(ws, number, carried)) for number, carried in enumerate(batch)]
    if len({(kind, thing.id) for kind, thing in things}) < len(things):
        raise Invalid("records", "one id comes twice")
    for _ in range(TRIES):
        puts: list[Write] = []
        further: list[Write] = []
        for kind, thing in things:
            there = ws.read(kind, thing.id, strong=True)
            if there is None or there.version < thing.version:
                puts.append(Put(ws.record(kind, thing), ABSENT if there is None else there.version))
                if isinstance(thing, Task):
                    further += reminders.along(ws, _task.decode(there.body) if there else None, thing)
        if not puts or not along.commit(ws, puts, further):
            return Imported(len(puts), len(things) - len(puts))
    raise Conflict("others change it faster than this request can; try again")


def _thing(ws: Workspace, number: int, carried: Carried) -> Thing:
    try:
        thing = replace(DECODERS[carried.kind].decode(carried.value), space_id=ws.space)
        _check(thing)
        RULES[carried.kind].whole(thing)
    except (DecodeError, UnicodeDecodeError, RecursionError, OverflowError, ValueError) as error:
        raise Invalid(f"records[{number}]", str(error)) from None
    except FarthingError as error:
        raise Invalid(f"records[{number}].{getattr(error, 'field', '')}", error.detail) from None
    return thing


def _check(thing: Thing) -> None:
    """The rules that shapes cannot say, and that readers rely on."""
    for moment in (
        thing.created_at,
        thing.updated_at,
        thing.deleted_at,
        getattr(thing, "completed_at", None),
    ):
        if moment is not None and not instant.is_canonical(moment):
            raise Invalid("", f"{moment} must be written as {instant.to_iso(instant.from_iso(moment))}")
    if thing.version > HIGHEST:
        raise Invalid("version", f"must be at most {HIGHEST}")
