"""The two ports: page and API on the one that is asked for, the capture door on the next."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EADDRINUSE

from farthing.domain.errors import FarthingError


class CannotListen(FarthingError):
    """The server cannot have the address it is to listen on."""

    code = "cannot_listen"


@contextmanager
def listening(host: str, port: int) -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both sockets, until the block ends. Port 0 has the system choose two free ports.

    Raises:
        CannotListen: one sentence.
    """
    if not 0 <= port <= 65534:
        raise CannotListen(f"the port is a number from 1 to 65534, not {port}")
    with _listen(host, port) as first, _listen(host, port and port + 1) as second:
        yield first, second


def address(sock: socket.socket) -> str:
    """Where people reach a socket, as a URL."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(where, family=family)
    except socket.gaierror:
        raise CannotListen(f"{host} is not an address of this machine: set FARTHING_HOST") from None
    except OSError as error:
        raise CannotListen(_sentence(host, port, error)) from None


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == EADDRINUSE:
        return f"port {port} is taken: stop the program that has it, or choose another with --port"
    if error.errno == EACCES:
        return f"port {port} is reserved for administrators: choose one from 1024 on with --port"
    return f"the server cannot listen on {host}, port {port} ({error.strerror}): set FARTHING_HOST or --port"
