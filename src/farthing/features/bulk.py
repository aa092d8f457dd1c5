"""The same change of many tasks in one request, with what became of each."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import replace

from farthing.domain import lifecycle, task
from farthing.domain.errors import Conflict, FarthingError
from farthing.domain.task import Labels, Task, TaskChange
from farthing.domain.text import Id
from farthing.features import along
from farthing.features.batch import Batch, version_of
from farthing.features.records import TRIES
from farthing.features.tasks import TASKS
from farthing.features.things import missing
from farthing.features.workspace import Workspace

MOST = 100


class BulkEdit(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What to do with each of the tasks: `edit` writes the fields given, and adds and removes labels."""

    task_ids: Annotated[list[Id], Meta(min_length=1, max_length=MOST)]
    op: Literal["edit", "delete", "restore"] = "edit"
    fields: TaskChange = field(default_factory=TaskChange)
    add_labels: Labels = field(default_factory=list)
    remove_labels: Labels = field(default_factory=list)


class BulkResult(Struct, frozen=True, rename="camel", omit_defaults=True):
    """What became of one task; `version` is its present one, 0 where there is none. A task that says already
    what it was to say is `unchanged`."""

    task_id: str
    status: Literal["applied", "unchanged", "refused"]
    version: int
    code: str | None = None
    detail: str | None = None


def edit(ws: Workspace, wanted: BulkEdit) -> list[BulkResult]:
    """Change what can be changed, in one commit; results in the order of the ids. Asking twice is once.

    Raises:
        Invalid: the change breaks a rule, or names a list that is not there.
        TooLarge: the tasks are too large for one commit.
    """
    TASKS.check(ws, replace(wanted.fields, parent_id=UNSET), "")
    for _ in range(TRIES):
        batch = Batch(ws)
        results = [_judge(ws, batch, id, wanted) for id in dict.fromkeys(wanted.task_ids)]
        writes, further = batch.writes()
        if not writes or not along.commit(ws, writes, further):
            return results
    raise Conflict("others change it faster than this request can; try again")


def _judge(ws: Workspace, batch: Batch, id: str, wanted: BulkEdit) -> BulkResult:
    old = batch.find("task", id)[1]
    try:
        TASKS.check(ws, TaskChange(parent_id=wanted.fields.parent_id), id)
        new: Task = batch.step("task", id, lambda present: _changed(ws, present, wanted))
    except FarthingError as error:
        return BulkResult(id, "refused", version_of(old), error.code, error.detail)
    return BulkResult(id, "unchanged" if new is old else "applied", new.version)


def _changed(ws: Workspace, present: Task | None, wanted: BulkEdit) -> Task:
    now = ws.clock.now()
    if present is None or (wanted.op != "restore" and present.deleted_at is not None):
        raise missing("task")
    if wanted.op == "delete":
        return lifecycle.delete(present, now)
    if wanted.op == "restore":
        return lifecycle.restore(present, now)
    return task.apply(present, replace(wanted.fields, labels=_labels(present, wanted)), now)


def _labels(present: Task, wanted: BulkEdit) -> list[str] | UnsetType | None:
    given = wanted.fields.labels
    if not wanted.add_labels and not wanted.remove_labels:
        return given
    base = present.labels if given is UNSET else given or []
    return [label for label in [*base, *wanted.add_labels] if label not in wanted.remove_labels]
