"""`status`, `checklist` and `restore-drill`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import to_builtins

from farthing.doors.cli import output
from farthing.doors.cli.cloud import show_status
from farthing.doors.cli.cloud.options import choice_options, chosen
from farthing.doors.cli.cloud.reach import account_options, cache_folder, failing, name_option, reaching
from farthing.doors.cli.cloud.telling import telling
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.exits import Exit, Failed
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.evidence import Evidence

# What templates take from an account, where none is asked.
_NO_ACCOUNT: Final = "000000000000"
_NO_LISTS: Final = {"dynamodb": "pl-00000001", "s3": "pl-00000002"}


@click.command(cls=Command)
@account_options
@name_option
@click.option("--hours", type=click.IntRange(1, 720), default=24, help="Over how long. [24]")
@click.option("--cost", is_flag=True, help="Ask Cost Explorer, too: AWS takes $0.02 for its two answers.")
@pass_session
def status(
    session: Session, /, profile: str | None, region: str | None, endpoint: str | None, name: str, hours: int,
    cost: bool,
) -> None:  # fmt: skip
    """Show what the dashboard shows: requests, errors, latency, alarms, money, and the last errors."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy.status import status as read

        found = read(account, name, hours, cost=cost)
    if session.json:
        output.document(found)
    else:
        show_status.status(session, found, hours)


@click.command(cls=Command)
@account_options
@click.option(
    "--template", is_flag=True, help="Check the templates, not what is deployed; needs no credentials."
)
@choice_options
@pass_session
def checklist(
    session: Session,
    /,
    profile: str | None,
    region: str | None,
    endpoint: str | None,
    template: bool,
    **given: Any,
) -> None:
    """Go through what is to be right before others depend on it: performance, security, cost, resilience."""
    if template:
        with failing():
            evidence = _of_templates(given, region or "us-east-1")
            found = _evaluate(evidence)
    else:
        with reaching(profile, region, endpoint) as account:
            from farthing.cloud.deploy.inspection import inspect

            found = _evaluate(inspect(account, given["name"] or "farthing"))
    show_status.checklist(session, found)
    if any(one["result"] == "fail" for one in found):
        click.get_current_context().exit(Exit.UNHEALTHY)


@click.command("restore-drill", cls=Command)
@account_options
@name_option
@pass_session
def restore_drill(
    session: Session, /, profile: str | None, region: str | None, endpoint: str | None, name: str
) -> None:
    """Restore the table beside itself, compare the two, and remove the copy. AWS takes $0.15 a GB."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import stack
        from farthing.cloud.deploy.drill import drill

        table = stack.outputs(account, name).get("TableName")
        if table is None:
            raise Failed("not_found", f"{name} has no table: run `farthing deploy` to its end first")
        with telling(session, "Restoring") as tell:
            found = drill(account, table, tell)
    if session.json:
        output.document({**to_builtins(found), "same": found.same})
    else:
        show_status.drilled(found)
    if not found.same:
        raise Failed(
            "unhealthy", "the copy is not what the table was: see which items differ before relying on it"
        )


def _of_templates(given: dict[str, Any], region: str) -> "Evidence":
    from farthing.cloud.deploy.evidence import of_templates
    from farthing.cloud.plan import Found
    from farthing.cloud.synth import synthesize

    choices = chosen(given, None)
    with TemporaryDirectory(prefix="farthing-") as folder:
        found = Found(prefix_lists=_NO_LISTS, owner=_NO_ACCOUNT)
        plan = synthesize(choices, _NO_ACCOUNT, region, Path(folder), found, cache_folder())
    return of_templates(plan.stacks, choices)


def _evaluate(evidence: "Evidence") -> list[dict[str, Any]]:
    from farthing.cloud.deploy.checks import evaluate

    return [to_builtins(one) for one in evaluate(evidence)]
