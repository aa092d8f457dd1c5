"""Export and import: nothing is lost, nothing looks whole that is not, and little is kept in memory."""

import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Raw, json

from farthing.config import Settings
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.folder import Folder
from farthing.wiring.local import open_home
from tests.api.client import Client
from tests.cli.program import Program

ODD = ["ä" * 200, "🇺🇳\u202e", "\u2028", "NULL", "'; --", "\\u0000", "{}", "a\u0301", "\ufeff", "\U0010ffff"]
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)
TITLE = st.one_of(LINE, st.sampled_from([text for text in ODD if text != "\u2028"])).filter(str.strip)
TEXT = st.one_of(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), st.sampled_from(ODD))
DUE = st.sampled_from([None, "2026-11-21", "2026-02-28T23:59:59[Europe/Berlin]", "2026-11-21T09:00Z"])
TASK = st.fixed_dictionaries(
    {"title": TITLE},
    optional={
        "description": TEXT.filter(lambda text: "\0" not in text),
        "status": st.sampled_from(["todo", "doing", "done"]),
        "priority": st.sampled_from(["none", "urgent"]),
        "dueDate": DUE,
        "labels": st.lists(TITLE.map(lambda text: text[:50]).filter(str.strip), max_size=3),
    },
)
NUMBER = st.sampled_from(["1", "1.0", "1e300", "12345678901234567890123", "-0.0", "0.1000"])
ITEM = st.tuples(st.integers(0, 3), NUMBER, TEXT.map(lambda text: json.encode(text).decode())).map(
    lambda parts: f'{{"id": "item-{parts[0]}",\n  "n": {parts[1]},\r\n\t"text": {parts[2]}}}'.encode()
)
FATE = st.sampled_from(["kept", "kept", "deleted", "restored"])
THING = st.one_of(
    st.tuples(st.just("/tasks"), TASK, FATE),
    st.tuples(st.just("/lists"), st.fixed_dictionaries({"name": TITLE}), FATE),
    st.tuples(st.just("/items"), ITEM, st.sampled_from(["kept", "deleted"])),
)


@contextmanager
def api(cli: Program) -> Iterator[Client]:
    """The API on the folder that the program works on."""
    with closing(open_home(Settings(data=str(cli.data)))) as home:
        yield Client(home.api)


def fill(client: Client, path: str, body: Any, fate: str) -> None:
    """One thing made, and what then becomes of it."""
    made = client.ok("PUT" if path == "/items" else "POST", path, body)
    id = made.get("taskId") or made.get("listId") or made["id"]
    if fate != "kept":
        client.ok("DELETE", f"{path}/{id}")
    if fate == "restored":
        client.ok("POST", f"{path}/{id}/restore")


def records(export: bytes) -> list[bytes]:
    """The lines between the header and the footer."""
    header, *lines, footer = export.splitlines()
    assert json.decode(header)["farthing"] == 1
    assert json.decode(footer) == {"records": len(lines)}
    return lines


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(THING, min_size=1, max_size=8))
def test_export_import_export_loses_nothing(things: list[tuple[str, Any, str]]) -> None:
    with TemporaryDirectory() as folder:
        here, there = Program(Path(folder, "here")), Program(Path(folder, "there"))
        with api(here) as client:
            for path, body, fate in things:
                fill(client, path, body, fate)
        first = here("export").stdout_bytes
        there("import", "-", input=first)
        assert records(there("export").stdout_bytes) == records(first)
        items = {body[:14] for path, body, _ in things if path == "/items"}
        assert len(records(first)) == len(items) + sum(path != "/items" for path, _, _ in things)


@pytest.fixture
def export(cli: Program) -> bytes:
    """An export of 250 tasks."""
    with api(cli) as client:
        value = client.ok("POST", "/tasks", {"title": "Task"})
    lines = [b'{"farthing":1,"exportedAt":"2026-11-21T04:00:00.000Z"}']
    for number in range(250):
        task = {**value, "taskId": f"{number:08x}-0000-7000-8000-000000000000", "title": f"Task {number}"}
        lines.append(json.encode({"kind": "task", "value": task}))
    return b"\n".join([*lines, b'{"records":250}', b""])


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """The program on another folder."""
    return Program(tmp_path / "fresh")


def test_import_is_safe_to_repeat_and_keeps_what_is_newer(fresh: Program, export: bytes) -> None:
    assert fresh.json("import", "-", input=export) == {"imported": 250, "skipped": 0}
    newer = fresh.json("edit", "00000007-0000-7000-8000-000000000000", "--title", "newer")
    assert fresh.json("import", "-", input=export) == {"imported": 0, "skipped": 250}
    assert fresh.json("show", newer["taskId"]) == newer
    assert fresh("import", "-", input=export).stderr == "Imported 0; skipped 250, there already.\n"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 400), st.booleans())
def test_a_file_cut_anywhere_is_imported_as_far_as_it_goes_and_said_to_be_cut(
    export: bytes, cut: int, far: bool
) -> None:
    part = export[: -cut if far else len(export) // 250 * (cut % 250) + cut]
    with TemporaryDirectory() as folder:
        fresh = Program(Path(folder))
        whole = len(export) - len(part) <= 1
        result = fresh("import", "-", input=part, exit=0 if whole else 5)
        assert whole or "cut short" in result.stderr or "line 1 " in result.stderr
        left = fresh.json("import", "-", input=export)
        assert left["skipped"] == (250 if whole else max(part.count(b"\n") - 1, 0) + _unended(part))


def _unended(part: bytes) -> bool:
    """Whether a record ends the part, whole but for its line's end."""
    return part.rpartition(b"\n")[2].endswith(b"}}")


def change(export: bytes, line: int, new: bytes) -> bytes:
    lines = export.split(b"\n")
    lines[line - 1] = new
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("line", "new", "complaint"),
    [
        (1, b'{"name":"package"}', "no export of Farthing"),
        (1, b"%PDF-1.7", "no export of Farthing"),
        (1, b"\xff\xfe", "no export of Farthing"),
        (1, b'{"farthing":2,"exportedAt":""}', "newer Farthing"),
        (5, b'{"kind":"task","value":{}}', "line 5: "),
        (205, b'{"kind":"task","value":{"taskId":1}}', "line 205: "),
        (7, b'{"kind":"song","value":{}}', "line 7: "),
        (150, b'{"kind":"task",', "line 150: "),
        (150, b"", "line 150: "),
        (150, b'{"farthing":1,"exportedAt":""}', "line 150: it is no record"),
        (8, b'{"kind":"item","value":"' + b"x" * 1024 * 1024 + b'"}', "line 8: it is too long"),
        (252, b'{"records":251}', "has 250 records, but had 251"),
        (30, b'{"records":28}', "line 31: the export ended before it"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(
    fresh: Program, export: bytes, line: int, new: bytes, complaint: str
) -> None:
    assert complaint in fresh("import", "-", input=change(export, line, new), exit=5).stderr


def test_a_record_that_comes_twice_is_placed(fresh: Program, export: bytes) -> None:
    second = export.split(b"\n")[1]
    error = fresh("import", "-", input=change(export, 3, second), exit=5).stderr
    assert error == "farthing: lines 2 to 101: records: one id comes twice\n"


def test_what_was_imported_before_an_error_is_said(fresh: Program, export: bytes) -> None:
    damaged = change(export, 205, b'{"kind":"task","value":{"taskId":1}}')
    result = fresh("import", "-", "--json", input=damaged, exit=5)
    assert json.decode(result.stdout) == {"imported": 200, "skipped": 0}
    assert json.decode(result.stderr)["detail"].startswith("line 205: ")


def test_large_records_go_in_batches_that_a_request_holds(cli: Program, fresh: Program) -> None:
    with api(cli) as client:
        for number in range(7):
            client.ok("PUT", "/items", {"id": f"large-{number}", "text": "x" * 399_000})
    whole = cli("export").stdout_bytes
    assert fresh.json("import", "-", input=whole) == {"imported": 7, "skipped": 0}
    assert records(fresh("export").stdout_bytes) == records(whole)


def test_an_export_to_a_file_is_private_and_complete_or_not_there(
    cli: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.ndjson"
    cli.add("x")
    assert cli.json("export", str(file)) == {"exported": 1, "file": str(file)}
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()

    def fail(*_: Any) -> None:
        raise Failed("unavailable", "gone")

    monkeypatch.setattr(Folder, "request", fail)
    cli("export", str(file), exit=1)
    cli("export", str(tmp_path / "other"), exit=1)
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.ndjson", "data"]


def test_files_that_cannot_be_used_are_named(cli: Program, tmp_path: Path) -> None:
    cli.add("x")
    assert "no file" in cli("import", str(tmp_path / "none"), exit=3).stderr
    assert "is a directory" in cli("import", str(tmp_path), exit=1).stderr
    assert "cannot be used" in cli("export", str(tmp_path / "none" / "x"), exit=1).stderr


def test_what_is_no_file_is_written_as_it_is(cli: Program) -> None:
    cli.add("x")
    assert cli.json("export", "/dev/null")["exported"] == 1
    assert Path("/dev/null").is_char_device()


def test_a_space_moves_into_another(cli: Program, fresh: Program) -> None:
    with api(cli) as client:
        space = client.ok("POST", "/spaces", {"name": "Household"})["spaceId"]
        client.ok("POST", f"/tasks?space={space}", {"title": "shared"})
    assert "Your other spaces (1) are not in it" in cli("export").stderr
    exported = cli("export", "--space", space)
    assert "other spaces" not in exported.stderr
    fresh("import", "-", input=exported.stdout_bytes)
    assert [task["title"] for task in fresh.json("list")["tasks"]] == ["shared"]


def test_neither_way_keeps_the_file_in_memory(fresh: Program, tmp_path: Path, export: bytes) -> None:
    count, file = 3000, tmp_path / "large.ndjson"
    task = json.decode(export.split(b"\n")[1], type=dict[str, Raw])
    value = {**json.decode(task["value"]), "description": "x" * 4000}
    with file.open("wb") as out:
        out.write(export.partition(b"\n")[0] + b"\n")
        for number in range(count):
            value["taskId"] = f"{number:08x}-0000-7000-8000-000000000000"
            out.write(json.encode({"kind": "task", "value": value}) + b"\n")
        out.write(json.encode({"records": count}) + b"\n")
    fresh.add("what is loaded once, is loaded")
    for command in ("import", "export"):
        tracemalloc.start()
        fresh(command, str(file))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < file.stat().st_size / 3, command
    assert len(records(file.read_bytes())) == count + 1
