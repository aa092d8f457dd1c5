"""The scripts of the page: where they are written, and by which names they are sent."""

from pathlib import Path

import farthing
from farthing.http.page_files import TOGETHER
from farthing.http.page_linking import homes_of

WEB = Path(farthing.__file__).resolve().parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
# Where each is sent: on its own, or as a part of another.
HOMES = homes_of({path.relative_to(WEB).as_posix(): path.read_text() for path in SCRIPTS}, TOGETHER)
