"""The data folder, which one server at a time has for itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from farthing.domain.errors import FarthingError

LOCK: Final = "lock"


class FolderUnusable(FarthingError):
    """Another server has the data folder, or nothing can be written there."""

    code = "folder_unusable"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Have the folder, which is made where it is not there, until the block or the process ends.

    Raises:
        FolderUnusable: another server has it, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FolderUnusable(_sentence(folder, error)) from None
    try:
        _lock(folder, file)
        yield
    finally:
        os.close(file)


def _lock(folder: Path, file: int) -> None:
    try:
        flock(file, LOCK_EX | LOCK_NB)
        os.ftruncate(file, os.write(file, str(os.getpid()).encode()))
    except BlockingIOError:
        owner = os.pread(file, 20, 0).decode("ascii", "replace") or "unknown"
        raise FolderUnusable(
            f"another Farthing (process {owner}) has the data folder {folder}: "
            "stop it, or choose another folder with FARTHING_DATA"
        ) from None
    except OSError as error:
        raise FolderUnusable(_sentence(folder, error)) from None


def _sentence(folder: Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return (
        f"the data folder {folder} cannot be written ({reason}): "
        "change that, or choose another with FARTHING_DATA"
    )
