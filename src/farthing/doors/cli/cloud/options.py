"""Options out of the choices that an owner has, so that a choice is declared once."""

import inspect
import re
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

import click
from msgspec import UNSET, ValidationError, convert
from msgspec.structs import asdict, fields

from farthing.cloud.choices import Choices, check
from farthing.domain.errors import Invalid
from farthing.doors.cli.exits import Failed

C = TypeVar("C", bound=Callable[..., Any])
_COMMENT: Final = re.compile(r"^ +(\w+): .*  # (.+)$", re.M)


def choice_options(command: C) -> C:
    """Give the command an option for each choice, explained by the comment beside it."""
    about = dict(_COMMENT.findall(inspect.getsource(Choices)))
    types = get_type_hints(Choices)
    for field in reversed(fields(Choices)):
        text = about.get(field.name, "")
        option = _option(
            field.name, types[field.name], f"{text[:1].upper()}{text[1:]}{_shown(field.default)}"
        )
        command = option(command)
    return command


def chosen(given: Mapping[str, Any], remembered: Choices | None) -> Choices:
    """What was remembered, and over it what was given.

    Raises:
        Failed: a value is not one that may be chosen, or two do not go together.
    """
    over = {name: _cleared(value) for name, value in given.items() if value not in (None, ())}
    try:
        choices = convert({**asdict(remembered or Choices()), **over}, Choices)
        check(choices)
    except Invalid as error:
        option = error.field.replace("_", "-")
        raise Failed("usage", f"--{option}{error.detail.removeprefix(error.field)}") from None
    except ValidationError as error:
        raise Failed("usage", _in_options(str(error))) from None
    return choices


def _option(name: str, type: Any, help: str) -> Callable[[C], C]:
    dashed = name.replace("_", "-")
    if type is bool:
        return click.option(f"--{dashed}/--no-{dashed}", name, default=None, help=help)
    if get_origin(type) is Literal:
        return click.option(f"--{dashed}", name, type=click.Choice(get_args(type)), help=help)
    if get_origin(type) is tuple:
        return click.option(f"--{dashed}", name, multiple=True, help=f"{help} May be given several times.")
    plain = next(one for one in get_args(type) or (type,) if one is not NoneType)
    return click.option(f"--{dashed}", name, type=plain, help=help)


def _shown(default: object) -> str:
    if default is UNSET or default is None or default == ():
        return "."
    words = {True: "yes", False: "no"}.get(default, default) if isinstance(default, bool) else default
    return f" [{words}]."


def _cleared(value: object) -> object:
    """An empty text takes a choice back."""
    if isinstance(value, tuple):
        return tuple(one for one in value if one)
    return value if value != "" else None


def _in_options(complaint: str) -> str:
    """msgspec's complaint with the path in it as the option that it came from."""
    what, _, path = complaint.partition(" - at `$.")
    return f"--{path.rstrip('`').split('[')[0].replace('_', '-')}: {what}" if path else what
