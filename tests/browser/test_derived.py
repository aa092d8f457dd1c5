"""What is kept up as tasks change, one after the other, is what working it out anew gives."""

from typing import Any

from hypothesis import strategies as st
from playwright.sync_api import BrowserContext

from tests.browser.cases import drawn
from tests.browser.modules import laboratory
from tests.browser.server import Server
from tests.browser.test_model import ZONES

IDS = [f"task{number:02}" for number in range(12)]
HOUSE, WORK = "list1", "list2"
FILTERS = {"overdue": "overdue", "house": "#House", "home": "@home | done", "not": "!today & p2"}
PLACES = [
    "today",
    "today/board",
    "inbox",
    "upcoming",
    "all",
    f"list/{HOUSE}",
    "label/home",
    "search/milk",
    "done",
    "calendar",
    *(f"filter/{name}" for name in FILTERS),
]
DAYS = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-12-24"]
NOW = 1_795_253_400_000  # 2026-11-21 at half past nine, UTC

CHECK = """async ([modules, now, filters, steps]) => {
  const imported = await Promise.all(modules.map((module) => import(module)));
  const [{ Store }, { View }, { Counts }, { texts }, { finding }] = imported;
  await texts('start');
  Date.now = () => now;
  const store = new Store();
  const settings = { timeZone: 'UTC' };
  const view = new View(store, settings);
  const finder = await finding({ store, settings });
  const saved = ([filterId, query]) =>
    ['filter', { filterId, name: query, query, version: 1, deletedAt: null }];
  store.commit({ things: Object.entries(filters).map(saved), gone: [] });
  view.finder = finder;
  const lingering = new Set();
  const shown = (one) => {
    const { ids, line } = one.lines();
    return JSON.stringify([one.placeName, one.groups(), ids, ids.map(line)]);
  };
  const some = (counts) => [...counts].filter(([, count]) => count).sort();
  const sorted = (counts) => JSON.stringify(Object.values(counts).map(some));
  let version = 0;
  for (const { place, filter, zone, later, linger, tasks, gone, list } of steps) {
    location.hash = `#/${place}`;
    settings.timeZone = zone;
    now += later;
    if (filter) view.set(filter), lingering.clear();
    if (linger) view.linger(linger), lingering.add(linger);
    const things = tasks.map((task) => ['task', { ...task, version: ++version }]);
    if (list) things.push(['list', { ...list, version: ++version }]);
    store.commit({ things, gone: gone ? [['task', gone]] : [] });
    await null;
    const fresh = new View(store, settings);
    fresh.filter = view.filter;
    fresh.finder = finder;
    lingering.forEach((id) => fresh.linger(id));
    const counts = new Counts();
    for (const task of store.tasks.values()) counts.change(undefined, task);
    if (shown(view) !== shown(fresh)) return [place, shown(view), shown(fresh)];
    if (sorted(store.counts) !== sorted(counts)) return [sorted(store.counts), sorted(counts)];
  }
  return null;
}"""

dues = st.sampled_from(DAYS) | st.builds(
    lambda day, clock, zone: f"{day}T{clock}:00[{zone}]",
    st.sampled_from(DAYS),
    st.sampled_from(["00:00", "08:30", "09:00", "23:59"]),
    st.sampled_from(ZONES),
)
tasks = st.fixed_dictionaries(
    {
        "taskId": st.sampled_from(IDS),
        "title": st.sampled_from(["milk", "bread"]),
        "description": st.just(""),
        "status": st.sampled_from(["todo", "todo", "doing", "done"]),
        "priority": st.sampled_from(["none", "high"]),
        "dueDate": st.none() | dues,
        "labels": st.sampled_from([[], ["home"]]),
        "listId": st.sampled_from([None, HOUSE, WORK]),
        "parentId": st.sampled_from([None, None, *IDS[:4]]),
        "position": st.sampled_from(["A", "A1", "B", "C"]),
        "completedAt": st.sampled_from([None, "2026-11-20T10:00:00Z", "2026-11-21T07:00:00Z"]),
        "deletedAt": st.sampled_from([None, None, None, "2026-11-21T08:00:00Z"]),
    }
)
lists = st.fixed_dictionaries(
    {
        "listId": st.sampled_from([HOUSE, WORK]),
        "name": st.sampled_from(["House", "Work"]),
        "position": st.just("A"),
        "deletedAt": st.sampled_from([None, None, "2026-11-21T08:00:00Z"]),
    }
)
orders = st.fixed_dictionaries(
    {
        "show": st.sampled_from(["open", "done", "all"]),
        "sort": st.sampled_from(["arranged", "due", "newest"]),
    }
)


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Somebody stays at a place for a while, as tasks change one or a few at a time."""
    steps: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 4))):
        place, zone = draw(st.sampled_from(PLACES)), draw(st.sampled_from(ZONES))
        for at in range(draw(st.integers(1, 8))):
            rarely = draw(st.integers(0, 9)) == 0
            step = {
                "place": place,
                "zone": zone,
                "filter": draw(orders) if at == 0 else None,
                "later": draw(st.sampled_from([0, 1000, 60_000, 3_600_000])) if rarely else 0,
                "linger": draw(st.none() | st.sampled_from(IDS)),
                "tasks": draw(st.lists(tasks, max_size=3)),
                "gone": draw(st.sampled_from(IDS)) if rarely else None,
                "list": draw(lists) if rarely or not steps else None,
            }
            steps.append(step)
    return steps


def test_a_view_that_follows_changes_shows_what_a_new_one_would(
    context: BrowserContext, running: Server
) -> None:
    page = laboratory(context, running)
    modules = [
        running.module(path)
        for path in ("model/store.js", "model/view.js", "model/derived.js", "texts/t.js", "views/filters.js")
    ]
    for steps in drawn(visits(), 60):
        assert page.evaluate(CHECK, [modules, NOW, FILTERS, steps]) is None, steps
    page.close()
