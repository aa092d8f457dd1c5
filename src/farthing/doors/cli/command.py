"""Commands that share their options, and the program around them that turns failures into exit codes."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import click
from msgspec.structs import replace

from farthing import config
from farthing.doors.cli.exits import Exit, Failed
from farthing.doors.cli.output import document
from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session

P = ParamSpec("P")
_GIVEN = "farthing.options"
_SESSION = "farthing.session"


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value not in (None, False):
        context.meta.setdefault(_GIVEN, {})[option.name] = value


def _shared(hidden: bool) -> list[click.Parameter]:
    """The options that may stand before a command or after it; the homes' are shown before it only."""
    common: dict[str, Any] = {"expose_value": False, "callback": _remember}
    home: dict[str, Any] = {**common, "hidden": hidden}
    return [
        click.Option(
            ["--data"], **home, metavar="DIR", help="Work on this data folder (FARTHING_DATA; else ./data)."
        ),
        click.Option(["--url"], **home, help="Work on the Farthing at this address (FARTHING_URL)."),
        click.Option(
            ["--token"], **home, help="API token for it; FARTHING_TOKEN keeps it out of process lists."
        ),
        click.Option(
            ["--space"],
            **home,
            metavar="NAME|ID",
            help="Work in this space, not in your own; see `spaces`.",
        ),
        click.Option(["--json"], **common, is_flag=True, help="Print JSON, for scripts."),
        click.Option(["-q", "--quiet"], **common, is_flag=True, help="Print no more than what is asked for."),
    ]


class Command(click.Command):
    """A command that takes the shared options too."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params.extend(_shared(hidden=True))


class Group(click.Group):
    """A command with commands below it, all of which take the shared options."""

    command_class = Command

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.params.extend(_shared(hidden=not isinstance(self, Program)))

    def list_commands(self, _context: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)


class Program(Group):
    """The whole of it. Every failure is one sentence on stderr (with `--json`: a problem document) and an
    exit code of its kind."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            code = super().main(given, *rest, **extra)
        except click.exceptions.NoArgsIsHelpError as help:
            help.show()
            code = Exit.USAGE
        except click.Abort:
            code = Exit.INTERRUPTED
        except (click.ClickException, Failed) as error:
            failed = error if isinstance(error, Failed) else _from_click(error)
            _complain(failed, "--json" in given)
            code = failed.exit
        sys.exit(code if isinstance(code, int) else Exit.OK)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(Exit.PIPE_CLOSED)
        return result


def pass_session(command: Callable[Concatenate[Session, P], None]) -> Callable[P, None]:
    """Give the command the session of this run."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        command(_session(click.get_current_context()), *args, **options)

    return run


def _session(context: click.Context) -> Session:
    if _SESSION not in context.meta:
        given = dict(context.meta.get(_GIVEN, {}))
        session = Session(
            _settings(given), json="json" in given, quiet="quiet" in given, space=given.get("space")
        )
        context.meta[_SESSION] = session
        context.find_root().call_on_close(session.close)
    known: Session = context.meta[_SESSION]
    return known


def _settings(given: dict[str, Any]) -> config.Settings:
    """What the environment says, and over it what the options say."""
    try:
        settings = config.read()
    except ValueError as error:
        raise Failed("usage", str(error)) from None
    if "data" in given and "url" in given:
        raise Failed("usage", "give --data or --url, not both")
    if "data" in given:
        settings = replace(settings, url="")
    homes = {name: given[name] for name in ("data", "url", "token") if name in given}
    return replace(settings, **homes)


def _from_click(error: click.ClickException) -> Failed:
    text = " ".join(error.format_message().split())
    if not isinstance(error, click.UsageError):
        return Failed("file", text)
    command = error.ctx.command_path if error.ctx else "farthing"
    return Failed("usage", f"{text} `{command} --help` says more.")


def _complain(failed: Failed, as_json: bool) -> None:
    if as_json:
        sys.stderr.flush()
        document(failed.problem, sys.stderr)
    else:
        print(f"farthing: {visible(failed.detail)}", file=sys.stderr)


def _let_go_of_stdout() -> None:
    """Python writes what is left when it ends, and would complain that nobody reads it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
