"""What an owner decides about a deployment; the deployment itself remembers it."""

import re
from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, json

from farthing.domain.errors import Invalid

# What texts must look like, and how that is said: AWS would notice what is wrong late, and in other words.
_FORMS: Final = {
    "name": (r"[a-z][a-z0-9-]{1,23}", "give 2 to 24 of a-z, 0-9 and -, a letter first"),
    "email": (r"(?=.{6,254}$)[^@\s]+@[^@\s]+\.[^@\s]+", "give an e-mail address"),
    "cors_origins": (r"\*|https?://[^\s/?#]+", "give an origin such as https://example.org, with no path"),
    "domain": (r"([a-z0-9-]+\.)+[a-z0-9-]{2,}", "give a name such as tasks.example.org"),
    "zone": (r"Z[A-Z0-9]+", "give the zone's id, such as Z1D633PJN98FT9"),
    "certificate": (r"arn:aws[\w-]*:acm:us-east-1:\d+:certificate/.+", "give the ARN of one in us-east-1"),
    "countries": (r"[A-Z]{2}", "give codes of two letters, such as DE"),
    "waf": (r"arn:aws[\w-]*:wafv2:us-east-1:\d+:global/webacl/.+", "give the ARN of a global web ACL"),
    "github": (r"[\w.-]+/[\w.-]+", "give owner/repository"),
}


class Choices(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Each field is an option of `farthing deploy`, with dashes for underscores. Kept as metadata of the
    deployed template, so that the next deployment starts from them."""

    name: str = "farthing"  # begins the name of every stack; another name, another deployment
    email: str | None = None  # the owner's: alarms, budget alerts and the first account go there
    registration: Literal["open", "invite", "closed"] = "invite"  # who may make an account
    mfa: Literal["off", "optional", "required"] = "optional"  # one-time codes at sign-in
    capacity: Literal["on-demand", "free"] = "on-demand"  # free: provisioned within the always-free 25/25
    door: Literal["token", "iam", "open"] = "token"  # what the capture door asks for
    cors_origins: tuple[str, ...] = ()  # other origins whose pages may call the API
    domain: str | None = None  # a name of one's own for the page, such as tasks.example.org
    zone: str | None = None  # the id of the Route 53 zone that holds it; certificate and names are made there
    certificate: str | None = None  # the ARN of a certificate in us-east-1 for it, where there is no zone
    countries: tuple[str, ...] = ()  # only these may see the page; none: all may
    block_bots: bool = True  # turn crawlers and scanners away at the edge
    waf: str | None = None  # the ARN of a web ACL of WAF in us-east-1, to stand before the page and its API
    keep: bool = True  # deletion protection, and keeping tasks and people when all else is destroyed
    canary: bool = True  # shift a new version in by steps, back on errors; from the second deployment on
    reserve: Annotated[int, Meta(ge=0, le=1000)] = 0  # concurrency kept for each function; 0: not reserved
    log_days: Literal[1, 3, 5, 7, 14, 30, 60, 90, 180, 365] = 14  # how long logs are kept
    budget: Annotated[float, Meta(gt=0, le=100_000)] = 1.0  # dollars a month that alerts are measured by
    brake: bool = False  # at the whole budget, stop the functions
    github: str | None = None  # owner/repository whose workflow may deploy, without keys
    architecture: Literal["arm64", "x86_64"] = "arm64"  # of the functions; arm64 costs a fifth less
    runtime: Literal["python3.11", "python3.12", "python3.13"] = "python3.13"  # of the functions


def check(choices: Choices) -> None:
    """Raises:
    Invalid: a choice does not look like one, or two do not go together.
    """
    for field, text in _texts(choices):
        form, words = _FORMS[field]
        if not re.fullmatch(form, text):
            raise Invalid(field, f"{words}, not {text!r}")
    if choices.domain and not (choices.zone or choices.certificate):
        raise Invalid("domain", "give the Route 53 zone that holds it (--zone), or a --certificate for it")
    if choices.door != "token" and not choices.email:
        raise Invalid(
            "door", f"a door that is {choices.door} keeps tasks for the owner: give the owner's --email"
        )
    if choices.brake and not choices.email:
        raise Invalid("brake", "whoever has a brake wants to know when it was pulled: give an --email")


def _texts(choices: Choices) -> Iterator[tuple[str, str]]:
    for field in _FORMS:
        given = getattr(choices, field)
        for text in given if isinstance(given, tuple) else (given,):
            if text is not None:
                yield field, text


def encode(choices: Choices) -> str:
    """The choices as JSON, without those that are as they come."""
    return json.encode(choices).decode()


def decode(text: str | bytes) -> Choices:
    """Raises:
    msgspec.ValidationError: names the choice that is none.
    """
    return json.decode(text, type=Choices)
