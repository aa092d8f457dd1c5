"""`place`, `duplicate`, `move`: the order of tasks, their copies, and their spaces."""

import click

from farthing.doors.cli import names, output
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@click.argument("id")
@click.option("--after", metavar="ID", help="Right after this task.")
@click.option("--before", metavar="ID", help="Right before this task.")
@click.option("--first", "end", flag_value="first", help="Before all others in its list.")
@click.option("--last", "end", flag_value="last", help="After all others in its list.")
@pass_session
def place(session: Session, /, id: str, after: str | None, before: str | None, end: str | None) -> None:
    """Put a task before or after another."""
    if after is None and before is None and end is None:
        raise click.UsageError("Say where: --after ID, --before ID, --first or --last.")
    others = [text for text in (after, before) if text is not None]
    task_id, *found = names.tasks(session, [id, *others])
    named = iter(found)
    where = {"after": after and next(named), "before": before and next(named), "end": end}
    body = {name: value for name, value in where.items() if value is not None}
    placed = session.ask("POST", f"/tasks/{task_id}/place", body)
    if session.json:
        output.document(placed)
    output.confirm(session, "Placed", task_id, placed["title"])


@click.command(cls=Command)
@click.argument("id")
@pass_session
def duplicate(session: Session, /, id: str) -> None:
    """Make a task like another, with what is below it."""
    (task_id,) = names.tasks(session, [id])
    made = session.make(f"/tasks/{task_id}/duplicate", None)
    if session.json:
        output.document(made)
    output.confirm(session, "Added", made["taskId"], made["title"])


@click.command(cls=Command)
@click.argument("id")
@click.argument("to_space", metavar="SPACE")
@pass_session
def move(session: Session, /, id: str, to_space: str) -> None:
    """Move a task to another space, with what is below it; SPACE is a name or an id.

    Within a space, `farthing edit --list` moves tasks between lists.
    """
    (task_id,) = names.tasks(session, [id])
    moved = session.ask("POST", f"/tasks/{task_id}/move", {"spaceId": names.a_space(session, to_space)})
    if session.json:
        output.document(moved)
    output.confirm(session, "Moved", task_id, moved["title"])
