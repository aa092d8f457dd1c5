"""Repeats at a terminal: read from rules, presets and words, and told in words; and `skip`."""

from datetime import timedelta
from typing import Any, Final

import click

from farthing.domain import recurrence, repeat
from farthing.domain.errors import Invalid
from farthing.domain.repeat_words import describe
from farthing.doors.cli import names, output, when
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session

_PRESETS: Final = ", ".join(f"`{name}`" for name in repeat.PRESETS)
OPTIONS: Final = (
    click.option(
        "--repeat", metavar="RULE",
        help=f"{_PRESETS}; words such as `every second tuesday`; an RRULE such as"
        " `FREQ=MONTHLY;BYDAY=-1FR`; or `none`.",
    ),
    click.option(
        "--repeat-from", type=click.Choice(("due", "done")),
        help="Whether the next is counted from when this one is due, or from when it is done.",
    ),
)  # fmt: skip


@click.command(cls=Command)
@click.argument("id")
@pass_session
def skip(session: Session, /, id: str) -> None:
    """Have a task that repeats due the next time, without doing it."""
    (task_id,) = names.tasks(session, [id])
    skipped = session.ask("POST", f"/tasks/{task_id}/skip")
    if session.json:
        output.document(skipped)
    output.confirm(session, "Skipped", task_id, skipped["title"])


def field(text: str | None, origin: str | None) -> dict[str, str] | None:
    """The `repeat` of a task that options say; None for none.

    Raises:
        UsageError: they say no rule.
    """
    if text is None:
        raise click.UsageError("--repeat-from goes with --repeat.")
    if text == "none":
        return None
    try:
        rule, said = repeat.parse(text), "due"
    except Invalid as invalid:
        rule, said = _from_words(text) or _refuse(invalid)
    return {"rule": rule, "from": origin or said}


def first_due(wanted: dict[str, str] | None) -> dict[str, str]:
    """The due date of a new task that repeats from it and has none: the first day that fits, from today."""
    if wanted is None or wanted["from"] == "done":
        return {}
    parts = repeat.parts_of(repeat.parse(wanted["rule"]))
    today = when.present().date()
    if not any(name.startswith("BY") for name in parts):  # on the day it begins
        return {"dueDate": today.isoformat()}
    days = {name: values for name, values in parts.items() if name not in ("INTERVAL", "COUNT")}
    each = ";".join(f"{name}={','.join(values)}" for name, values in days.items())
    yesterday = today - timedelta(days=1)
    day = recurrence.day_after(each, yesterday, yesterday)
    return {} if day is None else {"dueDate": day.isoformat()}


def shown(session: Session, task: dict[str, Any]) -> str:
    """How a task repeats, in the person's language."""
    wanted = task["repeat"]
    if not wanted:
        return ""
    return describe(wanted["rule"], session.ask("GET", "/settings")["language"], wanted["from"])


def _from_words(text: str) -> tuple[str, str] | None:
    """The rule that words say in any language we know, and from what it counts."""
    from farthing.domain.quickadd.parser import parse

    for language in ("en", "de"):
        reading = parse(f"Task {text}", when.present().replace(tzinfo=None), language)
        if reading.repeat and reading.title == "Task":
            return reading.repeat.rule, reading.repeat.origin
    return None


def _refuse(invalid: Invalid) -> Any:
    said = invalid.detail.removeprefix("repeat.rule: ")
    raise click.UsageError(f"--repeat: {said}. Or say it in words, as in 'every second tuesday'.")
