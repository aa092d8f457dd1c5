"""`export` and `import`: everything out into one file, and in again, page by page."""

import re
import sys
from datetime import UTC, datetime
from typing import BinaryIO, TypedDict

import click
from msgspec import Raw, Struct, json

from farthing.doors.cli import output
from farthing.doors.cli.carry import BATCH_RECORDS, FORMAT, Batch, Footer, Header, Reader, line_of
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.files import existing_file, new_file
from farthing.doors.cli.progress import progress
from farthing.doors.cli.session import Session

_RECORD = re.compile(r"records\[(\d+)\]\.?(?:: )?(.*)", re.S)


class _Page(TypedDict):
    records: list[Raw]
    next: str | None


class _Tally(Struct):
    imported: int = 0
    skipped: int = 0

    def add(self, other: "_Tally") -> None:
        self.imported += other.imported
        self.skipped += other.skipped


@click.command(cls=Command)
@click.argument("file", default="-")
@pass_session
def export(session: Session, /, file: str) -> None:
    """Write all tasks, lists, filters and items to FILE, or to stdout.

    Those in the trash too: `farthing import` of the file brings everything back as it was. FILE appears
    when it is complete, and not before.
    """
    if file == "-":
        _write(session, sys.stdout.buffer)
    else:
        with new_file(file) as out:
            count = _write(session, out)
        if session.json:
            output.document({"exported": count, "file": file})
        session.note(f"Exported {count} {'record' if count == 1 else 'records'} to {file}.")
    others = len(list(session.each("spaces"))) - 1
    if others > 0 and session.space is None:
        session.note(f"Your other spaces ({others}) are not in it: export each with --space ID.")


@click.command("import", cls=Command)
@click.argument("file")
@pass_session
def import_(session: Session, /, file: str) -> None:
    """Bring in what `farthing export` wrote to FILE, or stdin (`-`).

    What is there already, at the same or a later version, stays; so it is safe to repeat.
    """
    tally = _Tally()
    try:
        with existing_file(file) as (source, size), progress(session, "Importing", size) as advance:
            for batch in Reader(source).batches():
                tally.add(_send(session, batch))
                advance(len(batch.records), batch.size)
    except Failed:
        if tally != _Tally():
            _report(session, tally)
        raise
    _report(session, tally)


def _write(session: Session, out: BinaryIO) -> int:
    """The whole export; returns how many records it has."""
    count = 0
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    out.write(json.encode(Header(FORMAT, now)) + b"\n")
    with progress(session, "Exporting") as advance:
        for page in session.pages("/export", {"limit": BATCH_RECORDS}, _Page):
            out.writelines(line_of(record) for record in page["records"])
            count += len(page["records"])
            advance(len(page["records"]), 0)
    out.write(json.encode(Footer(count)) + b"\n")
    out.flush()
    return count


def _send(session: Session, batch: Batch) -> _Tally:
    try:
        result: _Tally = session.ask("POST", "/import", {"records": batch.records}, shape=_Tally)
    except Failed as failed:
        match = _RECORD.fullmatch(failed.detail)
        if match:
            place, complaint = f"line {batch.first + int(match[1])}", match[2]
        else:
            place, complaint = f"lines {batch.first} to {batch.first + len(batch.records) - 1}", failed.detail
        raise Failed(**{**failed.problem, "detail": f"{place}: {complaint}"}) from None
    return result


def _report(session: Session, tally: _Tally) -> None:
    if session.json:
        output.document(tally)
    else:
        session.note(f"Imported {tally.imported}; skipped {tally.skipped}, there already.")
