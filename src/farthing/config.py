"""Every setting, read from a mapping once; the only reader of the environment."""

import os
from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct, field

PREFIX = "FARTHING_"


class Settings(Struct, frozen=True, kw_only=True):
    """Each field is set by the variable of its name in capitals with `FARTHING_` before it."""

    data: str = "data"  # the folder of one machine's data
    host: str = "127.0.0.1"  # where the server listens
    port: int = 8000  # page and API; the capture door takes the next one
    allowed_hosts: list[str] = field(
        default_factory=list
    )  # host names that requests may name, beside loopback
    cors_origins: list[str] = field(default_factory=list)  # other origins whose pages may call the API
    accounts: Literal["auto", "off", "open", "invite", "closed"] = (
        "auto"  # off: all is one owner's; else who registers; auto: closed once somebody has an account
    )
    https: bool = False  # people come over https, by a proxy that speaks it
    open_door: bool = False  # the capture door asks for no token
    door_person: str = ""  # on AWS, the id of the person whose tasks an open capture door keeps
    log_requests: bool = False  # the server's log has a line for every request
    url: str = ""  # the command line works on this address instead of the data folder
    token: str = ""  # and with this API token
    table: str = ""  # the DynamoDB table
    region: str = "us-east-1"  # of the table, where AWS_REGION says nothing
    endpoint: str = ""  # another DynamoDB than the region's own


def environment() -> Mapping[str, str]:
    """The environment as it is now, for those whose part of it is no setting of ours."""
    return os.environ


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment gives.

    Raises:
        ValueError: names the variable that cannot be read, or that is not a setting.
    """
    environ = environment() if environ is None else environ
    given: dict[str, object] = {"region": environ["AWS_REGION"]} if "AWS_REGION" in environ else {}
    for variable, text in environ.items():
        if variable.startswith(PREFIX):
            given[variable[len(PREFIX) :].lower()] = _value(variable, text)
    return Settings(**given)  # type: ignore[arg-type]  # `_value` has read each in its own type


def _value(variable: str, text: str) -> object:
    kind = Settings.__annotations__.get(variable[len(PREFIX) :].lower())
    if kind is None:
        raise ValueError(f"{variable} is not a setting of Farthing")
    if kind == list[str]:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind is bool:
        return _switch(variable, text)
    if get_args(kind):
        return _one_of(variable, text, get_args(kind))
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{variable} must be a number, not {text!r}") from None


def _one_of(variable: str, text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise ValueError(f"{variable} must be one of {', '.join(words)}, not {text!r}")
    return text


def _switch(variable: str, text: str) -> bool:
    if text.lower() not in ("1", "true", "yes", "0", "false", "no", ""):
        raise ValueError(f"{variable} must be 1 or 0, not {text!r}")
    return text.lower() in ("1", "true", "yes")
