"""`serve`: the server on this machine."""

import click
from msgspec.structs import replace

from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session


@click.command(cls=Command)
@click.option("--host", help="The address to listen on (FARTHING_HOST; else 127.0.0.1).")
@click.option(
    "--port", type=click.IntRange(0, 65534),
    help="Of page and API; the capture door takes the next (FARTHING_PORT; else 8000).",
)  # fmt: skip
@click.option("--allowed-host", "allowed_hosts", multiple=True, help="A host name that requests may name.")
@click.option("--cors-origin", "cors_origins", multiple=True, help="An origin whose pages may call the API.")
@click.option("--open-door", is_flag=True, help="Let everybody in at the capture door, without a token.")
@click.option("--log-requests", is_flag=True, help="Log a line for every request.")
@pass_session
@click.pass_context
def serve(context: click.Context, session: Session, /, **options: object) -> None:
    """Serve the page, the API and the capture door until Ctrl-C."""
    from farthing.doors.local.server import serve as run  # slow to load, and no other command needs it

    given = {name: value for name, value in options.items() if value not in (None, (), False)}
    lists = {name: list(value) for name, value in given.items() if isinstance(value, tuple)}
    context.exit(run(replace(session.settings, **{**given, **lists})))
