"""`edit`: change a task's fields, or its description in the person's own editor."""

import os
from typing import Any

import click

from farthing.doors.cli import names, output
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.fields import fields_of, task_options
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@click.argument("id")
@click.option("--title", metavar="TEXT", help="Another title.")
@click.option("--label", "labels", multiple=True, help="A label more; give it again for more.")
@click.option("--no-label", "gone", multiple=True, metavar="LABEL", help="A label less.")
@click.option("--editor", is_flag=True, help="Write the description in $EDITOR.")
@task_options
@pass_session
def edit(
    session: Session,
    /,
    id: str,
    labels: tuple[str, ...],
    gone: tuple[str, ...],
    editor: bool,
    **options: str | None,
) -> None:
    """Change a task; what is not named stays as it is."""
    if not (labels or gone or editor or any(value is not None for value in options.values())):
        raise click.UsageError("Say what to change, for example with --title, --due or --editor.")
    (task_id,) = names.tasks(session, [id])
    fields = fields_of(session, options)
    headers = {}
    if labels or gone or editor:  # these build on what is there, which must then still be there
        task = session.ask("GET", f"/tasks/{task_id}")
        headers["if-match"] = f'"{task["version"]}"'
        if labels or gone:
            fields["labels"] = [one for one in dict.fromkeys([*task["labels"], *labels]) if one not in gone]
        if editor:
            fields["description"] = _edited(task["description"])
    try:
        changed = session.ask("PATCH", f"/tasks/{task_id}", fields, headers=headers)
    except Failed as failed:
        raise _with_text_saved(failed, fields) if editor else failed from None
    if session.json:
        output.document(changed)
    output.confirm(session, "Changed", task_id, changed["title"])


def _edited(text: str) -> str:
    """The text as the editor leaves it; editors add a line's end that nobody typed."""
    new = click.edit(text, extension=".md")
    return text if new is None else new.removesuffix("\n")


def _with_text_saved(failed: Failed, fields: dict[str, Any]) -> Failed:
    from tempfile import mkstemp

    handle, path = mkstemp(prefix="farthing-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fields["description"])
    return Failed(**{**failed.problem, "detail": f"{failed.detail}; your text is kept in {path}"})
