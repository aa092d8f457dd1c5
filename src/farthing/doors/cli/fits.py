"""What a file of another program holds, and what did not fit, for people to read."""

from collections import Counter
from collections.abc import Iterator

from farthing.doors.cli import output
from farthing.doors.cli.foreign import Brought, Written
from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session
from farthing.features.formats.draft import Misfit
from farthing.features.formats.report import Report


def imported(session: Session, report: Brought, *, preview: bool) -> None:
    """What was, or would be, brought in."""
    if session.json:
        output.document(report)
        return
    new = [use.name for use in report.lists if use.is_new]
    if preview:
        session.note(f"{_tasks(report)} would be brought in{_lists(new, 'would be made')}.")
        for task in report.sample:
            print("\t".join([visible(task.title), task.due_date or "", ", ".join(map(visible, task.labels))]))
    else:
        skipped = f"; {report.skipped} were there already" if report.skipped else ""
        session.note(f"Imported {report.made} of {_tasks(report)}{skipped}{_lists(new, 'made')}.")
    _misfits(session, report)


def exported(session: Session, report: Written) -> None:
    """What was written."""
    if session.json and report.file != "-":
        output.document(report)
        return
    place = "" if report.file == "-" else f" to {report.file}"
    session.note(f"Exported {_tasks(report)}{place}.")
    _misfits(session, report)


def _tasks(report: Report) -> str:
    count = f"{report.tasks} {'task' if report.tasks == 1 else 'tasks'}"
    parts = [
        f"{number} {what}"
        for number, what in (
            (report.done, "done"),
            (report.repeating, "repeating"),
            (report.left_out, "left out"),
        )
        if number
    ]
    return f"{count} ({', '.join(parts)})" if parts else count


def _lists(names: list[str], what: str) -> str:
    return f"; lists {what}: {', '.join(map(visible, names))}" if names else ""


def _misfits(session: Session, report: Report) -> None:
    if report.misfit_count:
        session.note(f"Did not fit as it is: {report.misfit_count}.")
    for text in _summed(report.misfits):
        session.note(f"  {text}")
    if report.misfit_count > len(report.misfits):
        session.note(f"  and {report.misfit_count - len(report.misfits)} more")


def _summed(misfits: list[Misfit]) -> Iterator[str]:
    """One line for each kind of misfit, with the first of it."""
    counts = Counter((misfit.field, misfit.why) for misfit in misfits)
    told = set()
    for misfit in misfits:
        kind = misfit.field, misfit.why
        if kind in told:
            continue
        told.add(kind)
        where = " ".join(
            filter(None, [f"line {misfit.line}" if misfit.line else "", repr(visible(misfit.task))])
        )
        value = f" {visible(misfit.value)!r}" if misfit.value else ""
        more = f" (and {counts[kind] - 1} more)" if counts[kind] > 1 else ""
        yield f"{where}: {misfit.field}{value} {misfit.why}{more}"
