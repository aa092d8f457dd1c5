"""What `doctor` looks at on this machine: the installation, the data folder, the data."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from fcntl import LOCK_NB, LOCK_SH, flock
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from farthing.config import Settings
from farthing.domain.errors import FarthingError
from farthing.features import spaces
from farthing.features.checkup import REPAIRABLE, Fault, Finding, examine, repair
from farthing.features.records import PAGE_RECORDS
from farthing.features.subtasks import anew
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER
from farthing.wiring.local import DATABASE, Home, open_home

LEAST_PYTHON: Final = (3, 11)
LEAST_FREE_BYTES: Final = 100 * 1000 * 1000
SERVER_LOCK: Final = "lock"  # the file in the folder that a running server has locked, with its pid in it
PAGE: Final = files("farthing") / "web" / "index.html"
_ADVICE: dict[Fault, str] = {
    "unreadable": "keep a copy of the data folder and report this; the record is left as it is",
    "misfiled": "keep a copy of the data folder and report this; the record is left as it is",
    "lost_list": "`farthing doctor --fix` moves such tasks to the inbox",
    "lost_parent": "`farthing doctor --fix` moves such tasks to the top",
    "parent_cycle": "`farthing doctor --fix` moves the oldest task of the ring to the top",
    "half_membership": "`farthing doctor --fix` writes the other half again",
}


class Check(Struct, frozen=True):
    """One thing looked at: what was found, and what to do about it."""

    name: str
    status: Literal["ok", "note", "fixed", "problem"]
    detail: str
    advice: str = ""


def installation() -> Iterator[Check]:
    """Whether the program is all there."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LEAST_PYTHON:
        yield Check("python", "ok", python)
    else:
        yield Check("python", "problem", python, "use Python 3.11 or later")
    missing = [name for name in _packages() if not _installed(name)]
    if missing:
        advice = "install Farthing again, with the packages it needs"
        yield Check("packages", "problem", f"missing: {', '.join(missing)}", advice)
    else:
        yield Check("packages", "ok", "all there")
    if PAGE.is_file():
        yield Check("page", "ok", "all there")
    else:
        yield Check("page", "problem", "the files of the web page are missing", "install Farthing again")


def folder(settings: Settings) -> Iterator[Check]:
    """Whether the data folder can be worked in."""
    path = Path(settings.data).absolute()
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield Check("folder", "problem", f"{path} is not writable", "change its permissions or its owner")
    else:
        yield Check("folder", "ok", str(path))
    free = shutil.disk_usage(path).free
    size = f"{free // 1_000_000} MB free"
    if free < LEAST_FREE_BYTES:
        yield Check("space", "problem", size, "make room on the disk: nothing can be saved on a full one")
    else:
        yield Check("space", "ok", size)
    server = running_server(settings)
    yield Check("server", "ok", f"running, process {server}" if server else "not running")


def data(settings: Settings, fix: bool) -> Iterator[Check]:
    """Whether the database is whole, and all in it as it should be."""
    try:
        home = open_home(settings)
    except FarthingError as error:
        yield Check(
            "database", "problem", error.detail, "nothing was changed; see `farthing import` for an export"
        )
        return
    with closing(home):
        sound = _database(home, fix)
        yield sound
        if sound.status == "problem":
            return
        yield _sign_in(home)
        try:
            contents = list(_contents(home, fix))
            yield from contents
            if not any(check.status == "problem" for check in contents):
                yield from _progress(home, fix)
        except FarthingError as error:
            yield Check(
                "contents", "problem", error.detail, "try again; if it stays, keep a copy and report it"
            )


def _progress(home: Home, fix: bool) -> Iterator[Check]:
    """Whether what is kept of subtasks is as they are, in the spaces of the owner.

    Raises:
        FarthingError: the store gave no answer.
    """
    home.catch_up()
    mine, _ = spaces.mine(Workspace(home.store, home.clock, OWNER, OWNER), PAGE_RECORDS, None)
    wrong = {space.name: _families(home, space.space_id, fix) for space in mine}
    for name, count in wrong.items():
        if count:
            detail = f"{name}: what is kept of subtasks is not as they are, for so many tasks: {count}"
            advice = "" if fix else "`farthing doctor --fix` makes it anew"
            yield Check("progress", "fixed" if fix else "problem", detail, advice)
    if not any(wrong.values()):
        yield Check("progress", "ok", "what is kept of subtasks is as they are")


def _families(home: Home, space: str, fix: bool) -> int:
    """How many are wrong; or were, where they are to be mended."""
    if fix:
        return anew.rebuild(home.store, home.clock, space)
    return len(anew.wrong(home.store, space))


def _database(home: Home, fix: bool) -> Check:
    found = home.store.check()
    if found and fix and home.store.rebuild_indexes():
        found = home.store.check()
        if not found:
            return Check("database", "fixed", "its indexes were damaged, and are written anew")
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        advice = "`farthing doctor --fix` mends indexes; for anything else, export what can be read, now"
        return Check("database", "problem", found[0] + more, advice)
    return Check("database", "ok", f"{DATABASE} and its indexes are whole")


def _sign_in(home: Home) -> Check:
    """Whether a server with these settings would ask people who they are, where they have accounts."""
    if home.bypassed:
        advice = "set FARTHING_ACCOUNTS to closed, invite or open, or leave it out"
        return Check("sign-in", "note", "people have accounts, but FARTHING_ACCOUNTS=off lets all in", advice)
    if home.sign_in == "off":
        return Check("sign-in", "ok", "nobody has an account, and nobody is asked to sign in")
    return Check("sign-in", "ok", f"people sign in; registration: {home.sign_in}")


def _contents(home: Home, fix: bool) -> Iterator[Check]:
    """One check for each kind of fault that is there."""
    faults: dict[Fault, list[Finding]] = {}
    for finding in examine(home.store, OWNER):
        faults.setdefault(finding.fault, []).append(finding)
    for fault, found in faults.items():
        more = f" (and {len(found) - 1} more like it)" if len(found) > 1 else ""
        if fix and fault in REPAIRABLE:
            for finding in found:
                repair(home.store, home.clock, finding)
            yield Check(fault, "fixed", found[0].detail + more)
        else:
            yield Check(fault, "problem", found[0].detail + more, _ADVICE[fault])
    if not faults:
        yield Check("contents", "ok", "every task, list, item and membership is as it should be")


def _packages() -> list[str]:
    """The names of the packages that Farthing needs at run time."""
    wanted = [text for text in requires("farthing") or [] if "extra ==" not in text]
    return [re.split(r"[^\w.-]", text)[0] for text in wanted]


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def running_server(settings: Settings) -> str | None:
    """The process of the server that runs on the data folder, if one does."""
    lock = Path(settings.data) / SERVER_LOCK
    try:
        with lock.open("rb") as file:
            flock(file, LOCK_SH | LOCK_NB)
    except BlockingIOError:
        return lock.read_text(errors="replace")[:20]
    except OSError:
        pass
    return None
