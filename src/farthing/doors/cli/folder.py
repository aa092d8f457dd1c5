"""The API on a data folder of this machine, called in this process: no server needs to run."""

from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from farthing.config import Settings
from farthing.domain.errors import Conflict, FarthingError, Unavailable
from farthing.doors.cli.exits import Failed
from farthing.http.message import Request, Response
from farthing.wiring.local import DATABASE, Home, open_home


class Folder:
    """Opens the folder at the first request. Reading makes no folder: a typing slip in the name, or
    another working directory, is an error and not an empty home."""

    exposes_token = False

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home: Home | None = None

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        home = self._home or self._open(method)
        address, _, query = path.partition("?")
        return home.api(Request(method, unquote(address), query, headers or {}, body or b""))

    def close(self) -> None:
        """Follow what was changed, here or before: nobody else may come by for long. Let go of the files."""
        if self._home is not None:
            with closing(self._home), suppress(Unavailable, Conflict):
                self._home.catch_up()

    def _open(self, method: str) -> Home:
        if method == "GET":
            check_there(self._settings)
        try:
            owners = replace(self._settings, accounts="off")  # who can read the folder can read all of it
            self._home = open_home(owners, _raise)
        except FarthingError as error:
            raise Failed(error.code, error.detail) from None
        return self._home


def check_there(settings: Settings) -> None:
    """
    Raises:
        Failed: there is no data in the folder.
    """
    if not (Path(settings.data) / DATABASE).exists():
        raise Failed(
            "no_data",
            f"there is no Farthing data in {Path(settings.data).absolute()}: name the folder with --data or"
            " FARTHING_DATA, or begin there with `farthing add` or `farthing serve`",
        )


def _raise(error: BaseException) -> None:
    """A fault in the program is shown whole: here nobody else would see it."""
    raise error
