"""Tasks: `list`, `show`, `done`, `rm`, `restore`, `trash`. `add` makes one, `edit` changes it."""

from heapq import merge
from itertools import islice
from typing import Any

import click

from farthing.doors.cli import names, output, taskview
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.fields import STATUSES
from farthing.doors.cli.session import PAGE, Session


@click.command("list", cls=Command)
@click.option("--filter", "filter_", metavar="FILTER", help="Only those, such as `due<=today & @home & p1`.")
@click.option("--status", type=click.Choice(STATUSES), help="Only those.")
@click.option(
    "--list", "in_list", metavar="NAME|ID", help="Only those in this list; `inbox` for those in none."
)
@click.option("--label", help="Only those with this label.")
@click.option("--due-before", metavar="WHEN", help="Only those due before this day or time.")
@click.option("--due-after", metavar="WHEN", help="Only those due on or after it.")
@click.option("--all", "everything", is_flag=True, help="Also those that are done.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@pass_session
def list_(
    session: Session,
    /,
    filter_: str | None,
    status: str | None,
    in_list: str | None,
    label: str | None,
    due_before: str | None,
    due_after: str | None,
    everything: bool,
    limit: int | None,
) -> None:
    """List tasks that are not done, the oldest first; with a filter, by due.

    WHEN is a date, a date and time, `today` or `tomorrow`. docs/filters.md has the language of filters.
    """
    query: dict[str, object] = {"label": label, "limit": min(limit or PAGE, PAGE)}
    if in_list is not None:
        query["list"] = names.list_or_inbox(session, in_list) or names.INBOX
    query["due_before"] = due_before and taskview.bound(due_before)
    query["due_after"] = due_after and taskview.bound(due_after)
    statuses: list[str | None] = [status] if status else [None] if everything else ["todo", "doing"]
    if filter_ is not None:  # it is of open tasks by itself
        query["filter"] = f"(open | done) & ({filter_})" if everything else filter_
        statuses = [status]
    found = merge(
        *(session.each("tasks", {**query, "status": one}) for one in statuses),
        key=lambda task: str(task["taskId"]),
    )
    output.listing(session, "tasks", islice(found, limit), taskview.columns(session))


@click.command(cls=Command)
@click.argument("id")
@pass_session
def show(session: Session, /, id: str) -> None:
    """Show all of one task."""
    (task_id,) = names.tasks(session, [id])
    task = session.ask("GET", f"/tasks/{task_id}")
    if session.json:
        output.document(task)
    else:
        taskview.show(session, task, session.ask("GET", f"/tasks/{task_id}/subtasks", query={"limit": PAGE}))


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@pass_session
def done(session: Session, /, ids: tuple[str, ...]) -> None:
    """Mark tasks as done."""
    finished = []
    for task_id in names.tasks(session, ids):
        task = session.ask("PATCH", f"/tasks/{task_id}", {"status": "done"})
        finished.append(task)
        output.confirm(session, "Done", task_id, task["title"])
    if session.json:
        output.document({"tasks": finished})


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@pass_session
def rm(session: Session, /, ids: tuple[str, ...]) -> None:
    """Delete tasks: into the trash, for 30 days."""
    task_ids = names.tasks(session, ids)
    for task_id in task_ids:
        session.ask("DELETE", f"/tasks/{task_id}")
        output.confirm(session, "Deleted", task_id)
    if session.json:
        output.document({"deleted": task_ids})


@click.command(cls=Command)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@pass_session
def restore(session: Session, /, ids: tuple[str, ...]) -> None:
    """Bring tasks, lists and saved filters back from the trash."""
    restored: dict[str, list[Any]] = {f"{kind}s": [] for kind in names.TRASHED}
    for kind, id in names.deleted(session, ids):
        thing = session.ask("POST", f"/{kind}s/{id}/restore")
        restored[f"{kind}s"].append(thing)
        output.confirm(session, "Restored", id, thing.get("title") or thing["name"])
    if session.json:
        output.document(restored)


@click.command(cls=Command)
@pass_session
def trash(session: Session, /) -> None:
    """List deleted tasks, lists and saved filters that can be restored still."""
    restorable = [f"{kind}s" for kind in names.TRASHED]
    pages = list(session.pages("/trash"))
    found = {kind: [thing for page in pages for thing in page[kind]] for kind in restorable}
    if session.json:
        output.document(found)
    else:
        things = sorted(
            (thing for kind in restorable for thing in found[kind]), key=lambda thing: str(thing["deletedAt"])
        )
        output.listing(session, "trash", things, taskview.trash_columns())
