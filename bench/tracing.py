"""What Chromium's tracing says of the page's main thread.

Times are CPU time of that thread, in milliseconds: neighbours on a busy machine add nothing to them.
Scripting is everything from the call of a script to its return, with the layout it forces; and the garbage
collected.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct, json

CATEGORIES = [
    "-*",
    "blink.user_timing",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
    "v8",
    "v8.execute",
]
SCRIPTS = {
    "EvaluateScript",
    "EventDispatch",
    "FireAnimationFrame",
    "FireIdleCallback",
    "FunctionCall",
    "MajorGC",
    "MinorGC",
    "RunMicrotasks",
    "TimerFire",
    "v8.compile",
    "v8.compileModule",
    "v8.evaluateModule",
    "v8.run",
}


class Event(Struct):
    """One line of a trace; moments and lengths in µs, `tdur` by the clock of the thread."""

    name: str
    pid: int
    tid: int
    ph: str = ""
    ts: float = 0
    dur: float = 0
    tdur: float | None = None
    args: dict[str, Any] = {}

    @property
    def end(self) -> float:
        return self.ts + self.dur

    @property
    def cpu(self) -> float:
        """Milliseconds."""
        return (self.dur if self.tdur is None else self.tdur) / 1000


class Recorded(Struct, rename="camel"):
    trace_events: list[Event]


def main_thread(trace: bytes, mark: str) -> list[Event]:
    """The events of the thread that set `mark` (by `performance.mark`), in their order; outer ones first."""
    events = json.decode(trace, type=Recorded).trace_events
    marked = next(event for event in events if event.name == mark)
    own = (event for event in events if (event.pid, event.tid) == (marked.pid, marked.tid))
    return sorted(own, key=lambda event: (event.ts, -event.dur))


def scripting(events: list[Event], mark: str, watcher: str) -> float:
    """Milliseconds until the frame in which `mark` was set is done, without the time of `watcher`, ours."""
    marked = next(event.ts for event in events if event.name == mark)
    shown = next(event.ts for event in events if event.name == "Commit" and event.ts >= marked)
    before = [event for event in events if event.ts < shown]
    watched = (event for event in before if event.name == "FunctionCall" and _function(event) == watcher)
    scripts = (event for event in before if event.name in SCRIPTS)
    return sum(event.cpu for event in _outermost(scripts)) - sum(event.cpu for event in _outermost(watched))


def tasks(events: list[Event]) -> list[float]:
    """How long the thread was at it without a pause in which it could answer to somebody, each time."""
    return [event.cpu for event in events if event.name == "RunTask"]


def frames(events: list[Event]) -> list[float]:
    """What the thread did from each frame's beginning to the next one's."""
    begun = [event.ts for event in events if event.name == "BeginMainThreadFrame"]
    work = [event for event in events if event.name == "RunTask"]
    return [sum(event.cpu for event in work if start <= event.end < end) for start, end in pairwise(begun)]


def _outermost(events: Iterator[Event]) -> Iterator[Event]:
    end = 0.0
    for event in events:
        if event.ts >= end:
            end = event.end
            yield event


def _function(event: Event) -> str | None:
    """The name of the function called."""
    name: str | None = event.args.get("data", {}).get("functionName")
    return name
