"""The zip of a function: its code and msgspec as byte code, and nothing else."""

import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "farthing"
PARTS = ("__init__.py", "config.py", "domain", "features", "http", "engines", "wiring/aws.py", "doors/aws")
NOT_ASKED = ("sqlite*.py", "feed", "checkup.py")
UV = os.environ.get("UV", "uv")  # `uv run` says where it is


def build(folder: Path) -> Path:
    """Fill `folder` with what a function imports, for this machine and Python."""
    shutil.rmtree(folder, ignore_errors=True)
    _install_msgspec(folder)
    for part in PARTS:
        source, target = SOURCE / part, folder / "farthing" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", *NOT_ASKED))
        else:
            shutil.copy(source, target)
    for package in ("wiring", "doors"):
        (folder / "farthing" / package / "__init__.py").touch()
    for docless in ("msgspec", "farthing/engines", "farthing/doors", "farthing/wiring"):
        _compile(folder / docless, optimize=2)
    _compile(folder / "farthing", optimize=0)  # the docstrings of shapes are part of the API's description
    return folder


def _compile(folder: Path, optimize: int) -> None:
    """Byte code in place of each source, taken as it is: looking at a source costs a start its time."""
    for source in folder.rglob("*.py"):
        py_compile.compile(
            str(source),
            cfile=str(source.with_suffix(".pyc")),
            dfile=str(source.relative_to(folder.parent)),
            optimize=optimize,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            doraise=True,
        )
        source.unlink()


def pack(folder: Path, archive: Path) -> Path:
    """The folder as a zip: the same content gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            packed.writestr(
                zipfile.ZipInfo(str(file.relative_to(folder))), file.read_bytes(), zipfile.ZIP_DEFLATED, 9
            )
    return archive


def _install_msgspec(folder: Path) -> None:
    """The locked version of it, without what only people and editors read."""
    export = [UV, "export", "--frozen", "--no-hashes", "--no-dev", "--no-emit-project", "--no-header"]
    locked = subprocess.run(export, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    (pin,) = [line.partition(";")[0].strip() for line in locked.splitlines() if line.startswith("msgspec==")]
    install = [
        UV,
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--target",
        str(folder),
    ]
    subprocess.run([*install, "--python", sys.executable, pin], check=True)
    for unused in [*folder.glob("*.dist-info"), *folder.glob("bin"), *folder.glob("msgspec/*.pyi")]:
        shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
