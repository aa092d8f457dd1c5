"""Saved filters: a name for a line of the language of filters."""

from itertools import islice

import click

from farthing.doors.cli import names, output, taskview
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session


@click.group("filter", cls=Group)
def filter_() -> None:
    """Keep filters under a name: save, list, run and delete them."""


@filter_.command()
@click.argument("name")
@click.argument("query", metavar="FILTER")
@pass_session
def add(session: Session, /, name: str, query: str) -> None:
    """Save a filter, such as `due<=today & @home`, under a name."""
    made = session.make("/filters", {"name": name, "query": query})
    if session.json:
        output.document(made)
    output.confirm(session, "Added", made["filterId"], made["name"])


@filter_.command("list")
@pass_session
def list_(session: Session, /) -> None:
    """Show the saved filters."""
    columns = (
        id_column("filterId"),
        Column("name", lambda saved: saved["name"]),
        Column("filter", lambda saved: saved["query"]),
    )
    output.listing(session, "filters", session.each("filters"), columns)


@filter_.command()
@click.argument("saved", metavar="NAME|ID")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@pass_session
def run(session: Session, /, saved: str, limit: int | None) -> None:
    """List the tasks that a saved filter finds."""
    query = session.ask("GET", f"/filters/{names.a_filter(session, saved)}")["query"]
    found = session.each("tasks", {"filter": query})
    output.listing(session, "tasks", islice(found, limit), taskview.columns(session))


@filter_.command()
@click.argument("saved", metavar="NAME|ID")
@pass_session
def rm(session: Session, /, saved: str) -> None:
    """Delete a saved filter: into the trash, for 30 days."""
    filter_id = names.a_filter(session, saved)
    session.ask("DELETE", f"/filters/{filter_id}")
    if session.json:
        output.document({"deleted": [filter_id]})
    output.confirm(session, "Deleted", filter_id)
