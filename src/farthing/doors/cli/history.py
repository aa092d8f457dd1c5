"""`history` and `undo`: what was changed of a task, and having it as it was before."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import click
from msgspec import json

from farthing.doors.cli import names, output, when
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.output import Column, Thing
from farthing.doors.cli.session import PAGE, Session

_SHOWN = 40  # characters of a value, where people read


@click.command(cls=Command)
@click.argument("id")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@pass_session
def history(session: Session, /, id: str, limit: int | None) -> None:
    """List the changes of a task, the latest first; also of one in the trash."""
    path = f"/tasks/{names.a_task(session, id)}/history"
    pages = session.pages(path, {"limit": min(limit or PAGE, PAGE)})
    entries = (entry for page in pages for entry in page["history"])
    output.listing(session, "history", islice(entries, limit), _columns())


@click.command(cls=Command)
@click.argument("id")
@click.option(
    "--version",
    type=click.IntRange(min=1),
    help="The change that made this version, as `farthing history` numbers them; else the latest.",
)
@pass_session
def undo(session: Session, /, id: str, version: int | None) -> None:
    """Undo a change of a task: what it wrote is as it was before. An undo can be undone too."""
    task_id = names.a_task(session, id)
    task = session.ask("POST", f"/tasks/{task_id}/undo", {"version": version})
    if session.json:
        output.document(task)
    output.confirm(session, "Undone", task_id, task["title"])


def _columns() -> tuple[Column, ...]:
    now = when.present()
    return (
        Column("version", lambda entry: str(entry["version"])),
        Column("at", lambda entry: entry["at"], lambda entry: when.moment(entry["at"], now)),
        Column("by", lambda entry: entry["name"] or entry["by"], lambda entry: entry["name"]),
        Column(
            "changed",
            lambda entry: "; ".join(_told(entry, None)),
            lambda entry: "\n".join(_told(entry, _SHOWN)),
        ),
    )


def _told(entry: Thing, most: int | None) -> Iterator[str]:
    """Each field with what it was and is; for people no more of it than a line has room for."""
    if not entry["changes"]:
        yield "made"
    for field, (before, after) in entry["changes"].items():
        yield f"{field}: {_value(before, most)} → {_value(after, most)}"


def _value(value: Any, most: int | None) -> str:
    text = value if isinstance(value, str) else "" if value in (None, []) else json.encode(value).decode()
    text = text or "nothing"
    return text if most is None or len(text) <= most else text[: most - 1] + "…"
