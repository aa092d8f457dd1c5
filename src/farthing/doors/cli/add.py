"""`add`: a task out of a line, as people type it."""

from typing import Any

import click

from farthing.doors.cli import output, repeating, when
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.fields import LABELS, fields_of, task_options
from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@click.argument("title", nargs=-1, required=True)
@click.option("--plain", is_flag=True, help="Take the title as it is: read no dates and signs in it.")
@click.option("--label", "labels", multiple=True, help=LABELS)
@task_options
@pass_session
def add(
    session: Session,
    /,
    title: tuple[str, ...],
    plain: bool,
    labels: tuple[str, ...],
    reminders: tuple[str, ...],
    **options: str | None,
) -> None:
    """Add a task; the words of its title need no quotes, but signs that your shell takes for its own.

    Dates, times and repeats are read in the title, and `p1` to `p4`, `@label` and `#list`: "Pay rent every
    1st 9am p1 @bills #Home". Options count for more than what the title says. A backslash before a word, or
    quotes around it, keep it as it is.
    """
    text = " ".join(title)
    fields: dict[str, Any] = {"title": text} if plain else _understood(session, text)
    fields |= fields_of(session, options, reminders)
    if not fields.get("dueDate"):
        fields |= repeating.first_due(fields.get("repeat"))
    if labels:
        fields["labels"] = [*fields.get("labels", []), *labels]
    task = session.make("/tasks", fields)
    if session.json:
        output.document(task)
    output.confirm(session, "Added", task["taskId"], task["title"])


def _understood(session: Session, text: str) -> dict[str, Any]:
    """The fields that a line says, which are told to the person."""
    asked = {"text": text, "preview": True, "timeZone": when.here()}
    seen = session.ask("POST", "/tasks/quick", {name: value for name, value in asked.items() if value})
    spans = [span for span in seen["reading"]["spans"] if span["kind"] != "escape"]
    if spans and not session.json:
        session.note(f"Understood: {', '.join(_told(span) for span in spans)}.")
    if seen.get("unknownList"):
        session.note(f"There is no list called {visible(seen['unknownList'])!r}: it stays in the title.")
    fields: dict[str, Any] = seen["fields"]
    return fields


def _told(span: dict[str, Any]) -> str:
    """One sign, such as `due 2026-11-22 09:00`; how it repeats in the person's own words."""
    kind, value = span["kind"], span["value"]
    if kind == "reminder":
        return f"reminder {value.removeprefix('-')} min before"
    if kind in ("due", "start"):
        return f"{kind} {value.replace('T', ' ')[:16]}"
    return f"{kind} {visible(span['text'] if kind == 'repeat' else value)}"
