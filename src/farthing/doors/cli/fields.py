"""The fields of a task as options: shared by `add` and `edit`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

import click

from farthing.domain.task import Priority, Status
from farthing.doors.cli import names, repeating, when
from farthing.doors.cli.session import Session

F = TypeVar("F", bound=Callable[..., None])
STATUSES: tuple[str, ...] = get_args(Status)
PRIORITIES: tuple[str, ...] = get_args(Priority)
LABELS = "A label; give it again for more."
NONE = "none"


def task_options(command: F) -> F:
    """Options that both take; those for which nothing is a value take `none` (a list: `inbox`)."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--description", metavar="TEXT", help="More about it, in any number of lines."),
    click.option(
        "--due", metavar="WHEN", help="A date, `2026-11-21 09:00`, `2026-11-21T09:00[Europe/Berlin]`,"
        " `today`, `tomorrow` or `none`.",
    ),
    click.option("--start", metavar="WHEN", help="When to begin with it, as for --due."),
    click.option(
        "--remind", "reminders", multiple=True, metavar="WHEN",
        help="A time as for --due; `30m`, `2h`, `1d` before it is due, `+9h` after its day begins, `start-1h`"
        " before it starts; again for more; `none`.",
    ),
    *repeating.OPTIONS,
    click.option("--priority", type=click.Choice(PRIORITIES), help="How much it matters."),
    click.option("--status", type=click.Choice(STATUSES), help="How far it is."),
    click.option("--list", "in_list", metavar="NAME|ID", help="The list it belongs in; `inbox` for none."),
    click.option("--parent", metavar="ID", help="The task it is a part of; `none` for none."),
)  # fmt: skip


def fields_of(
    session: Session, options: Mapping[str, str | None], reminders: Sequence[str] = ()
) -> dict[str, Any]:
    """The fields on the wire of the options that were given.

    Raises:
        Failed: no such list or parent, or several fit.
    """
    given = {name: text for name, text in options.items() if text is not None}
    fields: dict[str, Any] = {
        name: given[name] for name in ("title", "description", "priority", "status") if name in given
    }
    for name, field in (("due", "dueDate"), ("start", "startDate")):
        if name in given:
            fields[field] = None if given[name] == NONE else when.read(given[name], when.present())
    if reminders:
        fields["reminders"] = [when.reminder(text, when.present()) for text in reminders if text != NONE]
    if given.keys() & {"repeat", "repeat_from"}:
        fields["repeat"] = repeating.field(given.get("repeat"), given.get("repeat_from"))
    if "in_list" in given:
        fields["listId"] = names.list_or_inbox(session, given["in_list"])
    if "parent" in given:
        parent = given["parent"]
        fields["parentId"] = None if parent == NONE else names.tasks(session, [parent])[0]
    return fields
