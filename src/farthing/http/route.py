"""A route, and finding the one that a request takes."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from farthing.domain.space import Access
from farthing.http.call import Call
from farthing.http.message import Response

Door = Literal["api", "capture"]
Run = Callable[[Call], Response]


class Route(NamedTuple):
    """One line of the table. `path` has `{names}` for parameters; `access` is the scope that a token and
    the role that a member must have (None: everybody); `query`, `body` and `result` are shapes, which
    are checked at the door and documented (one of `bytes` is text as it is); `takes` are the headers it
    heeds, `answers` the statuses it may give beside `status` and those that every route may give; `media`
    are the body's content types, and `gives` is the result's."""

    door: Door
    method: str
    path: str
    run: Run
    summary: str
    access: Access | None = "read"
    query: Any = None
    body: Any = None
    result: Any = None
    status: int = 200
    takes: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    media: tuple[str, ...] = ("application/json",)
    gives: str = "application/json"


class Router:
    """The routes of one door as a tree of path segments."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._root: dict[str, Any] = {}
        for route in routes:
            node = self._root
            for part in _parts(route.path):
                node = node.setdefault("{}" if part.startswith("{") else part, {})
            node.setdefault("", {})[route.method] = (route, _names(route.path))

    def find(self, path: str) -> tuple[dict[str, tuple[Route, list[str]]], list[str]]:
        """The routes at this path by method, and its parameters' values; neither where it leads nowhere."""
        node = self._root
        values = []
        for part in _parts(path):
            if part in node and part:
                node = node[part]
            elif "{}" in node and part:
                node = node["{}"]
                values.append(part)
            else:
                return {}, []
        return node.get("", {}), values


def _parts(path: str) -> list[str]:
    return path[1:].split("/") if path != "/" else []


def _names(path: str) -> list[str]:
    return [part[1:-1] for part in _parts(path) if part.startswith("{")]
