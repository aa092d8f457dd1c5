"""A full disk, and a folder that cannot be written: a clear sentence, and nothing is lost."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.records import ABSENT, Put, Record
from tests.faults.servers import ROOT
from tests.faults.store_filling import PK

# A name space of its own lets a process mount what nobody else sees; also without being root, where allowed.
UNSHARE = ["unshare", "--mount", "--map-root-user"]
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
OPEN = """
import sys
from pathlib import Path
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
SqliteStore(Path(sys.argv[1]), SystemClock())
"""


@pytest.fixture(autouse=True)
def mounting(tmp_path: Path) -> None:
    try:
        trial = [*UNSHARE, "mount", "-t", "tmpfs", "none", str(tmp_path)]
        subprocess.run(trial, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = f"a mount name space is needed, and this machine gives none: {error}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_is_said_and_survived(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.faults.store_filling", str(tmp_path)]
    story: dict[str, Any] = json.loads(
        subprocess.run([*UNSHARE, *program], check=True, capture_output=True, cwd=ROOT).stdout
    )
    full = f"the disk that holds {tmp_path}/farthing.db is full: make room, then try again"
    assert story["refused"]
    assert story["errors"] == [f"unavailable: {full}"]
    assert story["present while full"] == story["acknowledged"]
    assert story["opening another"].startswith("store_unusable: the disk")
    assert story["afterwards"] == [""]
    assert story["opening it afterwards"] == ""
    assert story["check"] == []


def opening_read_only(path: Path, folder: Path) -> str:
    """What is said when the store is opened while the folder can only be read."""
    command = [*UNSHARE, "sh", "-c", READ_ONLY, "sh", str(folder), sys.executable, "-c", OPEN, str(path)]
    opened = subprocess.run(command, capture_output=True, text=True)
    assert opened.returncode
    return opened.stderr.splitlines()[-1].removeprefix("farthing.engines.store.sqlite_errors.")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    said = opening_read_only(tmp_path / "data" / "farthing.db", tmp_path)
    assert said == f"StoreUnusable: the data folder {tmp_path}/data cannot be made: Read-only file system"


@pytest.mark.parametrize("kept", [False, True])
def test_a_read_only_folder_is_said_and_left_alone(tmp_path: Path, kept: bool) -> None:
    path = tmp_path / "farthing.db"
    if kept:
        with closing(SqliteStore(path, SystemClock())) as store:
            store.commit([Put(Record(PK, "T#1", 1, b"{}"), ABSENT)])
    before = contents(tmp_path)
    said = opening_read_only(path, tmp_path)
    assert said == f"StoreUnusable: the data folder {tmp_path} is not writable: change its permissions"
    assert contents(tmp_path) == before
