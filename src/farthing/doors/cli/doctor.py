"""`doctor`: what is wrong, and what to do about it."""

from collections.abc import Iterator

import click
from msgspec.structs import asdict

from farthing.doors.cli import output
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.output import Column
from farthing.doors.cli.session import Session

STYLE = {"ok": "green", "note": "cyan", "fixed": "yellow", "problem": "bold red"}


@click.command(cls=Command)
@click.option("--fix", is_flag=True, help="Put right what can be put right with nothing lost.")
@click.option("--reindex", is_flag=True, help="Make the index of the search anew, in the spaces you own.")
@pass_session
def doctor(session: Session, /, fix: bool, reindex: bool) -> None:
    """Look over the installation and the data, or a server, and say what to do.

    Without --fix and --reindex it changes nothing. It ends with 7 when problems remain.
    """
    if fix and session.settings.url:
        raise click.UsageError("--fix works on a data folder: run it on the server's machine.")
    problems = 0

    def counted() -> Iterator[dict[str, str]]:
        nonlocal problems
        for check in _checks(session, fix, reindex):
            problems += check["status"] == "problem"
            if session.json or not session.quiet or check["status"] == "problem":
                yield check

    output.listing(session, "checks", counted(), _COLUMNS)
    if problems:
        raise Failed("unhealthy", f"problems found: {problems}; each says above what to do")


_COLUMNS = (
    Column("status", lambda check: check["status"], None, lambda check: STYLE[check["status"]]),
    Column("of", lambda check: check["name"]),
    Column("found", lambda check: check["detail"]),
    Column("to do", lambda check: check["advice"]),
)


def _checks(session: Session, fix: bool, reindex: bool) -> Iterator[dict[str, str]]:
    """The checks of the home that the settings name, as they are made."""
    from farthing.doors.cli import health  # with the store below it: slow to load for all other commands
    from farthing.doors.cli.folder import check_there

    yield from map(asdict, health.installation())
    if session.settings.url:
        from farthing.doors.cli.health_remote import server

        yield from map(asdict, server(session))
    else:
        check_there(session.settings)
        yield from map(asdict, health.folder(session.settings))
        yield from map(asdict, health.data(session.settings, fix))
    if reindex:
        from farthing.doors.cli.health_search import reindexed

        yield from map(asdict, reindexed(session))
