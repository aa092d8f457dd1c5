"""A database cut short, damaged, foreign or too new: opening says so, and changes nothing on disk."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest

from farthing.domain.errors import Unavailable
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.engines.store.sqlite_errors import StoreUnusable
from farthing.engines.store.sqlite_file import findings
from farthing.features.records import ABSENT, Put, Query, Record

PK = "S#damaged"
HEADER = 100
BODY = b"7" * 1000


def fill(store: SqliteStore, first: int, last: int) -> None:
    numbers = range(first, last)
    store.commit([Put(Record(PK, f"T#{number}", 1, BODY, changed=number), ABSENT) for number in numbers])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of a hundred records, closed."""
    path = tmp_path / "farthing.db"
    with closing(SqliteStore(path, SystemClock())) as store:
        fill(store, 0, 100)
    return path


@pytest.fixture
def interrupted(path: Path, tmp_path: Path) -> Path:
    """One with more in its log, as a killed process leaves it."""
    left = tmp_path / "left"
    left.mkdir()
    with closing(SqliteStore(path, SystemClock())) as store:
        fill(store, 100, 120)
        for name in ("farthing.db", "farthing.db-wal"):
            shutil.copy(tmp_path / name, left / name)
    return left / "farthing.db"


def contents(path: Path) -> list[bytes | None]:
    """The bytes of the database and of its log."""
    files = [path, path.with_name(path.name + "-wal")]
    return [file.read_bytes() if file.exists() and file.stat().st_size else None for file in files]


def refused(path: Path, *, saying: str) -> None:
    before = contents(path)
    with pytest.raises(StoreUnusable, match=saying):
        SqliteStore(path, SystemClock())
    assert contents(path) == before


def refused_or_whole(path: Path, count: int) -> Literal["refused", "whole"]:
    """At the latest, damage is found when something is written; nothing is lost by then."""
    before = contents(path)
    try:
        store = SqliteStore(path, SystemClock())
    except StoreUnusable:
        assert contents(path) == before
        return "refused"
    with closing(store):
        try:
            fill(store, count, count + 30)
        except Unavailable:
            assert store.check() != []
        else:
            count += 30
        records = store.query(Query(pk=PK, limit=200)).records
        assert [record.body for record in records] == [BODY] * count
    return "whole"


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def flip(path: Path, position: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        (byte,) = file.read(1)
        file.seek(position)
        file.write(bytes([byte ^ 0xFF]))


CUTS: dict[str, Callable[[int], int]] = {
    "within the header": lambda _: 50,
    "after the header": lambda _: HEADER,
    "after a page": lambda _: 4096,
    "in the middle": lambda size: size // 2,
    "at a page in the middle": lambda size: size // 8192 * 4096,
    "ten pages from the end": lambda size: size - 10 * 4096,
    "a page from the end": lambda size: size - 4096,
    "a byte from the end": lambda size: size - 1,
}


@pytest.mark.parametrize("place", CUTS)
def test_a_database_cut_short_is_refused(path: Path, place: str) -> None:
    cut(path, CUTS[place](path.stat().st_size))
    refused(path, saying="damaged or cut short")


@pytest.mark.parametrize("place", CUTS)
def test_a_database_cut_short_beside_its_log_is_refused_unless_the_log_has_the_rest(
    interrupted: Path, place: str
) -> None:
    cut(interrupted, CUTS[place](interrupted.stat().st_size))
    if refused_or_whole(interrupted, 120) == "whole":
        assert findings(interrupted) == []


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_a_log_without_its_database_is_refused(interrupted: Path, left: str) -> None:
    if left == "nothing":
        interrupted.unlink()
    else:
        cut(interrupted, 0)
    refused(interrupted, saying="missing or empty")


def test_a_whole_database_with_its_log_is_opened(interrupted: Path) -> None:
    SqliteStore(interrupted, SystemClock()).close()
    refused_or_whole(interrupted, 120)


def test_a_flipped_byte_of_the_header_is_refused_or_harmless(path: Path, tmp_path: Path) -> None:
    for position in range(HEADER):
        copy = tmp_path / f"flipped-{position}" / "farthing.db"
        copy.parent.mkdir()
        shutil.copy(path, copy)
        flip(copy, position)
        refused_or_whole(copy, 100)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "farthing.db"
    path.write_text("Dear diary, " * 1000)
    refused(path, saying="is not a database")


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "farthing.db").mkdir()
    with pytest.raises(StoreUnusable, match="cannot be read"):
        SqliteStore(tmp_path / "farthing.db", SystemClock())


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "farthing.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE records (precious TEXT)")
    refused(path, saying="another program")


def test_a_newer_database_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    refused(path, saying="newer Farthing .*update Farthing")


@pytest.mark.parametrize("begun", [False, True])
def test_what_a_first_start_that_was_cut_off_left_is_gone_on_with(tmp_path: Path, begun: bool) -> None:
    path = tmp_path / "farthing.db"
    path.touch()
    if begun:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    with closing(SqliteStore(path, SystemClock())) as store:
        fill(store, 0, 1)


def test_check_names_what_is_damaged_within(path: Path) -> None:
    flip(path, path.stat().st_size // 2 // 4096 * 4096)
    with closing(SqliteStore(path, SystemClock())) as store:
        assert any("damaged" in finding for finding in store.check())
