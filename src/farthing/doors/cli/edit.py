"""`edit`: change a task's fields, or its description in the person's own editor."""

import os
from typing import Any

import click

from farthing.doors.cli import names, output
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.fields import fields_of, task_options
from farthing.doors.cli.session import Session

AT_ONCE = 100


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--title", metavar="TEXT", help="Another title.")
@click.option("--label", "labels", multiple=True, help="A label more; give it again for more.")
@click.option("--no-label", "gone", multiple=True, metavar="LABEL", help="A label less.")
@click.option("--editor", is_flag=True, help="Write the description in $EDITOR.")
@task_options
@pass_session
def edit(
    session: Session,
    /,
    ids: tuple[str, ...],
    labels: tuple[str, ...],
    gone: tuple[str, ...],
    reminders: tuple[str, ...],
    editor: bool,
    **options: str | None,
) -> None:
    """Change tasks; what is not named stays as it is."""
    if not (labels or gone or reminders or editor or any(value is not None for value in options.values())):
        raise click.UsageError("Say what to change, for example with --title, --due or --editor.")
    task_ids = names.tasks(session, ids)
    fields = fields_of(session, options, reminders)
    if editor:
        if len(task_ids) > 1:
            raise click.UsageError("--editor takes one task.")
        _edit_text(session, task_ids[0], fields, labels, gone)
    else:
        _edit_all(session, task_ids, fields, labels, gone)


def _edit_all(
    session: Session, ids: list[str], fields: dict[str, Any], labels: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    results = []
    for start in range(0, len(ids), AT_ONCE):
        body = {"taskIds": ids[start : start + AT_ONCE], "fields": fields}
        body |= {"addLabels": list(labels), "removeLabels": list(gone)}
        results += session.ask("POST", "/tasks/bulk", body)["results"]
    refused = [one for one in results if one["status"] == "refused"]
    changed = [one["taskId"] for one in results if one["status"] != "refused"]
    if session.json:
        tasks = [session.ask("GET", f"/tasks/{id}") for id in changed]
        output.document(tasks[0] if len(ids) == 1 and tasks else {"tasks": tasks})
    for id in changed:
        output.confirm(session, "Changed", id)
    if refused:
        others = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
        raise Failed(
            refused[0]["code"], f"{names.short(refused[0]['taskId'])}: {refused[0]['detail']}{others}"
        )


def _edit_text(
    session: Session, id: str, fields: dict[str, Any], labels: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    """With the description as the editor leaves it, if nobody else has changed the task meanwhile."""
    task = session.ask("GET", f"/tasks/{id}")
    if labels or gone:
        fields["labels"] = [one for one in dict.fromkeys([*task["labels"], *labels]) if one not in gone]
    fields["description"] = _edited(task["description"])
    try:
        changed = session.ask("PATCH", f"/tasks/{id}", fields, headers={"if-match": f'"{task["version"]}"'})
    except Failed as failed:
        raise _with_text_saved(failed, fields) from None
    if session.json:
        output.document(changed)
    output.confirm(session, "Changed", id, changed["title"])


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
