"""The local server around an application that does odd things; its arguments: a folder, `Limits` as JSON."""

import sys
from pathlib import Path
from threading import Event
from time import sleep

from msgspec import Struct, json

from farthing.config import Settings
from farthing.doors.local.limits import Limits
from farthing.doors.local.server import serve
from farthing.http.message import Request, Response

LARGE = 1024 * 1024


def wait(file: Path) -> None:
    """Say that somebody waits, and do so until the file is there."""
    file.with_suffix(".waits").touch()
    while not file.exists():
        sleep(0.005)


def odd(request: Request) -> Response:
    if request.path == "/echo":
        return Response(200, {"content-type": "text/plain"}, request.body)
    if request.path == "/large":
        return Response(200, {"content-type": "text/plain"}, bytes(LARGE))
    if request.path == "/crash":
        raise RuntimeError("Buy groceries")
    if request.path == "/split":
        return Response(200, {"location": "/\r\nset-cookie: stolen"})
    if request.path == "/wait":
        wait(Path(request.query))
    return Response(404, {}, request.path.encode())


class Caught:
    def catch_up(self, _going_on: object) -> bool:
        return True


class OddHome(Struct):
    api = capture = staticmethod(odd)
    sign_in = "off"
    bypassed = False
    committed = Event()
    follower = indexer = Caught()

    def set_up_code(self) -> None:
        pass

    def close(self) -> None:
        pass


if __name__ == "__main__":
    folder, limits = sys.argv[1:]
    sys.exit(serve(Settings(data=folder, port=0), lambda *_: OddHome(), json.decode(limits, type=Limits)))
