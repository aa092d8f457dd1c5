"""The database file: its layout, and opening it without harming what is not ours, not whole or too new."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from farthing.engines.store.sqlite_errors import RESTORE, StoreUnusable, damaged, sentence

BUSY_SECONDS: Final = 5.0
_APPLICATION: Final = int.from_bytes(b"Frth", "big")
_MAGIC: Final = b"SQLite format 3\0"  # two bytes on come the versions it may be written and read by, 1 or 2

# Migration n brings a file of format n to format n + 1. Records live in the primary key's own tree, so
# that a page of a partition is read in one sweep; the indexes hold only what takes part.
_MIGRATIONS: Final = (
    (
        """
        CREATE TABLE records (
            pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
            changed INTEGER, expires INTEGER, PRIMARY KEY (pk, sk)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX byChange ON records (pk, changed, sk) WHERE changed IS NOT NULL",
        "CREATE INDEX byExpiry ON records (expires) WHERE expires IS NOT NULL",
        """
        CREATE TABLE feed (
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL,
            pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER, body BLOB
        )
        """,
    ),
    # An open task's rank as `domain/agenda.py` has it. What is no JSON stays out, for `doctor` to find.
    (
        "ALTER TABLE records ADD COLUMN due TEXT",
        """
        UPDATE records SET due = (
            SELECT coalesce(substr(json_extract(task, '$.dueDate'), 1, 19), '~') || ' '
                || CASE json_extract(task, '$.priority')
                    WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4
                END || json_extract(task, '$.position')
            FROM (SELECT CAST(records.body AS TEXT) AS task)
            WHERE CASE WHEN json_valid(task) THEN json_extract(task, '$.status') != 'done' END
        )
        WHERE pk LIKE 'S#%' AND sk LIKE 'T#%' AND expires IS NULL
        """,
        # It holds whole records: to look up each in the table would take three times as long.
        """
        CREATE INDEX byDue ON records (pk, due, sk, version, body, changed, expires) WHERE due IS NOT NULL
        """,
    ),
    ("ALTER TABLE feed ADD COLUMN old BLOB",),
)
FORMAT: Final = len(_MIGRATIONS)


def open_file(path: Path) -> sqlite3.Connection:
    """A connection that may write, to a file of the present format; made where there is none.

    Raises:
        StoreUnusable: and then nothing on disk was changed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"the data folder {path.parent} cannot be made: {error.strerror}") from None
    _examine(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # what is in it is its owner's alone
        writer = connect(path, "rw")
    except sqlite3.Error as error:
        raise StoreUnusable(sentence(error, path)) from error
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be written: {error.strerror}") from None
    try:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA synchronous = FULL")
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute("PRAGMA secure_delete = FAST")
        _migrate(writer)
    except sqlite3.Error as error:
        writer.close()
        raise StoreUnusable(sentence(error, path)) from error
    return writer


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in SQLite's `mode` (`ro`, `rw`); transactions are begun by hand."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def findings(path: Path) -> list[str]:
    """What a complete check of the tables and their indexes finds, in sentences; nothing when all is well."""
    try:
        with closing(connect(path, "ro")) as reader:
            rows = reader.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error as error:
        return [sentence(error, path)]
    return [f"{path} is damaged: {finding}" for (finding,) in rows if finding != "ok"]


def rebuild_indexes(path: Path) -> bool:
    """Write the indexes anew, unless the tables themselves are damaged, which more writing could make worse.

    Raises:
        sqlite3.Error: the file cannot be written just now.
    """
    with closing(connect(path, "rw")) as writer:
        # The quick check sees all that the complete one sees, but for what indexes hold.
        if writer.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return False
        writer.execute("REINDEX")
    return True


def _examine(path: Path) -> None:
    """Refuse what must not be opened for writing. Reads only."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreUnusable(f"the data folder {path.parent} is not writable: change its permissions")
    size = path.stat().st_size if path.exists() else 0
    if not size:
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise StoreUnusable(f"{path} is missing or empty, but its log {log.name} is not: {RESTORE}")
        return
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreUnusable(f"{path} is not writable: change its permissions")
    try:
        with path.open("rb") as file:
            header = file.read(20)
            if not header.startswith(_MAGIC) or max(header[18:], default=255) > 2:
                raise StoreUnusable(f"{path} is not a database, or its beginning is damaged: {RESTORE}")
        with closing(connect(path, "ro")) as reader:
            _examine_content(reader, path)
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be read: {error.strerror}") from None
    except sqlite3.Error as error:
        raise StoreUnusable(sentence(error, path)) from error


def _examine_content(reader: sqlite3.Connection, path: Path) -> None:
    if _pragma(reader, "application_id") != _APPLICATION:
        if reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise StoreUnusable(f"{path} is a database of another program: choose another data folder")
        return
    format = _pragma(reader, "user_version")
    if format > FORMAT:
        raise StoreUnusable(
            f"{path} was written by a newer Farthing"
            f" (format {format}; this one knows {FORMAT}): update Farthing"
        )
    reader.execute("SELECT (SELECT body FROM records LIMIT 1), (SELECT body FROM feed LIMIT 1)").fetchone()
    if format < 1 or not _is_whole(reader, path):
        raise StoreUnusable(damaged(path))


def _is_whole(reader: sqlite3.Connection, path: Path) -> bool:
    """Whether every page is in the file, or in the log if the file was not closed; and none beside them."""
    page_size, pages = _pragma(reader, "page_size"), _pragma(reader, "page_count")
    log = path.with_name(path.name + "-wal")
    size = path.stat().st_size
    if not log.exists() or not log.stat().st_size:
        return size == pages * page_size
    frames = log.read_bytes()
    salt = frames[16:24]
    logged = {
        int.from_bytes(frames[start : start + 4])
        for start in range(32, len(frames), 24 + page_size)
        if frames[start + 8 : start + 16] == salt
    }
    return logged.issuperset(range(size // page_size + 1, pages + 1))


def _migrate(writer: sqlite3.Connection) -> None:
    """Bring the file to the present format."""
    writer.execute("BEGIN IMMEDIATE")
    format = _pragma(writer, "user_version")
    for migration in _MIGRATIONS[format:]:
        for statement in migration:
            writer.execute(statement)
    if format < FORMAT:
        writer.execute(f"PRAGMA application_id = {_APPLICATION}")
        writer.execute(f"PRAGMA user_version = {FORMAT}")
    writer.execute("COMMIT")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
