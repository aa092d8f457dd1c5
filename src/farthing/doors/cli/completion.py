"""`completion`: what a shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

from farthing.doors.cli.command import Command

VARIABLE = "_FARTHING_COMPLETE"


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    For bash: `eval "$(farthing completion bash)"` in ~/.bashrc. For zsh: the same with zsh in ~/.zshrc.
    For fish: `farthing completion fish > ~/.config/fish/completions/farthing.fish`.
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has these three
    click.echo(kind(context.find_root().command, {}, "farthing", VARIABLE).source())
