"""The server on one machine, durable, with 16 clients: against its targets, its limits and Radicale."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import json

from bench import load, processes
from bench.data import fill, ids_of, scratch
from bench.load import Load
from bench.report import Line

COUNT = 8000
CREATES, LISTS, READS, P99 = 1800, 3000, 8000, 20.0
FEW = 4  # clients: with more it loses connections, and is slower still
USER = ["Authorization: Basic dXNlcjp1c2Vy"]  # user:user, which anybody may be
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\nBEGIN:VTODO\r\nUID:{0}\r\nDTSTAMP:20261121T000000Z\r\n"
    "SUMMARY:Task number {0}\r\nDESCRIPTION:a line of text\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)
QUERY = (
    b'<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>'
    b'<D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter>'
    b"</C:calendar-query>"
)


def measure() -> Iterator[Line]:
    """Lines of the report: each rate against its target, and against the reference in the same run."""
    with scratch() as folder:
        yield _fsyncs(Path(folder))
        with processes.bare(Path(folder) / "bare") as server:
            limit = load.run(server.port, [load.request("GET", "/tasks")], COUNT)
            yield Line("the bare server, empty handler", _figures(limit), 1.0)
        ours = _farthing(Path(folder) / "farthing")
        theirs = _radicale(Path(folder) / "radicale")
        for (name, rate), reference in zip(
            {"create": CREATES, "list 100": LISTS, "read one": READS}.items(), theirs, strict=True
        ):
            measured = ours[name]
            yield Line(f"server, {name}, of its target rate", _figures(measured), measured.rate / rate, 1.0)
            yield Line(
                f"server, {name}, p99 of 20 ms", f"{measured.p99:.1f} ms", measured.p99 / P99, 1.0, "at most"
            )
            yield Line(
                f"server, {name}, to Radicale", _figures(reference), measured.rate / reference.rate, 10.0
            )


def _farthing(data: Path) -> dict[str, Load]:
    fill(data, 100)
    headers = ["Content-Type: application/json"]
    body = json.encode({"title": "Buy groceries", "description": "a line of text", "priority": "high"})
    with processes.farthing(data) as server:
        reads = [load.request("GET", f"/tasks/{id}") for id in ids_of(data)]
        return {
            "list 100": load.run(server.port, [load.request("GET", "/tasks?limit=100")], COUNT),
            "read one": load.run(server.port, reads, 2 * COUNT),
            "create": load.run(server.port, [load.request("POST", "/tasks", body, headers)], COUNT),
        }


def _radicale(folder: Path) -> tuple[Load, Load, Load]:
    """The same three: a PUT of a new file, a calendar query over 100, a GET of one."""
    with processes.radicale(folder) as server:
        calendar = (
            b'<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
        )
        for name in ("full", "new"):
            load.run(server.port, [load.request("MKCALENDAR", f"/user/{name}/", calendar, USER)], 1, 1)
        puts = [_put("full", number) for number in range(100)]
        load.run(server.port, puts, 100, 1)
        create = load.run(server.port, [_put("new", number) for number in range(150)], 150, FEW)
        query = load.request(
            "REPORT", "/user/full/", QUERY, [*USER, "Depth: 1", "Content-Type: application/xml"]
        )
        gets = [load.request("GET", f"/user/full/{number}.ics", headers=USER) for number in range(100)]
        return create, load.run(server.port, [query], 100, FEW), load.run(server.port, gets, 300, FEW)


def _put(calendar: str, number: int) -> bytes:
    body = EVENT.format(number).encode()
    return load.request("PUT", f"/user/{calendar}/{number}.ics", body, [*USER, "Content-Type: text/calendar"])


def _fsyncs(folder: Path) -> Line:
    """What the disk gives: one page written and synced, again and again."""
    with (folder / "fsync").open("wb", buffering=0) as file:
        start, count = time.perf_counter(), 300
        for _ in range(count):
            file.write(bytes(4096))
            os.fsync(file.fileno())
        rate = count / (time.perf_counter() - start)
    return Line("the disk, a page written and synced", f"{rate:,.0f} a second", 1.0)


def _figures(measured: Load) -> str:
    return f"{measured.rate:,.0f} a second, p99 {measured.p99:.1f} ms"
