"""What the command line has, its page tells."""

import click

from farthing.doors.cli.main import farthing
from tests.cli.reference import SHAPES, WITHOUT_JSON, contexts


def test_every_command_says_what_it_prints_as_json() -> None:
    paths = {context.command_path.removeprefix("farthing").strip() for context in contexts(farthing)}
    assert set(SHAPES) | WITHOUT_JSON == paths - {
        "",
        "token",
        "account",
        "calendar",
        "people",
        "member",
        "invitation",
        "filter",
    }


def test_every_command_and_option_is_explained() -> None:
    for context in contexts(farthing):
        assert context.command.help, context.command_path
        for option in context.command.params:
            assert not isinstance(option, click.Option) or option.help, (context.command_path, option.name)
