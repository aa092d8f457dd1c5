"""Reading traces: what counts as scripting, until which moment, and whose."""

from typing import Any

import pytest
from msgspec import json

from bench import tracing

MARK, WATCHER = "shown", "looks"


def event(name: str, ts: int, dur: int = 0, thread: int = 1, **more: Any) -> dict[str, Any]:
    return {"name": name, "ph": "X", "ts": ts, "dur": dur, "tdur": dur, "pid": 7, "tid": thread, **more}


def called(function: str, ts: int, dur: int) -> dict[str, Any]:
    return event("FunctionCall", ts, dur, args={"data": {"functionName": function}})


def scripting(*events: dict[str, Any]) -> float:
    shown = [event(MARK, 50_000), event("Commit", 60_000, 1_000)]
    trace = json.encode({"traceEvents": [*events, *shown]})
    return tracing.scripting(tracing.main_thread(trace, MARK), MARK, WATCHER)


def test_scripts_within_scripts_count_once() -> None:
    assert scripting(event("EventDispatch", 10_000, 4_000), called("show", 11_000, 2_000)) == 4.0


def test_layout_counts_where_a_script_forces_it() -> None:
    forced = event("TimerFire", 10_000, 5_000), event("Layout", 11_000, 3_000)
    assert scripting(*forced, event("Layout", 20_000, 8_000)) == 5.0


def test_time_is_that_of_the_thread() -> None:
    assert scripting(event("RunMicrotasks", 10_000, 9_000) | {"tdur": 2_000}) == 2.0


def test_what_runs_after_the_frame_or_elsewhere_does_not_count() -> None:
    before, after = event("TimerFire", 55_000, 1_000), event("TimerFire", 61_000, 1_000)
    assert scripting(before, after, event("TimerFire", 10_000, 1_000, thread=2)) == 1.0


def test_the_watcher_does_not_count() -> None:
    frame = event("FireAnimationFrame", 10_000, 5_000)
    assert scripting(frame, called("show", 10_500, 1_000), called(WATCHER, 12_000, 2_000)) == 3.0


def test_a_trace_without_the_mark_says_nothing() -> None:
    with pytest.raises(StopIteration):
        tracing.main_thread(json.encode({"traceEvents": [event("TimerFire", 1)]}), MARK)


def test_a_frame_has_the_tasks_until_the_next_one() -> None:
    begun = [event("BeginMainThreadFrame", ts) for ts in (1_000, 17_000, 33_000)]
    work = [event("RunTask", 500, 1_500), event("RunTask", 5_000, 3_000), event("RunTask", 15_000, 16_000)]
    trace = json.encode({"traceEvents": [*begun, *work, event(MARK, 0)]})
    assert tracing.frames(tracing.main_thread(trace, MARK)) == [4.5, 16.0]
    assert tracing.tasks(tracing.main_thread(trace, MARK)) == [1.5, 3.0, 16.0]
