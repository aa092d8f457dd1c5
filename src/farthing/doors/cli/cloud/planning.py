"""From the options of a command to a plan for the account."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from farthing.cloud.choices import Choices, check
from farthing.doors.cli.cloud.options import chosen
from farthing.doors.cli.cloud.reach import cache_folder
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.account import Account
    from farthing.cloud.deploy.deployment import Synthesize
    from farthing.cloud.plan import Found, Plan


class Planned(Struct, frozen=True):
    """A plan, what it was made of, and how it is made anew."""

    choices: Choices
    plan: "Plan"
    known: "Found"
    synthesize: "Synthesize"


@contextmanager
def planning(session: Session, account: "Account", given: Mapping[str, Any]) -> Iterator[Planned]:
    """The plan, whose files are there until the end.

    Raises:
        Failed: the choices do not go together, or the templates cannot be made here.
    """
    from farthing.cloud.deploy import found, remembered

    name = chosen({"name": given.get("name")}, None).name
    choices = chosen(given, remembered.choices(account, name))
    check(choices)
    known = found.look(account, choices)
    with TemporaryDirectory(prefix="farthing-") as folder:

        def synthesize(known: "Found") -> "Plan":
            return _synthesize(choices, account, Path(folder), known)

        session.note("Making the templates and packing the functions …")
        yield Planned(choices, synthesize(known), known, synthesize)


def _synthesize(choices: Choices, account: "Account", folder: Path, known: "Found") -> "Plan":
    from farthing.cloud.synth import synthesize

    try:
        return synthesize(choices, account.id, account.region, folder, known, cache_folder())
    except ValueError as error:
        raise Failed("failed", str(error)) from None
