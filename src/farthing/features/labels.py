"""The labels of a space, and giving one another name. A label is there as long as a task has it."""

from msgspec import Struct, json

from farthing.domain import task
from farthing.domain.errors import Conflict
from farthing.domain.task import Label, Task, TaskChange
from farthing.domain.text import check_line
from farthing.features import along, browse
from farthing.features.batch import Batch
from farthing.features.browse import Source, is_live, of_kind
from farthing.features.records import COMMIT_WRITES, PAGE_RECORDS, TRIES, Position, Record
from farthing.features.workspace import Workspace

RENAMED_AT_ONCE = COMMIT_WRITES // 2


class LabelView(Struct, frozen=True):
    """A label, and how many open tasks have it."""

    name: str
    open: int


class Renaming(Struct, frozen=True, forbid_unknown_fields=True):
    """A label, and its name from now on; none takes it off."""

    label: Label
    to: Label | None = None


class _Labelled(Struct, frozen=True):
    labels: list[str]


_labelled = json.Decoder(_Labelled)


def index(ws: Workspace) -> list[LabelView]:
    """The labels of open tasks, in the order of the alphabet. Reads all open tasks, and no others."""
    counts: dict[str, int] = {}
    after = None
    while True:
        page = browse.page(ws, Source(index="byDue"), PAGE_RECORDS - 1, after)
        for record in page.records:
            for label in _labelled.decode(record.body).labels:
                counts[label] = counts.get(label, 0) + 1
        after = page.next
        if after is None:
            return [LabelView(name, counts[name]) for name in sorted(counts, key=lambda n: (n.casefold(), n))]


def rename(ws: Workspace, wanted: Renaming, after: Position | None) -> tuple[int, Position | None]:
    """Give a label another name on some of the tasks that have it, done or not; how many, and where to go on.

    Raises:
        Invalid: the new name breaks the rules of a label.
    """
    new = None if wanted.to is None else check_line(wanted.to, "to")

    def has_it(record: Record) -> bool:
        return is_live(record) and wanted.label in _labelled.decode(record.body).labels

    for _ in range(TRIES):
        found = browse.page(ws, of_kind("task", has_it), RENAMED_AT_ONCE, after)
        batch = Batch(ws)
        for record in found.records:
            batch.step("task", record.sk[2:], lambda present: _renamed(ws, present, wanted.label, new))
        writes, further = batch.writes()
        if not writes or not along.commit(ws, writes, further):
            return len(writes), found.next
    raise Conflict("others change it faster than this request can; try again")


def _renamed(ws: Workspace, present: Task | None, old: str, new: str | None) -> Task:
    if present is None or present.deleted_at is not None:
        raise Conflict("others change these tasks at the same time; try again")
    labels = [new if label == old else label for label in present.labels]
    change = TaskChange(labels=[label for label in labels if label is not None])
    return task.apply(present, change, ws.clock.now())
