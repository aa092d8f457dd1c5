"""The program `farthing`: a client of the API, on a data folder of this machine or at an address."""

import sys
from io import TextIOWrapper

import click

from farthing import __version__
from farthing.doors.cli import (
    accounts,
    arranging,
    calendars,
    filters,
    history,
    lists,
    repeating,
    search,
    settings,
    sharing,
    tasks,
    tokens,
    transfer,
    views,
)
from farthing.doors.cli.add import add
from farthing.doors.cli.cloud import deploy, people, watch
from farthing.doors.cli.command import Program
from farthing.doors.cli.completion import completion
from farthing.doors.cli.doctor import doctor
from farthing.doors.cli.edit import edit
from farthing.doors.cli.serve import serve


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="farthing")
def farthing() -> None:
    """A task manager that you own.

    Works on the tasks in a data folder of this machine, or, with --url, on those of a server. The options
    below may stand before a command or after it.
    """


for command in (
    serve, add, tasks.list_, tasks.show, edit, tasks.done, tasks.rm, tasks.restore, tasks.trash,
    views.inbox, views.today, views.upcoming, filters.filter_, search.search,
    arranging.place, arranging.duplicate, arranging.move, arranging.labels, history.history, history.undo,
    repeating.skip,
    lists.lists, lists.spaces, sharing.share, sharing.join, sharing.leave, sharing.member,
    sharing.invitation, transfer.export, transfer.import_, calendars.calendar, tokens.token, accounts.account,
    settings.settings, doctor,
    deploy.deploy, deploy.diff, deploy.destroy, deploy.outputs, people.people, watch.status, watch.checklist,
    watch.restore_drill, completion,
):  # fmt: skip
    farthing.add_command(command)


def main() -> None:
    """What the console script runs."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal has every character
    farthing(prog_name="farthing")
