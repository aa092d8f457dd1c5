"""How a deployment fares, as people read it."""

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from farthing.doors.cli import output
from farthing.doors.cli.output import Column
from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.drill import Drilled
    from farthing.cloud.deploy.status import Status

_STYLE: Final = {"pass": "green", "fail": "red", "unknown": "yellow", "not applicable": "dim"}
_CHECKS: Final = (
    Column("result", lambda one: one["result"], style=lambda one: _STYLE[one["result"]]),
    Column("area", lambda one: one["area"]),
    Column("id", lambda one: one["id"]),
    Column("what", lambda one: one["what"]),
    Column("found", lambda one: one["detail"]),
    Column("to do", lambda one: one["todo"]),
)


def checklist(session: Session, found: list[dict[str, Any]]) -> None:
    """Every line, and how many there are of each result."""
    output.listing(session, "checks", found, _CHECKS)
    if not session.json:
        count = Counter(one["result"] for one in found)
        session.note(", ".join(f"{count[result]} {result}" for result in _STYLE if count[result]))


def status(session: Session, found: "Status", hours: int) -> None:
    """The numbers in a table for each kind, and after them alarms, money and errors."""
    session.note(f"The last {hours} h:")
    for kind in dict.fromkeys(number.kind for number in found.numbers):
        _numbers(session, found, kind)
    _pairs(session, "alarms", [("alarm", name, state) for name, state in found.alarms.items()])
    _pairs(
        session,
        "money",
        [(one.name, _dollars(one.spent), _of(one.forecast, one.limit)) for one in found.money],
    )
    _pairs(session, "errors", [(one.at, one.log, one.text[:200]) for one in found.errors])
    for sentence in found.missing:
        session.note(visible(sentence))


def drilled(found: "Drilled") -> None:
    """What a drill came to."""
    items = sum(part.copy for part in found.parts)
    verdict = "all as they were" if found.same else "NOT all as they were"
    print(f"Restored {found.table} as of {found.at} in {found.seconds:.0f} s: {items} items, {verdict}.")
    for number, part in enumerate(found.parts, 1):
        verdict = "same" if part.same else "DIFFERENT"
        print(f"  part {number}: {part.source} items, {part.copy} restored, {verdict}")
    print(f"{found.later} items changed since then, and were left out. It cost about ${found.dollars:.4f}.")


def _numbers(session: Session, found: "Status", kind: str) -> None:
    whats = list(dict.fromkeys(number.what for number in found.numbers if number.kind == kind))
    rows: dict[str, dict[str, Any]] = {}
    for number in found.numbers:
        if number.kind == kind:
            rows.setdefault(number.resource, {"name": number.resource})[number.what] = number.value
    columns = [Column(kind.lower(), lambda one: one["name"])]
    columns += [_column(what) for what in whats]
    output.listing(session, kind, rows.values(), columns)


def _column(what: str) -> Column:
    return Column(what, lambda one: _number(one.get(what)))


def _pairs(session: Session, kind: str, rows: list[tuple[str, str, str]]) -> None:
    if rows:
        output.listing(session, kind, [{"row": row} for row in rows], [_cell(at) for at in range(3)])


def _cell(at: int) -> Column:
    return Column("", lambda one: one["row"][at])


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _dollars(value: float | None) -> str:
    return "-" if value is None else f"${value:.2f} so far"


def _of(forecast: float | None, limit: float | None) -> str:
    words = [] if forecast is None else [f"${forecast:.2f} forecast"]
    return ", ".join(words + ([] if limit is None else [f"of ${limit:.2f}"]))
