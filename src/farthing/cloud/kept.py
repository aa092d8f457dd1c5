"""What was fetched once and is kept for the next time."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp


def kept(folder: Path, fill: Callable[[Path], None]) -> Path:
    """`folder`, filled if it was not yet there. It appears whole or not at all; where several processes want
    it at once, the first that is done wins."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        try:
            fill(part)
            _place(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def _place(part: Path, folder: Path) -> None:
    part.chmod(0o755)
    try:
        part.rename(folder)
    except OSError:  # another was faster: a folder with content is never replaced
        if not folder.exists():
            raise
