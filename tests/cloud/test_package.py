"""The zips: the same from the same source, small, and with all that the functions need to answer."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from farthing.cloud import compiler, libraries, package
from farthing.cloud.bundle import FILE
from farthing.cloud.package import Package, Target
from farthing.http.openapi import document
from farthing.http.routes import ROUTES

CACHE = Path(sys.prefix) / "cache" / "farthing"
ON_AWS = Target("arm64", "python3.13")
HERE = Target("x86_64", f"python{sys.version_info.major}.{sys.version_info.minor}")
MOST = 400_000
SERVING: tuple[Package, ...] = ("api", "door", "follow")
INVOKE = """
import json, sys
from importlib import import_module
handler = import_module(sys.argv[1]).handler

class Context:
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self):
        return 5000

print(json.dumps(handler(json.loads(sys.argv[2]), Context())))
print(json.dumps(sorted(name for name in sys.modules if name.startswith("farthing"))))
"""


@pytest.fixture(scope="module")
def on_aws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.pack("api", ON_AWS, tmp_path_factory.mktemp("on_aws"), CACHE).path


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> dict[Package, Path]:
    """The packages that have routes, for this machine, as Lambda lays them out."""
    folder = tmp_path_factory.mktemp("here")
    for name in SERVING:
        with zipfile.ZipFile(package.pack(name, HERE, folder, CACHE).path) as packed:
            packed.extractall(folder / "task" / name)
    return {name: folder / "task" / name for name in SERVING}


def run(folder: Path, module: str, event: dict[str, Any]) -> tuple[Any, list[str]]:
    environ = {
        "PYTHONPATH": str(folder),
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-central-1",
        "FARTHING_TABLE": "farthing",
    }
    command = [sys.executable, "-S", "-c", INVOKE, module, json.dumps(event)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    answer, modules = done.stdout.splitlines()
    return json.loads(answer), json.loads(modules)


def event(path: str) -> dict[str, Any]:
    return {"rawPath": path, "headers": {}, "requestContext": {"http": {"method": "GET"}}}


def test_the_same_source_gives_the_same_bytes(on_aws: Path, tmp_path: Path) -> None:
    again = package.pack("api", ON_AWS, tmp_path, CACHE).path
    assert again.read_bytes() == on_aws.read_bytes()


def test_it_is_small(on_aws: Path) -> None:
    assert on_aws.stat().st_size <= MOST


def test_it_is_for_the_functions_and_not_for_this_machine(on_aws: Path) -> None:
    names = zipfile.ZipFile(on_aws).namelist()
    assert [name for name in names if name.endswith(".so")] == [
        "msgspec/_core.cpython-313-aarch64-linux-gnu.so"
    ]
    assert not [name for name in names if name.endswith(".py")]
    magic, flags = b"\xf3\x0d\x0d\x0a", b"\x01\x00\x00\x00"  # of Python 3.13; by hash, unchecked
    code = zipfile.ZipFile(on_aws).read("farthing/modules.pyc")
    assert code[:8] == magic + flags


def test_a_python_that_nobody_can_compile_for_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"Python 3\.99"):
        compiler.compile_all(tmp_path, "3.99", CACHE)


@pytest.mark.parametrize(
    ("module", "path", "status"),
    [("api", "/healthz", 200), ("capture", "/healthz", 200), ("texts", "/calendar.ics", 422)],
)
def test_a_packed_function_answers(
    unpacked: dict[Package, Path], module: str, path: str, status: int
) -> None:
    folder = unpacked["api" if module == "api" else "door"]
    answer, modules = run(folder, f"farthing.doors.aws.{module}", event(path))
    assert answer["statusCode"] == status
    assert "farthing.cloud" not in modules


def test_the_function_for_every_day_starts_without_what_reads_texts(unpacked: dict[Package, Path]) -> None:
    answer, modules = run(unpacked["api"], "farthing.doors.aws.api", event("/import/todoist"))
    assert answer["statusCode"] == 404
    assert not [name for name in modules if "quickadd" in name or "formats" in name]


def test_a_packed_function_describes_itself_whole(unpacked: dict[Package, Path]) -> None:
    answer, _ = run(unpacked["api"], "farthing.doors.aws.api", event("/openapi.json"))
    assert json.loads(answer["body"]) == json.loads(json.dumps(document(ROUTES)))


def test_a_packed_function_finds_the_days_of_a_rule(unpacked: dict[Package, Path]) -> None:
    code = """
from datetime import date
from farthing.domain.recurrence import day_after
print(day_after("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 11, 21), date(2026, 11, 27)))
"""
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(command, env={"PYTHONPATH": str(unpacked["api"])}, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("2026-12-25\n", "")


def test_a_library_that_has_changed_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_END", ("dateutil/rrule.py", "class nothing_like_it:"))
    with pytest.raises(ValueError, match=r"rrule\.py has changed"):
        libraries.add_libraries(tmp_path, "arm64", "3.13", CACHE)


@pytest.mark.parametrize("name", SERVING)
def test_every_module_that_is_packed_can_be_imported(unpacked: dict[Package, Path], name: Package) -> None:
    folder = unpacked[name]
    index = (folder / FILE).read_bytes().partition(b"\n\n")[0].decode()
    modules = [
        line.partition(" ")[0].rstrip(".") for line in index.splitlines() if line.startswith("farthing")
    ]
    assert "farthing.features.things" in modules
    code = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)"
    environ = {**os.environ, "PYTHONPATH": str(folder), "FARTHING_TABLE": "t", "AWS_ACCESS_KEY_ID": "k",
               "AWS_SECRET_ACCESS_KEY": "s"}  # fmt: skip
    subprocess.run([sys.executable, "-S", "-c", code], env=environ, check=True, timeout=60)
