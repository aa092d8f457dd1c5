"""The part of the table that is about spaces: whom they are shared with, and how."""

from typing import Any

from farthing.domain.invitation import InvitationRequest
from farthing.domain.space import Access, SpaceChange
from farthing.features.invitations import InvitationView, Offer
from farthing.features.members import MemberView, RoleChange
from farthing.features.spaces import SpaceView
from farthing.http.endpoints import sharing, spaces
from farthing.http.route import Route, Run
from farthing.http.shapes import Acceptance, InvitationPage, MemberPage, Nothing, Page, Shown, SpacePage

MERGE_PATCH = ("application/json", "application/merge-patch+json")


def _api(method: str, path: str, run: Run, summary: str, access: Access, **rest: Any) -> Route:
    return Route("api", method, path, run, summary, access, **({"query": Nothing} | rest))


SPACE_ROUTES: tuple[Route, ...] = (
    _api("GET", "/spaces", spaces.index, "List your spaces", "read", query=Page, result=SpacePage),
    _api(
        "POST", "/spaces", spaces.create, "Make a space", "write",
        body=SpaceChange, result=SpaceView, status=201, takes=("Idempotency-Key",), answers=(409,),
    ),
    _api("GET", "/spaces/{spaceId}", spaces.get, "Read a space", "read", result=SpaceView),
    _api(
        "PATCH", "/spaces/{spaceId}", spaces.rename, "Rename a space", "admin",
        body=SpaceChange, result=SpaceView, media=MERGE_PATCH, answers=(409,),
    ),
    _api(
        "GET", "/spaces/{spaceId}/members", sharing.members_index, "List the members of a space", "read",
        query=Page, result=MemberPage,
    ),
    _api(
        "PATCH", "/spaces/{spaceId}/members/{userId}", sharing.members_change,
        "Give a member another role, or the space", "admin",
        body=RoleChange, result=MemberView, media=MERGE_PATCH, answers=(409,),
    ),
    _api(
        "DELETE", "/spaces/{spaceId}/members/{userId}", sharing.members_remove,
        "Remove a member, or leave", "admin", status=204, answers=(409,),
    ),
    _api(
        "GET", "/spaces/{spaceId}/invitations", sharing.invitations_index,
        "List the open invitations into a space", "admin", query=Page, result=InvitationPage,
    ),
    _api(
        "POST", "/spaces/{spaceId}/invitations", sharing.invitations_create,
        "Invite somebody into a space; the secret is shown this once", "admin",
        body=InvitationRequest, result=InvitationView, status=201, answers=(409,),
    ),
    _api(
        "DELETE", "/spaces/{spaceId}/invitations/{invitationId}", sharing.invitations_withdraw,
        "Withdraw an invitation", "admin", status=204,
    ),
    _api(
        "POST", "/invitations/look", sharing.look, "See what an invitation is to", "read",
        body=Shown, result=Offer, answers=(404,),
    ),
    _api(
        "POST", "/invitations/accept", sharing.accept, "Accept an invitation", "admin",
        body=Acceptance, result=SpaceView, answers=(404, 409),
    ),
)  # fmt: skip
