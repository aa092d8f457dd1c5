"""The zip of a function: its code and msgspec, nothing else, for one platform and Python."""

import os
import py_compile
import shutil
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "farthing"
PARTS = ("__init__.py", "config.py", "domain", "features", "http", "engines", "wiring/aws.py", "doors/aws")
LOCAL_ENGINES = ("sqlite*.py",)
UV = os.environ.get("UV", "uv")  # `uv run` says where it is
AWS = ("aarch64-manylinux_2_28", "3.13")


def build(folder: Path, platform: str, python: str) -> Path:
    """Fill `folder` with what the function imports, for a platform and Python as uv names them."""
    shutil.rmtree(folder, ignore_errors=True)
    _install_msgspec(folder, platform, python)
    for part in PARTS:
        source, target = SOURCE / part, folder / "farthing" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", *LOCAL_ENGINES))
        else:
            shutil.copy(source, target)
    for package in ("wiring", "doors"):
        (folder / "farthing" / package / "__init__.py").touch()
    return folder


def compile_all(folder: Path) -> None:
    """Byte code beside each source, that is taken without a look at the source."""
    for source in folder.rglob("*.py"):
        py_compile.compile(
            str(source), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, doraise=True
        )


def pack(folder: Path, archive: Path) -> Path:
    """The folder as a zip: the same content gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            packed.writestr(
                zipfile.ZipInfo(str(file.relative_to(folder))), file.read_bytes(), zipfile.ZIP_DEFLATED, 9
            )
    return archive


def _install_msgspec(folder: Path, platform: str, python: str) -> None:
    command = [
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
    locked = subprocess.run(
        [UV, "export", "--frozen", "--no-hashes", "--no-dev", "--no-emit-project", "--no-header"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (pin,) = [line.partition(";")[0].strip() for line in locked.splitlines() if line.startswith("msgspec==")]
    subprocess.run([*command, "--python-platform", platform, "--python-version", python, pin], check=True)
    for unused in [*folder.glob("*.dist-info"), *folder.glob("bin"), *folder.glob("msgspec/*.pyi")]:
        shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
