"""Delta sync: what changed since, and what a client changed meanwhile.

Pulling. A token holds a moment. What is written later may carry an earlier one, by as long as a request
takes, so a token steps back by a window that is longer than the longest request: a client may see a change
twice, and applies by version; it never misses one.

Pushing. Each change names the version it was made on. A change made on another version than the present
one is a conflict: nothing of it is written, and the client, which pulls the present state, decides.
"""

from typing import Annotated, Literal, cast

from msgspec import DecodeError, Meta, Raw, Struct, field, json

from farthing.domain import instant, lifecycle
from farthing.domain.errors import Conflict, FarthingError, Invalid, SyncTokenExpired
from farthing.domain.ident import is_uuid
from farthing.domain.lifecycle import TOMBSTONE_DAYS
from farthing.features import along, idempotency, keys, opaque
from farthing.features.batch import Batch, version_of
from farthing.features.idempotency import Once
from farthing.features.keys import Kind
from farthing.features.kinds import RULES
from farthing.features.records import TRIES, Page, Position, Query
from farthing.features.workspace import Thing, Workspace, encode

WINDOW = 60 * instant.SECOND
BATCH = 50
_Moment = Annotated[int, Meta(ge=0, le=2**53)]


class _Token(Struct, frozen=True, array_like=True):
    """Changes from `low` (ms) on; within a pass that `began` (ms), those after a position."""

    low: _Moment
    began: _Moment = 0
    sk: str = ""
    changed: _Moment = 0


class SyncChange(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a client did. `base` is the version it was done on, 0 for a new thing. `fields` are the
    fields of a task, list or filter that were set, or the whole document of an item."""

    kind: Kind
    id: Annotated[str, Meta(min_length=1, max_length=128)]
    base: Annotated[int, Meta(ge=0)]
    op: Literal["write", "delete", "restore"] = "write"
    fields: Raw = field(default_factory=lambda: Raw(b"{}"))


class SyncResult(Struct, frozen=True, omit_defaults=True):
    """What became of a change; `version` is the thing's present one, 0 where there is none."""

    kind: Kind
    id: str
    status: Literal["applied", "conflict", "invalid"]
    version: int
    code: str | None = None
    detail: str | None = None


def pull(ws: Workspace, since: str | None, limit: int) -> tuple[Page, str]:
    """One page of changes since a token (None: everything), and the next token.

    Raises:
        Invalid: not one of our tokens.
        SyncTokenExpired: deletions from that long ago are forgotten; pull everything again.
    """
    now = ws.clock.now()
    token = _read(since, now) if since else _Token(0)
    after = Position(token.sk, token.changed) if token.sk else None
    query = Query(pk=keys.space(ws.space), index="byChange", low=token.low, limit=limit, after=after)
    page = ws.store.query(query)
    began = token.began or now
    if page.next is None:
        return page, _write(_Token(max(began - WINDOW, 0)))
    return page, _write(_Token(token.low, began, page.next.sk, cast(int, page.next.rank)))


def push(ws: Workspace, changes: list[SyncChange], once: Once | None) -> bytes:
    """Apply what can be applied, in one commit; returns the results as JSON, in the order of the changes.

    Raises:
        KeyReused: the idempotency key came with other changes before.
        TooLarge: the changes are too large for one commit.
    """
    for _ in range(TRIES):
        batch = Batch(ws)
        result = encode([_judge(ws, batch, change) for change in changes])
        writes, further = batch.writes()
        if once is not None:
            writes.append(idempotency.remember(ws, once, result))
        failed = along.commit(ws, writes, further) if writes else ()
        if not failed:
            return result
        if once is not None and len(writes) - 1 in failed:
            return idempotency.recall(ws, once)
    raise Conflict("others change it faster than this request can; try again")


def _judge(ws: Workspace, batch: Batch, change: SyncChange) -> SyncResult:
    kept, now = batch.find(change.kind, change.id)
    if change.base not in (version_of(kept), version_of(now)):
        return _result(change, "conflict", now)
    try:
        new: Thing = batch.step(change.kind, change.id, lambda thing: _applied(ws, change, thing))
    except FarthingError as error:
        return _result(change, "invalid", now, error)
    return _result(change, "applied", new)


def _result(
    change: SyncChange,
    status: Literal["applied", "conflict", "invalid"],
    thing: Thing | None,
    error: FarthingError | None = None,
) -> SyncResult:
    code, detail = (None, None) if error is None else (error.code, error.detail)
    return SyncResult(change.kind, change.id, status, version_of(thing), code, detail)


def _applied(ws: Workspace, change: SyncChange, thing: Thing | None) -> Thing:
    if change.op == "write":
        return _written(ws, change, thing)
    if thing is None:
        raise Invalid("id", f"there is no such {change.kind}")
    now = ws.clock.now()
    return lifecycle.delete(thing, now) if change.op == "delete" else lifecycle.restore(thing, now)


def _written(ws: Workspace, change: SyncChange, thing: Thing | None) -> Thing:
    """The thing made or changed. Lists and parents it names may come later, in another batch."""
    rules = RULES[change.kind]
    try:
        fields = rules.decode(change.fields)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("fields", str(error)) from None
    if change.kind == "item":
        rules.check(ws, fields, change.id)
    elif not is_uuid(change.id):
        raise Invalid("id", "must be a UUID in lower case")
    if thing is None:
        return cast(Thing, rules.create(fields, change.id, ws))
    return cast(Thing, rules.apply(thing, fields, ws.clock.now()))


def _read(text: str, now: int) -> _Token:
    try:
        token = json.decode(opaque.unwrap(text), type=_Token)
    except ValueError:
        raise Invalid("since", "this is no token of ours; leave it out to get everything") from None
    if 0 < token.low < now - TOMBSTONE_DAYS * instant.DAY:
        raise SyncTokenExpired(
            f"this token is older than {TOMBSTONE_DAYS} days; leave it out to get everything"
        )
    return token


def _write(token: _Token) -> str:
    return opaque.wrap(encode(token))
