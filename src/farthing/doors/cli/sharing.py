"""Sharing a space: inviting people, joining, who is in it, and leaving."""

from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import quote

import click

from farthing.domain.invitation import Invited
from farthing.domain.space import Role
from farthing.doors.cli import names, output, when
from farthing.doors.cli.command import Command, Group, pass_session
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session

_JOIN = "#/join/"  # what the page's links to join have before the secret


@click.command(cls=Command)
@click.argument("place", metavar="SPACE")
@click.option(
    "--role",
    type=click.Choice(get_args(Invited)),
    default="editor",
    show_default=True,
    help="What they may do: change things, or only see them.",
)
@click.option(
    "--email", help="Only whoever signs in with this address may accept; prints a draft of a mail too."
)
@click.option("--days", type=click.IntRange(1, 30), default=7, show_default=True, help="How long it is open.")
@click.option("--page", metavar="URL", help="The address of the page they will use: prints a link to it.")
@pass_session
def share(session: Session, /, place: str, role: str, email: str | None, days: int, page: str | None) -> None:
    """Invite one person into a space.

    What is printed lets them in, and is printed this once: the secret for `farthing join`, or a link.
    """
    wanted: dict[str, Any] = {"role": role, "days": days} | ({"email": email} if email else {})
    made = session.ask("POST", f"/spaces/{names.a_space(session, place)}/invitations", wanted)
    if session.json:
        output.document(made)
        return
    entrance = f"{page.rstrip('/')}/{_JOIN}{made['secret']}" if page else made["secret"]
    print(entrance)
    session.note(f"It lets one person in, until {made['expiresAt'][:10]}, and is not shown again.")
    if email:
        session.note(
            f"A draft of the mail, which Farthing does not send itself: {_draft(email, entrance, page)}"
        )


@click.command(cls=Command)
@click.argument("invitation", metavar="LINK|SECRET")
@click.option("--name", help="How the others will read your name.")
@pass_session
def join(session: Session, /, invitation: str, name: str | None) -> None:
    """Accept an invitation into a space."""
    secret = invitation.strip().rpartition(_JOIN)[2]
    space = session.ask("POST", "/invitations/accept", {"secret": secret, **({"name": name} if name else {})})
    if session.json:
        output.document(space)
    output.confirm(session, "Joined", space["spaceId"], space["name"])


@click.command(cls=Command)
@click.argument("place", metavar="SPACE")
@pass_session
def leave(session: Session, /, place: str) -> None:
    """Leave a space; its owner makes another member the owner first."""
    space_id, user_id = names.a_space(session, place), names.own_space(session)
    session.ask("DELETE", f"/spaces/{space_id}/members/{user_id}")
    if session.json:
        output.document({"left": [space_id]})
    output.confirm(session, "Left", space_id)


@click.group(cls=Group)
def member() -> None:
    """List the people in a space, give them roles, remove them."""


@member.command("list")
@click.argument("place", metavar="SPACE")
@pass_session
def members(session: Session, /, place: str) -> None:
    """List the people in a space."""
    now = when.present()
    columns = (
        id_column("userId"),
        Column("name", lambda member: member["name"]),
        Column("role", lambda member: member["role"]),
        Column(
            "joined", lambda member: member["joinedAt"], lambda member: when.moment(member["joinedAt"], now)
        ),
    )
    output.listing(session, "members", names.members(session, names.a_space(session, place)), columns)


@member.command()
@click.argument("place", metavar="SPACE")
@click.argument("person", metavar="NAME|ID")
@click.argument("role", type=click.Choice(get_args(Role)))
@pass_session
def role(session: Session, /, place: str, person: str, role: str) -> None:
    """Give a member another role; `owner` hands the space over, and you are an editor from then on."""
    space_id = names.a_space(session, place)
    path = f"/spaces/{space_id}/members/{names.a_member(session, space_id, person)}"
    changed = session.ask("PATCH", path, {"role": role})
    if session.json:
        output.document(changed)
    output.confirm(session, f"Made {role}", changed["userId"], changed["name"])


@member.command()
@click.argument("place", metavar="SPACE")
@click.argument("person", metavar="NAME|ID")
@pass_session
def remove(session: Session, /, place: str, person: str) -> None:
    """Take a member out of a space, at once."""
    space_id = names.a_space(session, place)
    user_id = names.a_member(session, space_id, person)
    session.ask("DELETE", f"/spaces/{space_id}/members/{user_id}")
    if session.json:
        output.document({"removed": [user_id]})
    output.confirm(session, "Removed", user_id)


@click.group(cls=Group)
def invitation() -> None:
    """List and withdraw the invitations into a space that nobody has accepted."""


@invitation.command("list")
@click.argument("place", metavar="SPACE")
@pass_session
def invitations(session: Session, /, place: str) -> None:
    """List the open invitations into a space, without their secrets."""
    now = when.present()
    columns = (
        id_column("invitationId"),
        Column("for", lambda made: made["email"] or "whoever has the link"),
        Column("role", lambda made: made["role"]),
        Column("ends", lambda made: made["expiresAt"], lambda made: when.moment(made["expiresAt"], now)),
    )
    output.listing(session, "invitations", _open(session, names.a_space(session, place)), columns)


@invitation.command()
@click.argument("place", metavar="SPACE")
@click.argument("id")
@pass_session
def withdraw(session: Session, /, place: str, id: str) -> None:
    """End an invitation at once."""
    space_id = names.a_space(session, place)
    there = ((made["invitationId"], made["email"] or "") for made in _open(session, space_id))
    invitation_id = names.choose(id, there, "invitation")
    session.ask("DELETE", f"/spaces/{space_id}/invitations/{invitation_id}")
    if session.json:
        output.document({"withdrawn": [invitation_id]})
    output.confirm(session, "Withdrew", invitation_id)


def _open(session: Session, space: str) -> Iterator[dict[str, Any]]:
    for page in session.pages(f"/spaces/{space}/invitations"):
        yield from page["invitations"]


def _draft(email: str, entrance: str, page: str | None) -> str:
    """A `mailto:` address, which opens a mail with the text in it."""
    way = entrance if page else f"farthing join {entrance}"
    text = f"Join me on Farthing, signed in as {email}:\n\n{way}\n"
    return f"mailto:{quote(email, safe='@')}?subject={quote('An invitation')}&body={quote(text)}"
