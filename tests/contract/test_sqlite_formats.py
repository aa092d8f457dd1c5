"""A file of an older format is brought to the present one, with all that is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from farthing.domain.task import TaskChange
from farthing.engines.store import sqlite_file
from farthing.engines.store.sqlite import SqliteStore
from farthing.features import checkup
from farthing.features.records import ABSENT, Put, Query, Record
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.engines import ManualClock
from tests.contract.samples import everything

PERSON = "01a1fc4f-0000-7000-8000-00000000beef"


def tasks(ws: Workspace) -> list[Record]:
    """One of every kind that is ranked in a way of its own, one that is done and one in the trash."""
    changes = [
        TaskChange(title="due", due_date="2026-11-21T09:00[Europe/Berlin]", priority="urgent"),
        TaskChange(title="all day", due_date="2026-11-21", priority="low", position="zz"),
        TaskChange(title='"quoted" é\U0001f95b', priority="medium", status="doing"),
        TaskChange(title="plain"),
        TaskChange(title="done", due_date="2026-11-21", status="done"),
    ]
    made = [TASKS.create(change, ws.new_id(), ws) for change in changes]
    gone = replace(made[0], id=ws.new_id(), deleted_at=made[0].created_at)
    return [ws.record("task", task) for task in [*made, gone]]


def write_format_1(path: Path, records: list[Record]) -> None:
    """The file as the first releases wrote it."""
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(path)) as writer:
        patch.setattr(sqlite_file, "FORMAT", 1)
        patch.setattr(sqlite_file, "_MIGRATIONS", sqlite_file._MIGRATIONS[:1])
        writer.isolation_level = None
        writer.execute("PRAGMA journal_mode = WAL")
        sqlite_file._migrate(writer)
        for one in records:
            row = (one.pk, one.sk, one.version, one.body, one.changed, one.expires)
            writer.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", row)


def test_open_tasks_of_an_old_file_come_into_the_index_of_dues(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "farthing.db"
    ws = Workspace(None, clock, PERSON, PERSON)  # type: ignore[arg-type]
    written = tasks(ws)
    unreadable = Record(written[0].pk, "T#unreadable", 1, b'{"status":')
    write_format_1(path, [*written, unreadable])
    with closing(SqliteStore(path, clock)) as store:
        ranked = sorted((one for one in written if one.due is not None), key=lambda one: str(one.due))
        assert len(ranked) == 4
        assert everything(store, Query(pk=written[0].pk, index="byDue")) == ranked
        assert store.check() == []
        assert [finding.fault for finding in checkup.examine(store, PERSON)] == ["unreadable"]
        assert store.commit([Put(replace(ranked[0], version=2, due=None), 1)]) == ()
        assert everything(store, Query(pk=written[0].pk, index="byDue")) == ranked[1:]
        assert store.commit([Put(written[-1], ABSENT)]) == (0,)


def test_a_file_of_the_present_format_is_what_migrations_make_of_the_first(
    tmp_path: Path, clock: ManualClock
) -> None:
    def layout(path: Path) -> list[tuple[str, ...]]:
        SqliteStore(path, clock).close()
        with closing(sqlite3.connect(path)) as reader:
            return reader.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()

    write_format_1(tmp_path / "old.db", [])
    assert layout(tmp_path / "old.db") == layout(tmp_path / "new.db")
