"""Lists and spaces: the places of tasks."""

import click

from farthing.doors.cli import names, output
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def lists(context: click.Context) -> None:
    """Show the lists; below it, make, rename and delete them."""
    if context.invoked_subcommand is None:
        _show()


@pass_session
def _show(session: Session, /) -> None:
    columns = (id_column("listId"), Column("name", lambda tasklist: tasklist["name"]))
    output.listing(session, "lists", session.each("lists"), columns)


@lists.command()
@click.argument("name")
@pass_session
def add(session: Session, /, name: str) -> None:
    """Make a list."""
    made = session.make("/lists", {"name": name})
    if session.json:
        output.document(made)
    output.confirm(session, "Added", made["listId"], made["name"])


@lists.command()
@click.argument("list_", metavar="NAME|ID")
@click.argument("name", metavar="NEW-NAME")
@pass_session
def rename(session: Session, /, list_: str, name: str) -> None:
    """Give a list another name."""
    changed = session.ask("PATCH", f"/lists/{names.a_list(session, list_)}", {"name": name})
    if session.json:
        output.document(changed)
    output.confirm(session, "Renamed", changed["listId"], changed["name"])


@lists.command()
@click.argument("list_", metavar="NAME|ID")
@pass_session
def rm(session: Session, /, list_: str) -> None:
    """Delete a list; its tasks stay, in the inbox."""
    list_id = names.a_list(session, list_)
    session.ask("DELETE", f"/lists/{list_id}")
    if session.json:
        output.document({"deleted": [list_id]})
    output.confirm(session, "Deleted", list_id)


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def spaces(context: click.Context) -> None:
    """Show the spaces that you are in, your own first; below it, make one to share."""
    if context.invoked_subcommand is None:
        _show_spaces()


@pass_session
def _show_spaces(session: Session, /) -> None:
    columns = (
        Column("id", lambda space: space["spaceId"]),
        Column("name", lambda space: space["name"]),
        Column("role", lambda space: space["role"]),
    )
    output.listing(session, "spaces", session.each("spaces"), columns)


@spaces.command("add")
@click.argument("name")
@pass_session
def add_space(session: Session, /, name: str) -> None:
    """Make a space, to share with `farthing share`."""
    made = session.make("/spaces", {"name": name})
    if session.json:
        output.document(made)
    output.confirm(session, "Added", made["spaceId"], made["name"])
