"""Inviting people into a space, and accepting."""

from hashlib import sha256

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain import instant, invitation
from farthing.domain.errors import Conflict, NotFound
from farthing.domain.ident import uuid7
from farthing.domain.invitation import MOST_MEMBERS, MOST_OPEN, PREFIX, Invitation, InvitationRequest, Invited
from farthing.domain.space import Membership
from farthing.domain.text import check_line
from farthing.features import keys, members, opaque, spaces
from farthing.features.ports import Store
from farthing.features.records import ABSENT, TRIES, Delete, Position, Put, Query, Record, beginning
from farthing.features.spaces import SpaceView
from farthing.features.tokens import Principal
from farthing.features.workspace import Workspace, encode

_invitation = json.Decoder(Invitation)


class InvitationView(Struct, frozen=True, rename="camel", omit_defaults=True):
    """An invitation as the owner sees it; `secret` only in the answer to its making."""

    invitation_id: str
    role: Invited
    email: str | None
    expires_at: str
    secret: str | None = None


class Offer(Struct, frozen=True, rename="camel"):
    """An invitation as the one sees it who has its secret."""

    space_name: str
    role: Invited
    email: str | None
    invited_by: str
    expires_at: str


def create(ws: Workspace, person: Principal, wanted: InvitationRequest) -> InvitationView:
    """A new invitation; the only time that its secret is shown, or kept as it is.

    Raises:
        Conflict: the space is a person's own; or there are as many invitations as there may be.
    """
    members.check_shared(ws)
    if _many(ws, keys.invitation(""), MOST_OPEN):
        raise Conflict(f"there are {MOST_OPEN} invitations already that nobody has accepted: withdraw some")
    secret, now = PREFIX + opaque.wrap(ws.clock.random(32)), ws.clock.now()
    ends = now + wanted.days * instant.DAY
    made = Invitation(
        id=uuid7(now, ws.clock.random(10)),
        space_id=ws.space,
        role=wanted.role,
        email=wanted.email or "",
        invited_by=person.name or person.email,
        created_at=instant.to_iso(now),
        expires_at=instant.to_iso(ends),
        hash=_hash(secret),
    )
    body, expires = encode(made), ends // instant.SECOND
    by_hash = Record(keys.invitation(made.hash), keys.ITSELF, 1, body, expires=expires)
    by_space = Record(keys.space(ws.space), keys.invitation(made.id), 1, body, expires=expires)
    ws.store.commit([Put(by_hash, ABSENT), Put(by_space, ABSENT)])
    return _view(made, secret)


def page(ws: Workspace, limit: int, after: Position | None) -> tuple[list[InvitationView], Position | None]:
    """Some of those that nobody has accepted yet, the oldest first."""
    low, high = beginning(keys.invitation(""))
    found = ws.store.query(Query(pk=keys.space(ws.space), low=low, high=high, limit=limit, after=after))
    return [_view(_invitation.decode(record.body)) for record in found.records], found.next


def withdraw(ws: Workspace, id: str) -> None:
    """End an invitation at once.

    Raises:
        NotFound: there is none such that is open.
    """
    record = ws.store.get(keys.space(ws.space), keys.invitation(id), strong=True)
    if record is None:
        raise _none()
    made = _invitation.decode(record.body)
    failed = ws.store.commit(
        [
            Delete(keys.space(ws.space), keys.invitation(id), 1),
            Delete(keys.invitation(made.hash), keys.ITSELF, None),
        ]
    )
    if failed:
        raise _none()


def look(ws: Workspace, person: Principal, secret: str) -> Offer:
    """What a secret is an invitation to.

    Raises:
        NotFound: it has expired, was withdrawn or accepted by another, or is for another address.
    """
    made, _ = _open(ws.store, secret, person.user, person.email)
    name = spaces.seen_by(_inside(ws, made), made.role).name
    return Offer(name, made.role, made.email or None, made.invited_by, made.expires_at)


def accept(ws: Workspace, person: Principal, secret: str, name: str) -> SpaceView:
    """Make the person a member; one who is keeps their role, and the invitation stays for somebody else.

    Raises:
        NotFound: as `look`.
        Conflict: the space has as many members as it may have.
        Invalid: the name is not one line.
    """
    name = check_line(name, "name") if name else person.name or person.email
    for _ in range(TRIES):
        made, record = _open(ws.store, secret, person.user, person.email)
        inside = _inside(ws, made)
        member = members.find(ws, made.space_id, person.user)
        if member is not None:
            return spaces.seen_by(inside, member.role)
        if made.used_by:
            raise _none()  # they were a member by it, and are no more
        if _many(inside, keys.member(""), MOST_MEMBERS):
            raise Conflict(f"the space has {MOST_MEMBERS} members, and no more may join")
        joined = Membership(made.space_id, person.user, made.role, instant.to_iso(ws.clock.now()), name)
        used = Record(
            record.pk,
            record.sk,
            record.version + 1,
            encode(replace(made, used_by=person.user)),
            expires=record.expires,
        )
        failed = ws.store.commit(
            [
                *members.both_ways(joined, ABSENT),
                Put(used, record.version),
                Delete(keys.space(made.space_id), keys.invitation(made.id), None),
            ]
        )
        if not failed:
            return spaces.seen_by(inside, joined.role)
    raise Conflict("others change it faster than this request can; try again")


def keep_for(store: Store, secret: str, user: str, email: str) -> Put | None:
    """What keeps an invitation for somebody who makes an account with it, and has this e-mail address: nobody
    else can accept it then, or make another account. None where it is none that they could accept."""
    try:
        made, record = _open(store, secret, user, email)
    except NotFound:
        return None
    body = encode(replace(made, kept_for=user))
    kept = Record(record.pk, record.sk, record.version + 1, body, expires=record.expires)
    return Put(kept, record.version)


def _open(store: Store, secret: str, user: str, email: str) -> tuple[Invitation, Record]:
    record = store.get(keys.invitation(_hash(secret)), keys.ITSELF, strong=True)
    if record is None:
        raise _none()
    made = _invitation.decode(record.body)
    if not invitation.is_for(made, email) or {made.kept_for, made.used_by} - {"", user}:
        raise _none()
    return made, record


def _inside(ws: Workspace, made: Invitation) -> Workspace:
    return Workspace(ws.store, ws.clock, ws.user, made.space_id)


def _many(ws: Workspace, prefix: str, most: int) -> bool:
    low, high = beginning(prefix)
    query = Query(pk=keys.space(ws.space), low=low, high=high, limit=most)
    return len(ws.store.query(query).records) >= most


def _none() -> NotFound:
    return NotFound("there is no such invitation: it may be used, withdrawn, expired, or for somebody else")


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _view(made: Invitation, secret: str | None = None) -> InvitationView:
    return InvitationView(made.id, made.role, made.email or None, made.expires_at, secret)
