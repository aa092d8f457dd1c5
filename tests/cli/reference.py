"""Writes `docs/cli.md` out of `reference.md` and the program itself; `make docs` calls it."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

import click

from farthing.doors.cli.exits import MEANING
from farthing.doors.cli.main import farthing

SHAPES = {
    "add": "the task",
    "list": '`{"tasks":[…]}`, the oldest first; with a filter, by due',
    "filter add": "the saved filter",
    "filter list": '`{"filters":[…]}`',
    "filter run": '`{"tasks":[…]}`, by due',
    "filter rm": '`{"deleted":[id]}`',
    "inbox": '`{"tasks":[…]}`, as arranged',
    "today": '`{"tasks":[…]}`, by due',
    "upcoming": '`{"tasks":[…]}`, by due',
    "show": "the task",
    "edit": 'the task as it is now; of several ids `{"tasks":[…]}`',
    "done": '`{"tasks":[…]}`, as they are now',
    "rm": '`{"deleted":[id, …]}`',
    "restore": '`{"tasks":[…],"lists":[…],"filters":[…]}`, as they are now',
    "place": "the task as it is now",
    "duplicate": "the new task",
    "move": "the task as it is now",
    "skip": "the task as it is now",
    "history": '`{"history":[…]}`, the latest first',
    "undo": "the task as it is now",
    "trash": '`{"tasks":[…],"lists":[…],"filters":[…]}`',
    "labels": '`{"labels":[{"name":"…","open":n}]}`',
    "labels rename": '`{"changed":n}`',
    "labels rm": '`{"changed":n}`',
    "search": '`{"tasks":[…]}`, the best first',
    "lists": '`{"lists":[…]}`',
    "lists add": "the list",
    "lists rename": "the list as it is now",
    "lists rm": '`{"deleted":[id]}`',
    "spaces": '`{"spaces":[…]}`',
    "spaces add": "the space",
    "share": "the invitation; its `secret` is shown this once",
    "join": "the space",
    "leave": '`{"left":[id]}`',
    "member list": '`{"members":[…]}`',
    "member role": "the member as they are now",
    "member remove": '`{"removed":[id]}`',
    "invitation list": '`{"invitations":[…]}`',
    "invitation withdraw": '`{"withdrawn":[id]}`',
    "export": '`{"exported":n,"file":"…"}`; nothing beside the export itself when that goes to stdout',
    "import": '`{"imported":n,"skipped":n}`, after an error too, if anything came in before it',
    "calendar add": "the calendar; its `address` is shown this once",
    "calendar list": '`{"calendars":[…]}`',
    "calendar rm": '`{"revoked":[id]}`',
    "token create": "the token; its `token` is the secret, shown this once",
    "token list": '`{"tokens":[…]}`',
    "token revoke": '`{"revoked":[id]}`',
    "account add": "the person",
    "account list": '`{"accounts":[…]}`',
    "account password": '`{"changed":[id]}`',
    "account remove": '`{"removed":[id]}`',
    "deploy": '`{"outputs":{…},"skipped":[stack, …],"invited":…}`',
    "diff": '`{"changes":[…]}`; with `--drift` `{"drifts":[…]}`',
    "destroy": '`{"removed":[stack, …],"kept":[stack, …]}`',
    "outputs": "`{name: value, …}`",
    "people add": "the person",
    "people remove": '`{"removed":[id]}`',
    "people list": '`{"people":[…]}`',
    "status": '`{"numbers":[…],"alarms":{…},"money":[…],"errors":[…],"missing":[…]}`',
    "checklist": '`{"checks":[{"id":"…","area":"…","what":"…","result":"…","detail":"…","todo":"…"}]}`',
    "restore-drill": '`{"table":"…","at":"…","same":…,"parts":[…],"later":n,"seconds":n,"dollars":n}`',
    "settings": "the settings",
    "doctor": '`{"checks":[{"name":"…","status":"…","detail":"…","advice":"…"}]}`',
}
WITHOUT_JSON = {"serve", "completion"}
PAGE = Template(Path(__file__).with_suffix(".md").read_text())
_SHARED = re.compile(r"\n +(--json|-q, --quiet|-h, --help) .*")


def page() -> str:
    """The text of `docs/cli.md`."""
    return PAGE.substitute(
        shapes="\n".join(f"| `{name}` | {shape} |" for name, shape in SHAPES.items()),
        codes="\n".join(f"| {exit.value} | {meaning} |" for exit, meaning in MEANING.items()),
        commands="\n".join(f"```text\n{_help(context)}\n```\n" for context in contexts(farthing)),
    )


def contexts(command: click.Command, parent: click.Context | None = None) -> Iterator[click.Context]:
    """A command and all below it, as if each were called."""
    name = "farthing" if parent is None else command.name
    context = command.context_class(command, parent=parent, info_name=name, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from contexts(below, context)


def _help(context: click.Context) -> str:
    """What `--help` prints, but for the options that every command has and the page tells of once."""
    formatter = click.HelpFormatter(width=100)
    context.command.format_help(context, formatter)
    text = formatter.getvalue().rstrip()
    if context.parent is None:
        return text
    return _SHARED.sub("", text).replace("\n\nOptions:\n\n", "\n\n").removesuffix("\n\nOptions:")
