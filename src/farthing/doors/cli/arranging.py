"""`place`, `duplicate`, `move`, `labels`: the order of tasks, their copies, spaces and labels."""

import click

from farthing.doors.cli import names, output
from farthing.doors.cli.command import Command, Group, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.output import Column
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


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def labels(context: click.Context) -> None:
    """Show the labels of open tasks; below it, rename them or take them off."""
    if context.invoked_subcommand is None:
        _show_labels()


@pass_session
def _show_labels(session: Session, /) -> None:
    columns = (Column("label", lambda label: label["name"]), Column("open", lambda label: str(label["open"])))
    output.listing(session, "labels", iter(session.ask("GET", "/labels")["labels"]), columns)


@labels.command("rename")
@click.argument("label")
@click.argument("name", metavar="NEW-NAME")
@pass_session
def rename_label(session: Session, /, label: str, name: str) -> None:
    """Give a label another name on every task that has it."""
    _rename(session, label, name)


@labels.command("rm")
@click.argument("label")
@pass_session
def remove_label(session: Session, /, label: str) -> None:
    """Take a label off every task that has it."""
    _rename(session, label, None)


def _rename(session: Session, label: str, name: str | None) -> None:
    changed, cursor = 0, None
    while True:
        query = {"cursor": cursor}
        done = session.ask("POST", "/labels/rename", {"label": label, "to": name}, query=query)
        changed += done["changed"]
        cursor = done["next"]
        if cursor is None:
            break
    if not changed:
        raise Failed("not_found", f"no task has the label {label!r}")
    if session.json:
        output.document({"changed": changed})
    session.note(f"Changed {changed} {'task' if changed == 1 else 'tasks'}.")
