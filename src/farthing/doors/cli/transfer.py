"""`export` and `import`: everything out into one file, and in again, page by page."""

import re
import sys
from datetime import UTC, datetime
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, TypedDict, cast, get_args

import click
from msgspec import Raw, Struct, json

from farthing.doors.cli import output
from farthing.doors.cli.carry import BATCH_RECORDS, FORMAT, Batch, Footer, Header, Reader, line_of
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.files import existing_file, new_file
from farthing.doors.cli.progress import progress
from farthing.doors.cli.session import Session
from farthing.features.formats.report import Format

OWN = "farthing"
_BEGINNING = 64 * 1024
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
@click.option(
    "--as",
    "format",
    type=click.Choice((OWN, *get_args(Format))),
    default=OWN,
    help="For which program; without it, Farthing's own, which alone holds everything.",
)
@pass_session
def export(session: Session, /, file: str, format: str) -> None:
    """Write all tasks, lists, filters and items to FILE, or to stdout.

    Those in the trash too: `farthing import` of the file brings everything back as it was. FILE appears
    when it is complete, and not before. For another program, only tasks are written, and what its format has
    no place for is told.
    """
    if format != OWN:
        _export_as(session, cast(Format, format), file)
    elif file == "-":
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
@click.option(
    "--from",
    "format",
    type=click.Choice((OWN, *get_args(Format))),
    help="Which program wrote it; without it, that is seen from how it begins.",
)
@click.option("--list", "into", metavar="NAME", default="", help="Where tasks go that name no list.")
@click.option("--preview", is_flag=True, help="Tell what would happen, and do nothing.")
@pass_session
def import_(session: Session, /, file: str, format: str | None, into: str, preview: bool) -> None:
    """Bring in FILE, or stdin (`-`): what `farthing export` wrote, or a file of another program.

    What is there already, at the same or a later version, stays; so it is safe to repeat. Of a file of
    another program everything that does not fit is told.
    """
    with existing_file(file) as (source, size):
        opened = BufferedReader(cast(RawIOBase, source), _BEGINNING)
        beginning = opened.peek(_BEGINNING)
        if format not in (OWN, None) or not (format or beginning.startswith(b'{"farthing"')):
            _import_from(session, cast(Format | None, format), opened, into, preview=preview)
        elif preview or into:
            raise Failed("usage", "--preview and --list are for files of other programs")
        else:
            _import_own(session, cast(BinaryIO, opened), size)


def _import_own(session: Session, source: BinaryIO, size: int | None) -> None:
    tally = _Tally()
    try:
        with progress(session, "Importing", size) as advance:
            for batch in Reader(source).batches():
                tally.add(_send(session, batch))
                advance(len(batch.records), batch.size)
    except Failed:
        if tally != _Tally():
            _report(session, tally)
        raise
    _report(session, tally)


def _import_from(
    session: Session, format: Format | None, file: "BufferedReader[Any]", into: str, *, preview: bool
) -> None:
    from farthing.doors.cli import fits, foreign  # with all formats, which few commands need

    format = format or foreign.format_of(file.peek(_BEGINNING))
    run = foreign.Import(session, format, into, preview=preview)
    try:
        with progress(session, "Importing") as advance:
            run.run(cast(BinaryIO, file), advance)
    finally:
        if run.report.tasks or run.report.misfit_count:
            fits.imported(session, run.report, preview=preview)


def _export_as(session: Session, format: Format, file: str) -> None:
    from farthing.doors.cli import fits, foreign  # with all formats, which few commands need

    with progress(session, "Exporting") as advance:
        if file == "-":
            report = foreign.write(session, format, sys.stdout.buffer, advance)
        else:
            with new_file(file) as out:
                report = foreign.write(session, format, out, advance)
    report.file = file
    fits.exported(session, report)


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
