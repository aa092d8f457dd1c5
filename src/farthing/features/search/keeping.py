"""Keeping the index of a space in step with what changes in it.

What changed after the watermark is not in the index: a search finds it by the index `byChange`. When that
has become much, it is written as a segment. Segments grow by a factor of 4: one that is as large
as one before it takes that one in, so that there are few of them and no posting is written often.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from farthing.domain import instant
from farthing.features import keys
from farthing.features.ports import Clock, Store
from farthing.features.records import PAGE_RECORDS, Change, Query, Record
from farthing.features.search import directory, segment, words
from farthing.features.search.directory import Directory, Segment
from farthing.features.search.segment import Run

FLUSH: Final = 128  # changes after the watermark that make a segment
STEP: Final = 4096  # about so many changes at once: what is held in memory, and what an interruption loses
SETTLED: Final = 2 * instant.SECOND  # after which `byChange` shows what was committed
_LOOKS: Final = 16  # one in so many changes has the tail counted, which costs more than a change is worth
_SPACE: Final = keys.space("")
_TASK: Final = keys.PREFIX["task"]


def follow(store: Store, clock: Clock, changes: Sequence[Change]) -> None:
    """Take note of changes as the feed delivers them, of any spaces, in order and each at least once.

    Raises:
        Unavailable: the store gave no answer in time; the same changes must be given again.
    """
    spaces: dict[str, list[Change]] = {}
    for change in changes:
        if change.pk.startswith(_SPACE):
            spaces.setdefault(change.pk.removeprefix(_SPACE), []).append(change)
    for space, inside in spaces.items():
        _follow(store, clock, space, inside)


def keep_up(store: Store, clock: Clock, space: str) -> None:
    """Take into the index what changed since, if it is much, but for the last moments.

    Raises:
        Unavailable: the store gave no answer in time.
    """
    while _advance(store, space, clock, clock.now() - SETTLED, []):
        pass


def rebuild(store: Store, clock: Clock, space: str, *, resume: bool = False) -> bool:
    """One step of making the index anew out of the tasks themselves; whether there is more to do, which
    another call with `resume` does. Meanwhile a search finds what is in it already, and the latest changes.

    Raises:
        Unavailable: the store gave no answer in time.
    """
    while not resume:
        _, version = directory.read(store, space, strong=True)
        resume = directory.replace(store, space, Directory(), version)
    return _advance(store, space, clock, clock.now() - SETTLED, [])


def _follow(store: Store, clock: Clock, space: str, changes: list[Change]) -> None:
    """Those of one space. Nothing is taken in that was not delivered, so that what is delivered from now on
    is either after the watermark or late: committed after others that have a later stamp."""
    known, _ = directory.read(store, space, strong=True)
    tasks = [change for change in changes if change.sk.startswith(_TASK) and change.body is not None]
    many = len(changes) >= FLUSH
    given = [change.sk for change in tasks if many or _is_late(store, change, known.watermark)]
    if not given and clock.random(1)[0] * _LOOKS >= 256 * len(changes):
        return
    delivered = _last_stamp(store, changes)
    latest = delivered if many else min(delivered, clock.now() - SETTLED)
    while _advance(store, space, clock, latest, given):
        given = []


def _advance(store: Store, space: str, clock: Clock, latest: int, given: list[str]) -> bool:
    """Take in what changed up to `latest` (ms), if it is much, and in any case the tasks `given` (their sort
    keys), as they are now. Returns whether there is more."""
    while True:
        known, version = directory.read(store, space, strong=True)
        changed, more = _changed(store, space, known.watermark, latest)
        missing = set(given).difference(record.sk for record in changed)
        late = _present(store, space, missing, max(latest, known.watermark))
        if len(changed) < FLUSH and not late:
            return False
        directory.sweep(store, clock, space, known)
        watermark = changed[-1].changed if changed else None
        kept, taken = _cut(known.segments, len(changed))
        runs = [*(directory.load(store, space, one) for one in taken), _run([*late, *changed])]
        run = segment.merge(runs, oldest=not kept)
        made = [directory.write(store, clock, space, run)] if run.ids else []
        new = Directory(watermark or known.watermark, [*kept, *made])
        beaten = not directory.replace(store, space, new, version)
        for one in made if beaten else taken:
            directory.remove(store, space, one.id)
        if not beaten:
            return more


def _changed(store: Store, space: str, after: int, latest: int) -> tuple[list[Record], bool]:
    """What changed since, in the order of its changes; and whether there is more than `STEP` of it."""
    found: list[Record] = []
    query = Query(pk=keys.space(space), index="byChange", low=after + 1, high=latest, limit=PAGE_RECORDS)
    while True:
        page = store.query(query)
        for record in page.records:
            # What has one stamp is taken together: the watermark is between stamps.
            if len(found) >= STEP and record.changed != found[-1].changed:
                return found, True
            found.append(record)
        if page.next is None:
            return found, False
        query = replace(query, after=page.next)


def _present(store: Store, space: str, tasks: set[str], latest: int) -> list[Record]:
    """Those of the tasks that have not changed after `latest`, when `byChange` would show them."""
    found = [store.get(keys.space(space), sk, strong=True) for sk in sorted(tasks)]
    return [record for record in found if record is not None and (record.changed or 0) <= latest]


def _run(records: Sequence[Record]) -> Run:
    tasks = []
    for record in records:
        if record.sk.startswith(_TASK):
            task = words.read(record.body)
            places = task.words() if record.expires is None else None
            tasks.append((record.sk.removeprefix(_TASK), places, task.status != "done"))
    return segment.collect(tasks)


def _cut(segments: list[Segment], changes: int) -> tuple[list[Segment], list[Segment]]:
    """The segments that stay, and those that a new one of so many changes takes in."""
    size, start = changes, len(segments)
    while start and _level(segments[start - 1].tasks) <= _level(size):
        start -= 1
        size += segments[start].tasks
    return segments[:start], segments[start:]


def _level(tasks: int) -> int:
    """0 for less than 4 flushes, 1 for less than 16, 2 for less than 64 …"""
    return (max(tasks // FLUSH, 1).bit_length() - 1) // 2


def _is_late(store: Store, change: Change, watermark: int) -> bool:
    """Whether a change was stamped before the watermark, and perhaps committed after it was drawn. The moment
    that a task itself tells is never after its stamp, and spares most of them the look."""
    if words.read(change.body or b"").updated_at > instant.to_iso(watermark):
        return False
    record = store.get(change.pk, change.sk, strong=True)
    return record is not None and (record.changed or 0) <= watermark


def _last_stamp(store: Store, changes: Sequence[Change]) -> int:
    """Up to where the feed has delivered what `byChange` shows, in ms; 0 where that cannot be told."""
    for change in reversed(changes):
        record = store.get(change.pk, change.sk)
        if record is not None and record.changed is not None:
            return record.changed
    return 0
