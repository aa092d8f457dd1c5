"""`people`: who may sign in at a deployment."""

from typing import TYPE_CHECKING

import click

from farthing.doors.cli import output
from farthing.doors.cli.cloud.reach import account_options, name_option, reaching
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.account import Account

_COLUMNS = (
    id_column("userId"),
    Column("e-mail", lambda person: person["email"]),
    Column("state", lambda person: person["state"].lower().replace("_", " ")),
)


@click.group(cls=Group)
def people() -> None:
    """List, invite and remove the people of a deployment on AWS."""


@people.command()
@click.argument("email")
@name_option
@account_options
@pass_session
def add(
    session: Session, /, email: str, name: str, profile: str | None, region: str | None, endpoint: str | None
) -> None:
    """Make an account for somebody, who gets a mail with a first password, good for a week."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import people as features
        from farthing.cloud.deploy.remembered import choices

        remembered, pool = choices(account, name), _pool(account, name)
        if remembered is not None and remembered.registration == "closed":
            raise Failed(
                "forbidden",
                "registration is closed: `farthing deploy --registration invite` opens it to whom you add",
            )
        if not features.make_account(account, pool, email):
            raise Failed("conflict", f"there is an account for {email} already")
        made = features.person(account, pool, email) or ""
    if session.json:
        output.document({"userId": made, "email": email})
    output.confirm(session, "Invited", made, email)


@people.command()
@click.argument("email")
@name_option
@account_options
@pass_session
def remove(
    session: Session, /, email: str, name: str, profile: str | None, region: str | None, endpoint: str | None
) -> None:
    """End an account with its sessions and tokens. The person's tasks stay in the table."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import people as features

        table = _output(account, name, "TableName")
        removed = features.remove(account, _pool(account, name), table, email)
        if removed is None:
            raise Failed("not_found", f"nobody has an account for {email}")
    if session.json:
        output.document({"removed": [removed]})
    output.confirm(session, "Removed", removed, email)


@people.command("list")
@name_option
@account_options
@pass_session
def list_(
    session: Session, /, name: str, profile: str | None, region: str | None, endpoint: str | None
) -> None:
    """List who has an account."""
    with reaching(profile, region, endpoint) as account:
        from farthing.cloud.deploy import people as features

        there = features.every(account, _pool(account, name))
    output.listing(session, "people", there, _COLUMNS)


def _pool(account: "Account", name: str) -> str:
    return _output(account, name, "UserPoolId")


def _output(account: "Account", name: str, output: str) -> str:
    from farthing.cloud.deploy.stack import find

    data = find(account, f"{name}-data")
    if data is None or output not in data.outputs:
        raise Failed("not_found", f"there is no deployment called {name} here: `farthing deploy` makes one")
    return data.outputs[output]
