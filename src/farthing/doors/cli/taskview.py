"""How tasks look: in tables, one by one, and in the trash."""

from datetime import datetime

from farthing.doors.cli import names, repeating, when
from farthing.doors.cli.output import Column, Thing, id_column
from farthing.doors.cli.plain import visible, visible_text
from farthing.doors.cli.session import Session

PRIORITY_STYLE = {"urgent": "bold red", "high": "yellow", "low": "dim"}
STATUS_STYLE = {"doing": "green", "done": "dim"}
_PLAIN = (
    "taskId", "title", "status", "priority", "dueDate", "labels", "listId", "parentId",
    "startDate", "repeat", "createdAt", "updatedAt", "completedAt", "version", "description",
)  # fmt: skip


def bound(text: str) -> str:
    """A due to filter by: the wall clock alone, because it is compared with those of many zones."""
    return when.read(text, when.present()).partition("[")[0]


def columns(session: Session) -> tuple[Column, ...]:
    """Of a table of tasks."""
    if session.json:
        return ()
    lists, now = names.lists(session), when.present()

    def due(task: Thing) -> str:
        return when.shown(task["dueDate"], now) if task["dueDate"] else ""

    def due_style(task: Thing) -> str:
        return "red" if _overdue(task, now) else ""

    return (
        id_column("taskId"),
        Column(
            "status", lambda task: task["status"], None, lambda task: STATUS_STYLE.get(task["status"], "")
        ),
        Column(
            "priority",
            lambda task: task["priority"],
            lambda task: task["priority"].replace("none", ""),
            lambda task: PRIORITY_STYLE.get(task["priority"], ""),
        ),
        Column("due", lambda task: task["dueDate"] or "", due, due_style),
        Column("title", lambda task: task["title"]),
        Column("list", lambda task: lists.get(task["listId"], "")),
        Column("labels", lambda task: ",".join(task["labels"])),
    )


def trash_columns() -> tuple[Column, ...]:
    """Of a table of the trash, where all kinds are side by side."""
    now = when.present()
    return (
        Column("id", _id, lambda thing: names.short(_id(thing)), lambda _: "cyan"),
        Column("kind", _kind),
        Column(
            "deleted", lambda thing: thing["deletedAt"], lambda thing: when.moment(thing["deletedAt"], now)
        ),
        Column("title", lambda thing: thing.get("title") or thing["name"]),
    )


def show(session: Session, task: Thing, subtasks: Thing) -> None:
    """All of one task: field by field, its subtasks, and its description below."""
    if not session.terminal:
        for field in _PLAIN:
            value = task[field]
            if isinstance(value, dict):
                value = f"{value['rule']} from {value['from']}"
            text = ",".join(value) if isinstance(value, list) else "" if value is None else str(value)
            print(f"{field}\t{visible(text)}")
        print(f"subtasks\t{','.join(child['taskId'] for child in subtasks['tasks'])}")
        print(f"progress\t{_progress(subtasks['progress'])}")
        return
    from rich.console import Console
    from rich.text import Text

    console, now = Console(), when.present()
    console.print(Text(visible(task["title"]), "bold"))
    for name, text in _facts(session, task, now):
        style = "red" if name == "due" and _overdue(task, now) else ""
        console.print(Text(f"  {name:<10}", "dim"), Text(visible(text), style), sep="")
    if subtasks["progress"]["total"]:
        console.print(Text("  subtasks  ", "dim"), f"{_progress(subtasks['progress'])} done", sep="")
    for child in subtasks["tasks"]:
        line = f"    {names.short(child['taskId'])}  {child['status']:<5}  {visible(child['title'])}"
        console.print(Text(line, STATUS_STYLE.get(child["status"], "")))
    if task["description"]:
        console.print()
        console.print(Text(visible_text(task["description"])))


def _progress(progress: Thing) -> str:
    """Such as `2/3`; a `+` where there are more than are kept count of."""
    return f"{progress['done']}/{progress['total']}{'' if progress['whole'] else '+'}"


def _facts(session: Session, task: Thing, now: datetime) -> list[tuple[str, str]]:
    """What there is to say, by the word for it."""
    facts = [
        ("id", task["taskId"]),
        ("status", task["status"]),
        ("priority", task["priority"].replace("none", "")),
        ("due", when.shown(task["dueDate"], now) if task["dueDate"] else ""),
        ("repeats", repeating.shown(session, task)),
        ("start", when.shown(task["startDate"], now) if task["startDate"] else ""),
        ("remind", ", ".join(when.reminder_shown(one, now) for one in task["reminders"])),
        ("list", names.lists(session).get(task["listId"], "") if task["listId"] else ""),
        ("labels", ", ".join(task["labels"])),
        ("part of", task["parentId"] or ""),
        ("created", when.moment(task["createdAt"], now)),
        ("changed", when.moment(task["updatedAt"], now)),
        ("completed", when.moment(task["completedAt"], now) if task["completedAt"] else ""),
    ]
    return [(name, text) for name, text in facts if text]


def _overdue(task: Thing, now: datetime) -> bool:
    return task["status"] != "done" and bool(task["dueDate"]) and when.overdue(task["dueDate"], now)


def _kind(thing: Thing) -> str:
    return next(kind for kind, (id, _) in names.TRASHED.items() if id in thing)


def _id(thing: Thing) -> str:
    return str(thing[names.TRASHED[_kind(thing)][0]])
