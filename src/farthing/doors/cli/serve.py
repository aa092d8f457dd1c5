"""`serve`: the server on this machine."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session

F = TypeVar("F", bound=Callable[..., None])


def _many(_context: click.Context, _option: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    return list(value) or None


def _setting(*names: str, **attributes: Any) -> Callable[[F], F]:
    """An option for a setting, which stays as the environment has it where the option is not given."""
    if attributes.get("multiple"):
        attributes["callback"] = _many
    return click.option(*names, default=None, **attributes)


@click.command(cls=Command)
@_setting("--host", help="The address to listen on (FARTHING_HOST; else 127.0.0.1).")
@_setting(
    "--port",
    type=click.IntRange(0, 65534),
    help="Of page and API; the capture door takes the next (FARTHING_PORT; else 8000). 0: any two.",
)
@_setting("--allowed-host", "allowed_hosts", multiple=True, help="A host name that requests may name.")
@_setting("--cors-origin", "cors_origins", multiple=True, help="An origin whose pages may call the API.")
@_setting(
    "--accounts",
    type=click.Choice(("auto", "off", "open", "invite", "closed")),
    help="Have people sign in, and say who may register: anybody, those invited, nobody (FARTHING_ACCOUNTS; "
    "else auto: nobody, once somebody has an account).",
)
@_setting("--https", is_flag=True, help="People come over https, by a proxy that speaks it.")
@_setting("--open-door", is_flag=True, help="Let everybody in at the capture door, without a token.")
@_setting("--log-requests", is_flag=True, help="Log a line for every request.")
@pass_session
@click.pass_context
def serve(context: click.Context, session: Session, /, **options: Any) -> None:
    """Serve the page, the API and the capture door until Ctrl-C."""
    from farthing.doors.local.server import serve as run  # slow to load, and no other command needs it

    given = {name: value for name, value in options.items() if value is not None}
    context.exit(run(replace(session.settings, **given)))
