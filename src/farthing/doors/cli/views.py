"""The views that everybody has: `inbox`, `today`, `upcoming`."""

from itertools import islice

import click

from farthing.doors.cli import output, taskview
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session

_limit = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")


@click.command(cls=Command)
@_limit
@pass_session
def inbox(session: Session, /, limit: int | None) -> None:
    """List open tasks that are in no list, as you arranged them."""
    _show(session, "inbox", limit)


@click.command(cls=Command)
@_limit
@pass_session
def today(session: Session, /, limit: int | None) -> None:
    """List open tasks that are due, those overdue first."""
    _show(session, "today", limit)


@click.command(cls=Command)
@click.option(
    "--days", type=click.IntRange(1, 366), default=7, show_default=True, help="So many, from tomorrow."
)
@_limit
@pass_session
def upcoming(session: Session, /, days: int, limit: int | None) -> None:
    """List open tasks that are due on the next days."""
    _show(session, "upcoming", limit, days=days)


def _show(session: Session, view: str, limit: int | None, **query: object) -> None:
    pages = session.pages(f"/views/{view}", query)
    tasks = (task for page in pages for task in page["tasks"])
    output.listing(session, "tasks", islice(tasks, limit), taskview.columns(session))
