"""The law of undoing: whatever was done to a task, undone from the last to the first it is as it was made."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET, json, to_builtins
from msgspec.structs import replace

from farthing.domain.reminder import Reminder
from farthing.domain.task import Task, TaskChange
from farthing.domain.tasklist import ListChange
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.store.sqlite import SqliteStore
from farthing.features import history, things
from farthing.features.follow import Follower
from farthing.features.lists import LISTS
from farthing.features.tasks import TASKS
from farthing.features.undo import undo
from farthing.features.workspace import Workspace
from tests.contract.engines import ManualClock

PERSON = "01900000-0000-7000-8000-00000000000d"
WIRE = list(zip(Task.__struct_fields__, Task.__struct_encode_fields__, strict=True))
OF_THE_WRITE = {"version", "updatedAt", "updatedBy"}


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.just(UNSET) | values


names = st.text("abc äß", min_size=1, max_size=8).map(lambda text: f"x{text}x")
days = st.none() | st.sampled_from(["2026-12-24", "2027-01-01T09:00:00[Europe/Berlin]"])
reminders = st.lists(st.sampled_from([-30, 0, 60]), max_size=2, unique=True).map(
    lambda minutes: [Reminder(relative_to="due", minutes=each) for each in minutes]
)
edits = st.builds(
    TaskChange,
    title=maybe(names),
    description=maybe(st.text(max_size=20)),
    status=maybe(st.sampled_from(["todo", "doing", "done"])),
    priority=maybe(st.sampled_from(["none", "low", "urgent"])),
    due_date=maybe(days),
    start_date=maybe(days),
    reminders=maybe(reminders),
    labels=maybe(st.lists(names, max_size=3, unique=True)),
    list_id=maybe(st.none() | st.just("list")),
    parent_id=maybe(st.none() | st.just("parent")),
)
steps = st.lists(edits | st.sampled_from(["delete", "restore", "undo"]), max_size=12)


class World:
    """A task, with a list and a parent that it may name."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(1_795_000_000_000)
        self.store = SqliteStore(folder / "farthing.db", self.clock)
        self.feed = SqliteFeed(folder / "farthing.db")
        self.ws = Workspace(self.store, self.clock, PERSON, PERSON)
        self.follower = Follower(self.store, self.feed, self.clock, _raise)
        self.named = {
            "list": json.decode(things.create(self.ws, LISTS, ListChange(name="Errands"), None, None))[
                "listId"
            ],
            "parent": self.make("Move house"),
        }
        self.task = self.make("Buy milk")

    def make(self, title: str) -> str:
        made = things.create(self.ws, TASKS, TaskChange(title=title), None, None)
        return str(json.decode(made)["taskId"])

    def present(self) -> Task:
        record = self.ws.read("task", self.task)
        assert record is not None
        return json.decode(record.body, type=Task)

    def do(self, step: Any) -> None:
        """Whatever can be done to a task in its state."""
        self.clock.advance(seconds=1)
        task = self.present()
        if step == "delete":
            things.delete(self.ws, "task", self.task, None)
        elif step == "restore":
            things.restore(self.ws, "task", self.task, None)
        elif step == "undo":
            if task.version > 1:
                self.undo(None)
        elif task.deleted_at is None:
            named = {
                name: self.named.get(getattr(step, name), getattr(step, name))
                for name in ("list_id", "parent_id")
            }
            things.update(self.ws, TASKS, self.task, replace(step, **named), None)

    def undo(self, version: int | None) -> Task:
        self.clock.advance(seconds=1)
        assert self.follower.catch_up()
        return undo(self.ws, self.task, version, None, followed=True)

    def close(self) -> None:
        self.feed.close()
        self.store.close()


def _raise(error: BaseException) -> None:
    raise error


def told(task: Task) -> dict[str, Any]:
    """All that is said of a task, but for its writes; when it was deleted is when that was done last."""
    said = {name: value for name, value in to_builtins(task).items() if name not in OF_THE_WRITE}
    return said | {"deletedAt": said["deletedAt"] is not None}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_all_that_was_done_undone_from_the_last_is_as_it_was(done: list[Any]) -> None:
    with TemporaryDirectory() as folder, closing(World(Path(folder))) as world:
        states = {1: told(world.present())}
        for step in done:
            world.do(step)
            states[world.present().version] = told(world.present())
        last = world.present().version
        for version in range(last, 1, -1):
            task = world.undo(version)
            assert told(task) == states[version - 1]
        assert told(world.present()) == states[1]
        assert world.follower.catch_up()
        entries, _ = history.page(world.ws, world.task, 200, None)
        assert [entry.version for entry in entries] == list(range(2 * last - 1, 0, -1))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits, edits)
def test_a_change_is_undone_alone_where_the_next_was_of_other_fields(first: Any, second: Any) -> None:
    own = {name for name in TaskChange.__struct_fields__ if getattr(first, name) is not UNSET}
    with TemporaryDirectory() as folder, closing(World(Path(folder))) as world:
        before = told(world.present())
        world.do(first)
        changed = world.present().version
        world.do(replace(second, **dict.fromkeys(own, UNSET)))
        after = told(world.present())
        if changed == 1:
            return  # it said nothing new
        wrote = {wire for name, wire in WIRE if name in own} | ({"completedAt"} if "status" in own else set())
        expected = {name: before[name] if name in wrote else value for name, value in after.items()}
        assert told(world.undo(changed)) == expected
