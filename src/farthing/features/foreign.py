"""What reading and writing a file of another program on somebody's behalf begin with."""

from farthing.domain.errors import NotFound
from farthing.features import settings
from farthing.features.formats.catalog import CODECS, Codec
from farthing.features.formats.draft import Place
from farthing.features.workspace import Workspace


def codec(format: str) -> Codec:
    """What reads and writes the format.

    Raises:
        NotFound: none is called so.
    """
    found = CODECS.get(format)
    if found is None:
        raise NotFound(f"no format is called {format!r}: there are {', '.join(CODECS)}")
    return found


def here(ws: Workspace) -> Place:
    """Where and when the person asks, and in which language."""
    mine = settings.read(ws.store, ws.user)
    return Place(mine.time_zone, ws.clock.now(), mine.language)
