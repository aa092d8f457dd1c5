"""All modules of a zip in one file, as `doors/aws/modules.py` reads it."""

import shutil
from pathlib import Path
from typing import Final

import farthing

FILE: Final = "modules.bin"
_LOADER: Final = Path(farthing.__file__).parent / "doors" / "aws" / "modules.py"
_PYC_HEADER: Final = 16  # bytes before the code itself
_FILES: Final = (("farthing", "__init__"), ("farthing", "modules"))


def install_loader(folder: Path) -> None:
    """Have the modules of the zip imported from one file, before all is compiled."""
    shutil.copy(_LOADER, folder / "farthing" / "modules.py")
    with (folder / "farthing" / "__init__.py").open("a") as init:
        init.write(f"\nfrom farthing.modules import install\n\ninstall(__file__, {FILE!r})\n")


def bundle(folder: Path) -> None:
    """Put all byte code into the file, but for what opens that."""
    modules: dict[str, bytes] = {}
    for file in sorted(folder.rglob("*.pyc")):
        parts = file.relative_to(folder).with_suffix("").parts
        if parts not in _FILES:
            modules[".".join(parts).removesuffix("__init__")] = file.read_bytes()[_PYC_HEADER:]
            file.unlink()
    index = "\n".join(f"{name} {len(code)}" for name, code in modules.items())
    (folder / FILE).write_bytes(index.encode() + b"\n\n" + b"".join(modules.values()))
