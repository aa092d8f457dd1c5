"""Accounts of the people on this machine, by the one whose data folder it is."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from msgspec import to_builtins
from msgspec.structs import replace

from farthing.domain.account import Account, check_email, view
from farthing.domain.errors import FarthingError
from farthing.doors.cli import output
from farthing.doors.cli.command import Group, pass_session
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.output import Column, id_column
from farthing.doors.cli.session import Session
from farthing.features import accounts, credentials
from farthing.features.accounts import Accounts

_COLUMNS = (
    id_column("userId"),
    Column("e-mail", lambda person: person["email"]),
    Column("name", lambda person: person["name"]),
    Column("second factor", lambda person: "on" if person["totp"] else "off"),
    Column("made", lambda person: person["createdAt"], lambda person: person["createdAt"][:10]),
)
_password_stdin = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from the first line of stdin."
)


@click.group(cls=Group)
def account() -> None:
    """Make, list and remove the accounts for `farthing serve --accounts`, in the data folder."""


@account.command()
@click.argument("email")
@click.option("--name", help="What others see; without it what stands before the @.")
@_password_stdin
@pass_session
def add(session: Session, /, email: str, name: str | None, from_stdin: bool) -> None:
    """Make an account. The first is the owner's: all that was kept before is theirs."""
    with _people(session, fresh=True) as people:
        email = check_email(email)
        first = not accounts.anybody(people.store)
        made = accounts.add(people, email, name or email.partition("@")[0], _password(from_stdin))
    if session.json:
        output.document(view(made))
    output.confirm(session, "Made", made.id, made.email)
    if first:
        _tell_of_server(session)


@account.command("list")
@pass_session
def list_(session: Session, /) -> None:
    """List the accounts there are."""
    with _people(session) as people:
        there = [to_builtins(view(each)) for each in accounts.every(people)]
    output.listing(session, "accounts", there, _COLUMNS)


@account.command()
@click.argument("email")
@click.option("--without-second-factor", is_flag=True, help="Switch their second factor off, too.")
@_password_stdin
@pass_session
def password(session: Session, /, email: str, without_second_factor: bool, from_stdin: bool) -> None:
    """Give somebody another password, and sign them out everywhere."""
    with _people(session) as people:
        accounts.known(people, email)
        new = _password(from_stdin)
        changed = credentials.reset(people, email, new, without_second_factor=without_second_factor)
    _done(session, "changed", changed)


@account.command()
@click.argument("email")
@pass_session
def remove(session: Session, /, email: str) -> None:
    """End an account with its sessions and tokens. The person's tasks stay in the data folder."""
    with _people(session) as people:
        removed = accounts.remove(people, email)
    _done(session, "removed", removed)
    session.note(f"Their tasks stay, in the space {removed.id}.")


def _tell_of_server(session: Session) -> None:
    """A server asks people to sign in from its start on, or not at all."""
    from farthing.doors.cli.health import running_server  # slow to load, and some commands need none of it

    server = running_server(session.settings)
    if server:
        session.note(
            f"Restart the server that is running (process {server}), unless it was started with --accounts: "
            "until then it lets everybody in without signing in. A set-up link that it printed is void."
        )


def _done(session: Session, what: str, account: Account) -> None:
    if session.json:
        output.document({what: [account.id]})
    output.confirm(session, what.capitalize(), account.id, account.email)


@contextmanager
def _people(session: Session, *, fresh: bool = False) -> Iterator[Accounts]:
    """The accounts of the data folder, which may be `fresh` or must be there.

    Raises:
        Failed: it cannot be opened, an address was given instead, or what is asked is not possible.
    """
    if session.settings.url:
        raise Failed("usage", "accounts are made on their own machine: name its data folder, and no --url")
    from farthing.doors.cli.folder import check_there  # slow to load, and some commands need none of it
    from farthing.wiring.local import open_home

    if not fresh:
        check_there(session.settings)
    try:
        with closing(open_home(replace(session.settings, accounts="closed"))) as home:
            assert home.accounts is not None  # noqa: S101 - as the setting says
            yield home.accounts
    except FarthingError as error:
        raise Failed(error.code, error.detail) from None


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Failed("usage", "nobody is there to type the password: send it to stdin, with --password-stdin")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt="Once more"))
