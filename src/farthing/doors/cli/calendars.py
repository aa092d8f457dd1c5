"""Calendars that other programs subscribe to."""

import click

from farthing.doors.cli import names, output, when
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session


@click.group(cls=Group)
def calendar() -> None:
    """Make, list and revoke calendars that other programs subscribe to."""


@calendar.command()
@click.argument("name", default="Farthing")
@pass_session
def add(session: Session, /, name: str) -> None:
    """Make a calendar of what is due. Its address is printed this once; whoever has it can read it."""
    wanted = {"name": name} | ({"spaceId": session.space} if session.space else {})
    made = session.ask("POST", "/calendars", wanted)
    if session.json:
        output.document(made)
        return
    print(session.address(made["address"]))
    session.note("Keep it to yourself. Add `&kind=todo` to it where a program shows tasks, not events.")


@calendar.command("list")
@pass_session
def list_(session: Session, /) -> None:
    """List the calendars there are, without their addresses."""
    now = when.present()
    columns = (
        id_column("calendarId"),
        Column("name", lambda calendar: calendar["name"]),
        Column("space", lambda calendar: calendar["spaceId"]),
        Column("made", lambda made: made["createdAt"], lambda made: when.moment(made["createdAt"], now)),
    )
    output.listing(session, "calendars", session.each("calendars"), columns)


@calendar.command()
@click.argument("id")
@pass_session
def rm(session: Session, /, id: str) -> None:
    """Revoke a calendar at once."""
    calendar_id = names.a_calendar(session, id)
    session.ask("DELETE", f"/calendars/{calendar_id}")
    if session.json:
        output.document({"revoked": [calendar_id]})
    output.confirm(session, "Revoked", calendar_id)
