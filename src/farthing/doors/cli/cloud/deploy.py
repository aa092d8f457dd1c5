"""`deploy`, `diff`, `destroy` and `outputs`."""

import sys
from typing import Any

import click
from msgspec import to_builtins

from farthing.doors.cli import output
from farthing.doors.cli.cloud import show
from farthing.doors.cli.cloud.options import choice_options
from farthing.doors.cli.cloud.planning import planning
from farthing.doors.cli.cloud.reach import account_options, interruptible, name_option, reaching
from farthing.doors.cli.cloud.telling import telling
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Exit, Failed
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@account_options
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@choice_options
@pass_session
def deploy(
    session: Session,
    /,
    profile: str | None,
    region: str | None,
    endpoint: str | None,
    yes: bool,
    **given: Any,
) -> None:
    """Put Farthing on your AWS account, or bring what is there up to date.

    Asks once, is safe to repeat and to interrupt, and remembers the choices: those in brackets are taken the
    first time, and later what was chosen last. An empty value takes a choice back.
    """
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy.deployment import Deployment

        name = given["name"] or "farthing"
        with (
            interruptible(account, name, session, "farthing deploy"),
            planning(session, account, given) as planned,
        ):
            if not yes:
                _ask(session, show.question(account, planned), "Deploy?", "--yes")
            with telling(session, f"Deploying {planned.choices.name}") as tell:
                deployment = Deployment(account, planned.choices, planned.synthesize, tell)
                done = deployment.run(planned.plan, planned.known)
    if session.json:
        output.document(done)
    else:
        show.addresses(session, done, planned.choices)


@click.command(cls=Command)
@account_options
@click.option(
    "--drift", is_flag=True, help="Show what was changed by hand in the account, not what is new here."
)
@click.option("--exit-code", is_flag=True, help="End with 8 if there is any difference.")
@choice_options
@pass_session
def diff(
    session: Session, /, profile: str | None, region: str | None, endpoint: str | None, drift: bool,
    exit_code: bool, **given: Any,
) -> None:  # fmt: skip
    """Show what `farthing deploy` with the same options would change. Nothing is changed."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import differences
        from farthing.cloud.deploy.stack import deployed

        if drift:
            stacks = deployed(account, given["name"] or "farthing")
            drifts = [one for stack in stacks for one in differences.drift(account, stack)]
            found, show_all = to_builtins(drifts), show.drifts
        else:
            with planning(session, account, given) as planned:
                changes = list(differences.differences(account, planned.plan, planned.choices.name))
            found, show_all = to_builtins(changes), show.changes
    show_all(session, found)
    if exit_code and found:
        click.get_current_context().exit(Exit.DIFFERENT)


@click.command(cls=Command)
@account_options
@name_option
@click.option("--everything", is_flag=True, help="Tasks and people, too, for good.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask for the name.")
@pass_session
def destroy(
    session: Session, /, profile: str | None, region: str | None, endpoint: str | None, name: str,
    everything: bool, yes: bool,
) -> None:  # fmt: skip
    """Take Farthing off your AWS account. Tasks and people are kept, unless told otherwise."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import destruction

        remains = destruction.survey(account, name, everything)
        if not yes:
            _ask(session, show.farewell(account, remains, everything), f"Type {name} to go on", "--yes", name)
        again = f"farthing destroy --name {name}"
        with interruptible(account, name, session, again), telling(session, f"Removing {name}") as tell:
            remains = destruction.destroy(account, name, everything, tell)
    if session.json:
        output.document(remains)
    else:
        session.note(show.remains(name, remains))


@click.command(cls=Command)
@account_options
@name_option
@pass_session
def outputs(
    session: Session, /, profile: str | None, region: str | None, endpoint: str | None, name: str
) -> None:
    """Print the addresses and names of what is deployed."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import stack

        found = stack.outputs(account, name)
    if session.json:
        output.document(found)
    else:
        show.pairs(session, found)


def _ask(session: Session, text: str, question: str, skip: str, answer: str | None = None) -> None:
    """Ask, and go on only after a yes, or after the very `answer`.

    Raises:
        Failed: nobody is there to be asked, or the answer is another.
    """
    if session.json or not sys.stdin.isatty():
        raise Failed("usage", f"nobody is there to be asked: give {skip} if it is to be done")
    click.echo(text, err=True)
    if answer is None:
        agreed = click.confirm(question, err=True)
    else:
        agreed = click.prompt(question, err=True) == answer
    if not agreed:
        raise Failed("usage", "nothing was done")
