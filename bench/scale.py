"""Whether it stays fast: the same requests with 100 tasks stored and with 100,000."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

from msgspec import json

from bench import load, processes
from bench.data import fill, ids_of, scratch
from bench.load import Load
from bench.report import Line

FEW, MANY = 100, 100_000
MOST, MEMORY, START = 1.2, 120, 0.6
COUNT = 4000
ROUNDS = 9  # taken in turns, and the best of each kept: neighbours slow some of them down


def measure() -> Iterator[Line]:
    """Lines of the report: cost with many to cost with few; then memory and start with many."""
    with scratch() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        fill(few, FEW)
        fill(many, MANY)
        with processes.farthing(few) as small, processes.farthing(many) as large:
            for name, requests in _requests(few).items():
                pairs = [(_run(small, requests), _run(large, requests)) for _ in range(ROUNDS)]
                small_best, large_best = (max(pair[side].rate for pair in pairs) for side in (0, 1))
                figures = f"{small_best:,.0f} to {large_best:,.0f} a second"
                yield Line(f"100,000 tasks, {name}", figures, small_best / large_best, MOST, "at most")
            memory = large.memory()
            yield Line("100,000 tasks, memory of 120 MB", f"{memory:.0f} MB", memory / MEMORY, 1.0, "at most")
        start = min(_start(many) for _ in range(ROUNDS))
        yield Line("100,000 tasks, start of 0.6 s", f"{start:.2f} s", start / START, 1.0, "at most")


def _requests(data: Path) -> dict[str, list[bytes]]:
    body = json.encode({"title": "Buy groceries"})
    since = urlsafe_b64encode(b"[1799999999999]").decode()  # a token of ours, for a moment yet to come
    return {
        "list 100": [load.request("GET", "/tasks?limit=100")],
        "read one": [load.request("GET", f"/tasks/{id}") for id in ids_of(data)],
        "sync, nothing changed": [load.request("GET", f"/sync?since={since}")],
        "create": [load.request("POST", "/tasks", body, ["Content-Type: application/json"])],
    }


def _run(server: processes.Running, requests: list[bytes]) -> Load:
    return load.run(server.port, requests, COUNT)


def _start(data: Path) -> float:
    with processes.farthing(data) as server:
        return server.started_in
