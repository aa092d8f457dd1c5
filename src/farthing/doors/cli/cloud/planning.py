"""From the options of a command to a plan for the account."""

import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from farthing.cloud.choices import Choices
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
    own = _of_emulator(session, given) if account.emulated else {}
    choices = chosen({**given, **own}, remembered.choices(account, name))
    known = found.look(account, choices)
    with TemporaryDirectory(prefix="farthing-") as folder:

        def synthesize(known: "Found") -> "Plan":
            return _synthesize(choices, account, Path(folder), known)

        session.note("Making the templates and packing the functions …")
        yield Planned(choices, synthesize(known), known, synthesize)


def _of_emulator(session: Session, given: Mapping[str, Any]) -> dict[str, str]:
    """An emulator runs functions as processes of this machine: they are packed for its own Python, where no
    other is given."""
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    own = {"runtime": f"python{sys.version_info.major}.{sys.version_info.minor}", "architecture": machine}
    own = {name: word for name, word in own.items() if given.get(name) is None}
    if own:
        options = " ".join(f"--{name} {word}" for name, word in own.items())
        session.note(f"The emulator runs functions with this machine's own Python: {options}.")
    return own


def _synthesize(choices: Choices, account: "Account", folder: Path, known: "Found") -> "Plan":
    from farthing.cloud.synth import synthesize

    try:
        return synthesize(choices, account.id, account.region, folder, known, cache_folder())
    except ValueError as error:
        raise Failed("failed", str(error)) from None
