"""Spaces, and who may do what in them."""

from msgspec import Struct, json

from farthing.domain import instant, space
from farthing.domain.errors import Conflict, NotFound
from farthing.domain.space import Access, Membership, Role, Space, SpaceChange, check_access
from farthing.features import keys
from farthing.features.idempotency import Once
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, TRIES, Page, Position, Put, Query, Record, beginning
from farthing.features.things import commit_once
from farthing.features.workspace import Workspace, encode

_membership = json.Decoder(Membership)
_space = json.Decoder(Space)


class SpaceView(Struct, frozen=True, rename="camel"):
    """A space as one of its members sees it."""

    space_id: str
    name: str
    role: Role
    version: int


def enter(store: Store, clock: Clock, user: str, id: str | None, access: Access) -> Workspace:
    """A workspace in a space, for one who may; no id means the person's own, which needs no look-up.

    Raises:
        NotFound: no such space, or one the person is no member of.
        Forbidden: the person's role does not allow this.
    """
    if id is not None and id != user:
        check_access(_role(store, user, id), access)
    return Workspace(store, clock, user, id or user)


def create(ws: Workspace, wanted: SpaceChange, once: Once | None, name: str = "") -> bytes:
    """A new space that the person owns, as its view in JSON; `name` is the person's.

    Raises:
        Invalid: the name breaks a rule.
        KeyReused: the idempotency key came with another request before.
    """
    now = ws.clock.now()
    made = space.create(wanted, id=ws.new_id(), now=now)
    member = encode(Membership(made.id, ws.user, "owner", instant.to_iso(now), name))
    writes = [
        Put(Record(keys.space(made.id), keys.ITSELF, made.version, encode(made)), ABSENT),
        Put(Record(keys.space(made.id), keys.member(ws.user), 1, member), ABSENT),
        Put(Record(keys.user(ws.user), keys.space(made.id), 1, member), ABSENT),
    ]
    return commit_once(ws, list(writes), encode(_view(made, "owner")), once)


def get(ws: Workspace) -> SpaceView:
    """The space that the workspace is in."""
    role = "owner" if ws.space == ws.user else _role(ws.store, ws.user, ws.space)
    return seen_by(ws, role)


def seen_by(ws: Workspace, role: Role) -> SpaceView:
    """The space that the workspace is in, as somebody sees it who is known to have this role."""
    return _view(_read(ws)[0], role)


def rename(ws: Workspace, wanted: SpaceChange) -> SpaceView:
    """The space under another name.

    Raises:
        Invalid: the name breaks a rule.
    """
    for _ in range(TRIES):
        old, expect = _read(ws)
        new = space.rename(old, wanted, ws.clock.now())
        record = Record(keys.space(ws.space), keys.ITSELF, new.version, encode(new))
        if new is old or not ws.store.commit([Put(record, expect)]):
            return get(ws) if new is old else _view(new, "owner")
    raise Conflict("others change it faster than this request can; try again")


def mine(ws: Workspace, limit: int, after: Position | None) -> tuple[list[SpaceView], Position | None]:
    """The person's own space, first of all, and those they are a member of."""
    low, high = beginning(keys.space(""))
    query = Query(pk=keys.user(ws.user), low=low, high=high, limit=limit, after=after)
    page: Page = ws.store.query(query)
    own = [] if after else [_view(_read(ws)[0], "owner")]
    members = [_membership.decode(record.body) for record in page.records]
    others = [
        _view(_read(Workspace(ws.store, ws.clock, ws.user, member.space_id))[0], member.role)
        for member in members
    ]
    return own + others, page.next


def no_space() -> NotFound:
    """The one answer for a space that is not there, and for one that the person is no member of."""
    return NotFound("there is no such space here")


def _role(store: Store, user: str, id: str) -> Role:
    record = store.get(keys.space(id), keys.member(user), strong=True)  # who is removed is out at once
    if record is None:
        raise no_space()
    return _membership.decode(record.body).role


def _read(ws: Workspace) -> tuple[Space, int]:
    """The space and its version; a person's own is there before anything is kept of it."""
    record = ws.store.get(keys.space(ws.space), keys.ITSELF, strong=True)
    if record is not None:
        return _space.decode(record.body), record.version
    beginning_of_time = instant.to_iso(0)
    return Space(ws.space, "Personal", beginning_of_time, beginning_of_time, version=ABSENT), ABSENT


def _view(space: Space, role: Role) -> SpaceView:
    return SpaceView(space.id, space.name, role, space.version)
