"""The people of a space, and invitations into it, over HTTP."""

from farthing.features import invitations, members, spaces
from farthing.features.workspace import Workspace
from farthing.http.call import Call, reply
from farthing.http.message import Response


def members_index(call: Call) -> Response:
    """A page of a space's members."""
    found, after = members.page(call.workspace(), call.query.limit, call.after())
    return call.page({"members": found}, after)


def members_change(call: Call) -> Response:
    """A member in another role."""
    return reply(members.change_role(call.workspace(), call.params["userId"], call.body.role))


def members_remove(call: Call) -> Response:
    """A member gone, or the person themself, whatever their role."""
    members.remove(_as_member(call), call.params["userId"])
    return Response(204)


def invitations_index(call: Call) -> Response:
    """A page of a space's open invitations."""
    found, after = invitations.page(call.workspace(), call.query.limit, call.after())
    return call.page({"invitations": found}, after)


def invitations_create(call: Call) -> Response:
    """A new invitation, whose secret is shown this once."""
    return reply(invitations.create(call.workspace(), call.principal, call.body), 201)


def invitations_withdraw(call: Call) -> Response:
    """An invitation ended."""
    invitations.withdraw(call.workspace(), call.params["invitationId"])
    return Response(204)


def look(call: Call) -> Response:
    """What a secret is an invitation to."""
    return reply(invitations.look(call.workspace(), call.principal, call.body.secret))


def accept(call: Call) -> Response:
    """The space that the person is a member of now."""
    body = call.body
    return reply(invitations.accept(call.workspace(), call.principal, body.secret, body.name))


def _as_member(call: Call) -> Workspace:
    return spaces.enter(call.store, call.clock, call.principal.user, call.params["spaceId"], "read")
