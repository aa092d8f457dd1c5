"""The change feed of one machine: rows that the store writes in the transactions of its changes."""

import sqlite3
from pathlib import Path

from farthing.domain.errors import Unavailable
from farthing.features.records import Change, ChangePage

_BEGINNING = "0"
_READ = "SELECT seq, pk, sk, version, body, old FROM feed WHERE seq > ? ORDER BY seq LIMIT ?"


class SqliteFeed:
    """The `Feed` port on the file of a `SqliteStore`, which must have been opened before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        address = f"{path.absolute().as_uri()}?mode=ro"
        self._reader = sqlite3.connect(address, uri=True, check_same_thread=False)

    def read(self, after: str | None, limit: int = 100) -> ChangePage:
        """As `Feed.read`.

        Raises:
            Unavailable: the file gave no answer.
            ValueError: `after` is no `ChangePage.next` of this feed.
        """
        after = after or _BEGINNING
        try:
            rows = self._reader.execute(_READ, (int(after), limit)).fetchall()
        except sqlite3.Error as error:
            raise Unavailable(f"the change feed in {self._path} cannot be read ({error})") from error
        changes = [Change(*row[1:]) for row in rows]
        return ChangePage(changes, str(rows[-1][0]) if rows else after)

    def close(self) -> None:
        self._reader.close()
