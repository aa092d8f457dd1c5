"""API tokens: for scripts, agents, and other machines."""

from typing import Any, get_args

import click

from farthing.domain.token import Scope
from farthing.doors.cli import names, output, when
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session


@click.group(cls=Group)
def token() -> None:
    """Make, list and revoke API tokens."""


@token.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(get_args(Scope)),
    help="What it allows; give it again for more. Without it: read and write.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 3650), help="How long it lives; without it 365.")
@pass_session
def create(session: Session, /, name: str, scopes: tuple[str, ...], days: int | None) -> None:
    """Make a token. It is printed this once: only its fingerprint is kept."""
    wanted: dict[str, Any] = {"name": name}
    if scopes:
        wanted["scopes"] = list(scopes)
    if days is not None:
        wanted["days"] = days
    made = session.ask("POST", "/tokens", wanted)
    if session.json:
        output.document(made)
        return
    print(made["token"])
    session.note(f"Keep it now: it is not shown again. It ends on {made['expiresAt'][:10]}.")


@token.command("list")
@pass_session
def list_(session: Session, /) -> None:
    """List the tokens there are, without their secrets."""
    now = when.present()
    columns = (
        id_column("tokenId"),
        Column("name", lambda token: token["name"]),
        Column("scopes", lambda token: ",".join(token["scopes"])),
        Column("made", lambda token: token["createdAt"], lambda token: when.moment(token["createdAt"], now)),
        Column("ends", lambda token: token["expiresAt"], lambda token: when.moment(token["expiresAt"], now)),
    )
    output.listing(session, "tokens", session.each("tokens"), columns)


@token.command()
@click.argument("id")
@pass_session
def revoke(session: Session, /, id: str) -> None:
    """End a token at once."""
    token_id = names.a_token(session, id)
    session.ask("DELETE", f"/tokens/{token_id}")
    if session.json:
        output.document({"revoked": [token_id]})
    output.confirm(session, "Revoked", token_id)
