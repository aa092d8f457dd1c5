"""The law of progress: whatever is done, and however it is told, what is kept of subtasks is as they are."""

from collections.abc import Sequence
from random import Random
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json

from farthing.domain.task import Task, TaskChange
from farthing.features import keys, things
from farthing.features.follow import follow
from farthing.features.ports import Feed
from farthing.features.records import Change
from farthing.features.subtasks import anew, family
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.engines import Engine, ManualClock
from tests.contract.eventually import eventually
from tests.contract.samples import FeedReader

PARENTS, CHILDREN = 2, 3
STEPS = st.tuples(
    st.integers(0, CHILDREN - 1),
    st.sampled_from(["done", "todo", "delete", "restore", "title", "to 0", "to 1", "to none"]),
)


class Space:
    """Two parents and their children, in a space of its own."""

    def __init__(self, engine: Engine, clock: ManualClock) -> None:
        space = str(uuid4())
        self.ws = Workspace(engine.store, clock, space, space)
        self.parents = [self.make(None) for _ in range(PARENTS)]
        self.children = [self.make(self.parents[0]) for _ in range(CHILDREN)]

    def make(self, parent: str | None) -> str:
        change = TaskChange(title="a", parent_id=parent)
        return str(json.decode(things.create(self.ws, TASKS, change, None, None))["taskId"])

    def do(self, child: int, what: str) -> None:
        id = self.children[child]
        if what == "delete":
            things.delete(self.ws, "task", id, None)
        elif what == "restore":
            things.restore(self.ws, "task", id, None)
        elif self.task(id).deleted_at is None:
            things.update(self.ws, TASKS, id, self.change(what), None)

    def change(self, what: str) -> TaskChange:
        if what == "title":
            return TaskChange(title="b")
        if what.startswith("to "):
            where = what.removeprefix("to ")
            return TaskChange(parent_id=None if where == "none" else self.parents[int(where)])
        return TaskChange(status="done" if what == "done" else "todo")

    def task(self, id: str) -> Task:
        record = self.ws.read("task", id, strong=True)
        assert record is not None
        return json.decode(record.body, type=Task)

    def kept(self) -> list[dict[str, family.State]]:
        pk = keys.space(self.ws.space)
        return [family.read(self.ws.store, pk, parent)[0].present for parent in self.parents]

    def expected(self) -> list[dict[str, family.State]]:
        tasks = [task for task in map(self.task, sorted(self.children)) if task.deleted_at is None]
        return [
            {
                task.id: "done" if task.status == "done" else "open"
                for task in tasks
                if task.parent_id == parent
            }
            for parent in self.parents
        ]

    def told(self, feed: Feed) -> list[Change]:
        """All changes of the space, when the feed has them."""
        reader, pk = FeedReader(feed), keys.space(self.ws.space)
        versions = {keys.thing("task", id): self.task(id).version for id in self.parents + self.children}

        def latest() -> dict[str, int | None]:
            return {
                change.sk: change.version
                for change in reader.read()
                if (change.pk, change.sk[:2]) == (pk, "T#")
            }

        eventually(latest, versions)
        return [change for change in reader.seen if (change.pk, change.sk[:2]) == (pk, "T#")]


def late_and_again(changes: Sequence[Change], chance: Random) -> list[Change]:
    """In another order, but for those of one record; and some parts again."""
    waiting = {change.sk: [each for each in changes if each.sk == change.sk] for change in changes}
    told: list[Change] = []
    while any(waiting.values()):
        told.append(waiting[chance.choice([sk for sk, left in waiting.items() if left])].pop(0))
    for _ in range(3):
        start = chance.randrange(len(told) + 1)
        told[start:start] = told[chance.randrange(start + 1) : start]
    return told


def test_families_are_as_the_tasks_are_however_they_are_told(engine: Engine, clock: ManualClock) -> None:
    @settings(max_examples=engine.examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, max_size=12), st.randoms(use_true_random=False))
    def law(steps: list[tuple[int, str]], chance: Random) -> None:
        space = Space(engine, clock)
        for child, what in steps:
            space.do(child, what)
        changes = late_and_again(space.told(engine.feed), chance)
        while changes:
            size = chance.randint(1, len(changes))
            assert follow(space.ws.store, clock, changes[:size]) == []
            changes = changes[size:]
        assert space.kept() == space.expected()
        assert anew.wrong(space.ws.store, space.ws.space) == {}

    law()


def test_they_are_made_anew_out_of_the_tasks(engine: Engine, clock: ManualClock) -> None:
    space = Space(engine, clock)
    for child, what in ((0, "done"), (1, "to 1"), (2, "delete")):
        space.do(child, what)
    assert anew.rebuild(space.ws.store, clock, space.ws.space) == 2
    assert space.kept() == space.expected()
    assert anew.rebuild(space.ws.store, clock, space.ws.space) == 0
    space.do(2, "restore")
    assert follow(space.ws.store, clock, space.told(engine.feed)) == []
    assert space.kept() == space.expected()


def test_one_that_is_told_late_changes_nothing(engine: Engine, clock: ManualClock) -> None:
    """By somebody who died after another had told all, or lives still."""
    space = Space(engine, clock)
    for child, what in ((0, "done"), (0, "delete"), (1, "to 1"), (2, "done"), (2, "todo")):
        space.do(child, what)
    changes = space.told(engine.feed)
    assert follow(space.ws.store, clock, changes) == []
    for change in changes:
        assert follow(space.ws.store, clock, [change]) == []
        assert space.kept() == space.expected()
