"""What people are told when the database file fails them."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from farthing.domain.errors import FarthingError, Unavailable

RESTORE: Final = "move the data folder away and restore a backup"


class StoreUnusable(FarthingError):
    """The file cannot be opened as a store; `detail` says why and what to do."""

    code = "store_unusable"


def unavailable(error: sqlite3.Error, path: Path) -> Unavailable:
    """What a caller is told when SQLite fails."""
    return Unavailable(sentence(error, path))


def sentence(error: sqlite3.Error, path: Path) -> str:
    """One sentence that says what is wrong with the file and what to do."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _no_room(path)):
        return f"the disk that holds {path} is full: make room, then try again"
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"another program keeps {path} busy: try again, or end that program"
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    return f"{path} cannot be read or written ({error})"


def damaged(path: Path) -> str:
    return f"{path} is damaged or cut short: {RESTORE}"


def _no_room(path: Path) -> bool:
    """Whether less is free than SQLite takes at a time, so that an I/O error is the full disk's doing."""
    return shutil.disk_usage(path.parent).free < 64 * 1024
