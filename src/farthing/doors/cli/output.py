"""Answers on stdout: tables where a person reads, tabs where a program does, JSON where one asks for it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TextIO

from msgspec import json

from farthing.doors.cli.names import short
from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session

Thing = dict[str, Any]
_NONE = {
    "tasks": "No tasks.",
    "lists": "No lists: make one with `farthing lists add NAME`.",
    "filters": "No saved filters: make one with `farthing filter add NAME FILTER`.",
    "spaces": "No spaces.",
    "members": "Nobody but you: your own space is not shared.",
    "invitations": "No open invitations.",
    "tokens": "No tokens: make one with `farthing token create NAME`.",
    "calendars": "No calendars: make one with `farthing calendar add`.",
    "accounts": "No accounts: make one with `farthing account add EMAIL`.",
    "trash": "The trash is empty.",
    "history": "No changes.",
}


class Column(NamedTuple):
    """`plain` is for programs; `human`, where it differs, for people, in a `style` of rich."""

    title: str
    plain: Callable[[Thing], str]
    human: Callable[[Thing], str] | None = None
    style: Callable[[Thing], str] = lambda _: ""


def id_column(field: str) -> Column:
    """An id: whole for programs, its end for people."""
    return Column("id", lambda thing: thing[field], lambda thing: short(thing[field]), lambda _: "cyan")


def listing(session: Session, kind: str, things: Iterable[Thing], columns: Sequence[Column]) -> None:
    """Many things: `{kind: [...]}`, rows of tabs, or a table."""
    if session.json:
        _stream(kind, things)
    elif session.terminal:
        if not _table(things, columns):
            session.note(_NONE[kind])
    else:
        for thing in things:
            print("\t".join(visible(column.plain(thing)) for column in columns))


def document(value: Any, out: TextIO | None = None) -> None:
    """One JSON document, on stdout unless said otherwise; in UTF-8 whatever the terminal speaks."""
    (out or sys.stdout).buffer.write(json.encode(value) + b"\n")


def confirm(session: Session, verb: str, id: str, name: str = "") -> None:
    """What was done to one thing: for people `Added 0a1b2c  Buy milk`, for programs its id and name."""
    if session.quiet or session.json:
        return
    if session.terminal:
        print(f"{verb} {short(id)}  {visible(name)}".rstrip())
    else:
        print(f"{id}\t{visible(name)}")


def _stream(kind: str, things: Iterable[Thing]) -> None:
    """The document of `{kind: things}`, written as they come."""
    write = sys.stdout.buffer.write
    before = f'{{"{kind}":['.encode()
    for thing in things:
        write(before + json.encode(thing))
        before = b","
    write(b"]}\n" if before == b"," else before + b"]}\n")


def _table(things: Iterable[Thing], columns: Sequence[Column]) -> bool:
    """Whether there was anything to print."""
    from rich.console import Console  # slow to load, and programs need none of it
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title, overflow="fold")
    for thing in things:
        table.add_row(
            *(Text(visible((column.human or column.plain)(thing)), column.style(thing)) for column in columns)
        )
    if table.row_count:
        Console().print(table)
    return bool(table.row_count)
