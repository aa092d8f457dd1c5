"""What people do with any kept thing: make it, read it, change it, delete it, bring it back.

The kinds differ in their rules only: each brings its own as `Rules`.
"""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from msgspec import Raw, Struct

from farthing.domain import lifecycle
from farthing.domain.errors import Conflict, NotFound, VersionMismatch
from farthing.features import idempotency
from farthing.features.along import along
from farthing.features.idempotency import Once
from farthing.features.keys import Kind
from farthing.features.records import ABSENT, TRIES, Put, Record, Write
from farthing.features.workspace import DECODERS, Thing, Workspace, encode

T = TypeVar("T", bound=Thing)
C = TypeVar("C", bound=Struct)


class Rules(Struct, Generic[T, C], frozen=True):
    """`create(change, id, workspace)` and `apply(thing, change, now)` are the domain's; `check` holds a
    change to the other things of the space; `decode` reads a change's JSON; `whole` holds a thing from
    elsewhere to the rules."""

    kind: Kind
    create: Callable[[C, str, Workspace], T]
    apply: Callable[[T, C, int], T]
    check: Callable[[Workspace, C, str], None]
    decode: Callable[[Raw], C]
    whole: Callable[[T], None]


def find(ws: Workspace, kind: Kind, id: str) -> Record:
    """The record of a thing that is there and not in the trash.

    The first read may lag behind a write, so that nothing there is asked for once more in earnest.

    Raises:
        NotFound: no such thing in this space, or it is in the trash.
    """
    record = ws.read(kind, id) or ws.read(kind, id, strong=True)
    if record is None or record.expires is not None:
        raise missing(kind)
    return record


def create(ws: Workspace, rules: Rules[T, C], change: C, id: str | None, once: Once | None) -> bytes:
    """A new thing, as its JSON.

    Raises:
        Invalid: a value breaks a rule, or names a thing that is not there.
        Conflict: something is under this id already.
        KeyReused: the idempotency key came with another request before.
    """
    new_id = id or ws.new_id()
    rules.check(ws, change, new_id)
    thing = ws.signed(rules.create(change, new_id, ws))
    writes = [Put(ws.record(rules.kind, thing), ABSENT), *along(ws, rules.kind, None, thing)]
    return commit_once(ws, writes, encode(thing), once)


def put(ws: Workspace, rules: Rules[T, C], id: str, change: C, expect: int | None) -> tuple[T, bool]:
    """The thing under the client's own id, made or updated; and whether it was made.

    `expect` as for `update`; `ABSENT` asks for a new one.

    Raises:
        Invalid, Conflict: as `create` and `update`.
        VersionMismatch: what is there, or that nothing is, was not expected.
    """
    rules.check(ws, change, id)
    now = ws.clock.now()
    return _advance(
        ws,
        rules.kind,
        id,
        lambda old: rules.apply(old, change, now),
        expect,
        lambda: rules.create(change, id, ws),
    )


def update(ws: Workspace, rules: Rules[T, C], id: str, change: C, expect: int | None) -> T:
    """The thing with the change's own fields written, and no others.

    Raises:
        NotFound: it is not there.
        Conflict: it is in the trash.
        Invalid: a value breaks a rule, or names a thing that is not there.
        VersionMismatch: it is not at the version expected.
    """
    rules.check(ws, change, id)
    return step(ws, rules.kind, id, lambda old: rules.apply(old, change, ws.clock.now()), expect)


def delete(ws: Workspace, kind: Kind, id: str, expect: int | None) -> Thing:
    """The thing in the trash, from where it can be restored for 30 days; asking twice is once.

    Raises:
        NotFound: it is not there.
        VersionMismatch: it is not at the version expected.
    """
    return step(ws, kind, id, lambda old: lifecycle.delete(old, ws.clock.now()), expect)


def restore(ws: Workspace, kind: Kind, id: str, expect: int | None) -> Thing:
    """The thing back from the trash; asking twice is once.

    Raises:
        NotFound: it is not there.
        Conflict: it has been in the trash for more than 30 days.
        VersionMismatch: it is not at the version expected.
    """
    return step(ws, kind, id, lambda old: lifecycle.restore(old, ws.clock.now()), expect)


def step(ws: Workspace, kind: Kind, id: str, move: Callable[[T], T], expect: int | None) -> T:
    """Take a thing one step further, whatever others do meanwhile; `move` may run several times.

    `expect` is the version the asker has seen, or None. A move that returns the very thing it was
    given writes nothing.

    Raises:
        NotFound: no such thing in this space.
        VersionMismatch: the thing is not at the version expected.
    """
    return _advance(ws, kind, id, move, expect, None)[0]


def _advance(
    ws: Workspace,
    kind: Kind,
    id: str,
    move: Callable[[T], T],
    expect: int | None,
    make: Callable[[], T] | None,
) -> tuple[T, bool]:
    """`step`, but where there is nothing, and nothing else is expected, `make` makes it."""
    for attempt in range(TRIES):
        strong = attempt > 0
        record = ws.read(kind, id, strong=strong)
        if record is None and make is not None and not expect:
            new = ws.signed(make())
            if not ws.store.commit([Put(ws.record(kind, new), ABSENT), *along(ws, kind, None, new)]):
                return new, True
        elif record is None or expect not in (None, record.version):
            if strong:
                raise _misfit(kind, record, expect)
        else:
            old = cast(T, DECODERS[kind].decode(record.body))
            new = move(old)
            if new is old:
                return old, False
            new = ws.signed(new)
            if not ws.store.commit([Put(ws.record(kind, new), record.version), *along(ws, kind, old, new)]):
                return new, False
    raise Conflict("others change it faster than this request can; try again")


def commit_once(ws: Workspace, writes: list[Write], result: bytes, once: Once | None) -> bytes:
    """Commit what must all be new, and its result under the idempotency key; returns the first result.

    Raises:
        Conflict: something is under one of the ids already.
        KeyReused: the idempotency key came with another request before.
    """
    if once is None:
        failed = ws.store.commit(writes)
    else:
        failed = ws.store.commit([*writes, idempotency.remember(ws, once, result)])
        if len(writes) in failed:
            return idempotency.recall(ws, once)
    if failed:
        raise Conflict("there is something under this id already")
    return result


def missing(kind: Kind) -> NotFound:
    """The one answer for what is not there, is in the trash, or is another's."""
    return NotFound(f"there is no such {kind} here")


def _misfit(kind: Kind, record: Record | None, expect: int | None) -> NotFound | VersionMismatch:
    if record is not None:
        return VersionMismatch(f"the {kind} has changed: it is at version {record.version} now")
    return missing(kind) if expect is None else VersionMismatch(f"there is no such {kind} here any more")
