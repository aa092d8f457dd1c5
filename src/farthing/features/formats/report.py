"""What is told of a file that was read: what it holds, and what did not fit."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field

from farthing.domain.task import Task
from farthing.features.formats.draft import Draft, Misfit

Format = Literal["todoist", "taskwarrior", "ical", "google", "csv"]
First = Annotated[int, Meta(ge=0, le=1_000_000, description="the `next` of the part before")]
SHOWN: Final = 100
SAMPLE: Final = 10


class ListUse(Struct, frozen=True, rename="camel"):
    """A list that tasks go into; `isNew`: it is not there before the import."""

    name: str
    list_id: str
    is_new: bool


class Report(Struct, rename="camel", kw_only=True):
    """What a file holds: how many `tasks`, of them `done` and `repeating`; how many are `leftOut`; the
    `lists` they go into; how many things did not fit (`misfitCount`), `misfits` being the first of them; and
    in `sample` the first tasks, as they will be."""

    tasks: int = 0
    done: int = 0
    repeating: int = 0
    left_out: int = 0
    lists: list[ListUse] = field(default_factory=list)
    misfit_count: int = 0
    misfits: list[Misfit] = field(default_factory=list)
    sample: list[Task] = field(default_factory=list)

    def add(self, misfit: Misfit) -> None:
        """One more thing that did not fit."""
        self.misfit_count += 1
        if len(self.misfits) < SHOWN:
            self.misfits.append(misfit)

    def close(self, draft: Draft, made: Task | None) -> None:
        """What became of a draft."""
        for misfit in draft.misfits:
            self.add(misfit)
        if made is None:
            self.left_out += 1
            return
        self.tasks += 1
        self.done += made.status == "done"
        self.repeating += made.repeat is not None
        if len(self.sample) < SAMPLE:
            self.sample.append(made)


class ImportReport(Report, rename="camel", kw_only=True):
    """The report, and what was done: how many tasks were `made`; how many were `skipped`, being there already
    at the same or a later version; and where to go on, in the same file, or null where all is done."""

    made: int = 0
    skipped: int = 0
    next: int | None = None
