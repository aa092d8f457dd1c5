"""The people in a space: who they are, what they may do, and how they leave.

A membership is kept twice, under the space and under the person, and both are written in one commit, with
the condition that whoever asks as the owner still is the owner: a space has one, whatever happens at the
same time.
"""

from typing import Final

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain.errors import Conflict, Forbidden, NotFound
from farthing.domain.space import Membership, Role
from farthing.features import keys, spaces
from farthing.features.ports import Store
from farthing.features.records import (
    PAGE_RECORDS,
    TRIES,
    Check,
    Delete,
    Position,
    Put,
    Query,
    Record,
    Write,
    beginning,
)
from farthing.features.workspace import Workspace, encode

_membership = json.Decoder(Membership)
_OWN: Final = "your own space is yours alone: make a space to share, and move there what others shall see"


class MemberView(Struct, frozen=True, rename="camel"):
    """A member as the others see them."""

    user_id: str
    name: str
    role: Role
    joined_at: str


class RoleChange(Struct, frozen=True, forbid_unknown_fields=True):
    """`owner` hands the space over."""

    role: Role


def page(ws: Workspace, limit: int, after: Position | None) -> tuple[list[MemberView], Position | None]:
    """Some of the members. One's own space has none but oneself, who is not kept as one."""
    low, high = beginning(keys.member(""))
    found = ws.store.query(Query(pk=keys.space(ws.space), low=low, high=high, limit=limit, after=after))
    return [_view(_membership.decode(record.body)) for record in found.records], found.next


def change_role(ws: Workspace, user: str, role: Role) -> MemberView:
    """Give a member another role, as the owner; who makes another one the owner is an editor from then on.

    Raises:
        NotFound: no such member.
        Forbidden: the person does not own the space, or does no longer.
        Conflict: the space is a person's own; or the owner would be none, with nobody to take over.
    """
    check_shared(ws)
    for _ in range(TRIES):
        me, mine = _owner(ws)
        member, version = _member(ws, user)
        if member.role == role:
            return _view(member)
        if user == ws.user:
            raise Conflict("a space has an owner: make another member the owner, and you will be an editor")
        changed = replace(member, role=role)
        writes: list[Write] = [*both_ways(changed, version)]
        if role == "owner":
            writes += both_ways(replace(me, role="editor"), mine)
        else:
            writes.append(Check(keys.space(ws.space), keys.member(ws.user), mine))
        if not ws.store.commit(writes):
            return _view(changed)
    raise _too_busy()


def remove(ws: Workspace, user: str) -> None:
    """Take a member out of the space: the owner anybody, everybody themself.

    Raises:
        NotFound: no such member.
        Forbidden: the person does not own the space, and means somebody else.
        Conflict: the space is a person's own; or the owner would leave.
    """
    check_shared(ws)
    for _ in range(TRIES):
        writes: list[Write] = []
        if user != ws.user:
            _, mine = _owner(ws)
            writes.append(Check(keys.space(ws.space), keys.member(ws.user), mine))
        member, version = _member(ws, user)
        if member.role == "owner":
            raise Conflict("the owner cannot leave: make another member the owner first")
        writes += _gone(member, version)
        if not ws.store.commit(writes):
            return
    raise _too_busy()


def leave_everything(store: Store, user: str) -> None:
    """Take a person out of all spaces that they do not own.

    Raises:
        Conflict: they own one with others in it; then they are out of none.
    """
    low, high = beginning(keys.space(""))
    page = store.query(Query(pk=keys.user(user), low=low, high=high, limit=PAGE_RECORDS))
    theirs = [(_membership.decode(record.body), record.version) for record in page.records]
    for member, _ in theirs:
        if member.role == "owner" and _others(store, member.space_id):
            raise Conflict(
                f"they own the space {member.space_id}, where others are: it must be handed over first"
            )
    for member, version in theirs:
        if member.role != "owner":
            store.commit(_gone(member, version))


def check_shared(ws: Workspace) -> None:
    """Raises:
    Conflict: the space is a person's own.
    """
    if ws.space == ws.user:
        raise Conflict(_OWN)


def both_ways(member: Membership, expect: int) -> tuple[Put, Put]:
    """What keeps a membership under its space and under its person, in place of version `expect`."""
    body = encode(member)
    return (
        Put(Record(keys.space(member.space_id), keys.member(member.user_id), expect + 1, body), expect),
        Put(Record(keys.user(member.user_id), keys.space(member.space_id), expect + 1, body), expect),
    )


def find(ws: Workspace, space: str, user: str) -> Membership | None:
    """The membership of a person in a space, if there is one."""
    record = ws.store.get(keys.space(space), keys.member(user), strong=True)
    return None if record is None else _membership.decode(record.body)


def _gone(member: Membership, version: int) -> list[Write]:
    return [
        Delete(keys.space(member.space_id), keys.member(member.user_id), version),
        Delete(keys.user(member.user_id), keys.space(member.space_id), version),
    ]


def _others(store: Store, space: str) -> bool:
    low, high = beginning(keys.member(""))
    return len(store.query(Query(pk=keys.space(space), low=low, high=high, limit=2)).records) > 1


def _member(ws: Workspace, user: str) -> tuple[Membership, int]:
    record = ws.store.get(keys.space(ws.space), keys.member(user), strong=True)
    if record is None:
        raise NotFound("there is no such member here")
    return _membership.decode(record.body), record.version


def _owner(ws: Workspace) -> tuple[Membership, int]:
    """The person who asks, as the owner that they are at this moment."""
    record = ws.store.get(keys.space(ws.space), keys.member(ws.user), strong=True)
    if record is None:
        raise spaces.no_space()
    me = _membership.decode(record.body)
    if me.role != "owner":
        raise Forbidden(f"the role of {me.role} in this space does not allow this")
    return me, record.version


def _view(member: Membership) -> MemberView:
    return MemberView(member.user_id, member.name, member.role, member.joined_at)


def _too_busy() -> Conflict:
    return Conflict("others change it faster than this request can; try again")
