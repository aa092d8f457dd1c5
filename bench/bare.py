"""The local server with nothing behind it: what it takes to be asked and to answer. Run: FOLDER PORT."""

import sys
from collections.abc import Callable
from threading import Event

from farthing.config import Settings
from farthing.doors.local.server import serve
from farthing.http.message import Request, Response


class Caught:
    """Has followed everything."""

    def catch_up(self, _going_on: Callable[[], bool]) -> bool:
        return True


class Nothing:
    """Answers at once, and knows nothing."""

    def api(self, _request: Request) -> Response:
        return Response(200, {"content-type": "application/json"}, b"{}")

    capture = api
    committed = Event()
    sign_in = "off"
    bypassed = False
    follower = indexer = Caught()

    def set_up_code(self) -> None:
        """Nobody has accounts."""

    def close(self) -> None:
        """Nothing to close."""


if __name__ == "__main__":
    folder, port = sys.argv[1:]
    sys.exit(serve(Settings(data=folder, port=int(port)), lambda *_: Nothing()))
