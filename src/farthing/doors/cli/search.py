"""`search`: tasks by their words."""

import click

from farthing.doors.cli import output, taskview
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.fields import STATUSES
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True)
@click.option("--status", type=click.Choice(STATUSES), help="Only those.")
@click.option("--everywhere", is_flag=True, help="In all your spaces.")
@click.option("--limit", type=click.IntRange(1, 50), default=20, help="At most so many (20).")
@pass_session
def search(
    session: Session, /, words: tuple[str, ...], status: str | None, everywhere: bool, limit: int
) -> None:
    """Search tasks by words of their titles, labels and descriptions, the best first.

    A task must have all of the words, or words that begin so; accents and capitals do not matter.
    """
    query = {"q": " ".join(words), "status": status, "limit": limit}
    if everywhere:
        query["everywhere"] = "true"
    found = session.ask("GET", "/search", query=query)
    output.listing(session, "tasks", found["tasks"], taskview.columns(session))
    if found["more"]:
        session.note("There are more: add a word.")
