"""Two devices, now and then without the network, at hundreds of random changes: in the end all agree."""

import random
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import person
from tests.browser.device import Device
from tests.browser.server import Server

ACTIONS = 500
ROUND = 25
ACT = """
  const some = (things) => things[Math.floor(random() * things.length)];
  let seed = $0;
  const random = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  const kept = (deleted) => [...store.tasks.values()].filter((task) => Boolean(task.deletedAt) === deleted);
  const one = (deleted, run) => () => { const task = some(kept(deleted)); if (task) run(task.taskId); };
  const edit = (fields) => one(false, (id) => store.edit('task', id, fields()));
  const acts = [
    () => store.create('task', { title: `task ${random()}` }),
    () => store.create('list', { name: `list ${random()}` }),
    edit(() => ({ title: `title ${random()}` })),
    edit(() => ({ description: `text ${random()}`, priority: some(['low', 'high']) })),
    edit(() => ({ status: some(['todo', 'doing', 'done']) })),
    edit(() => ({ labels: some([[], ['a'], ['a', 'b']]), dueDate: some([null, '2031-05-02']) })),
    edit(() => ({ listId: some([null, ...store.lists.keys()]) })),
    edit(() => ({ position: some(['A', 'B', 'Ab']) })),
    one(false, (id) => store.remove('task', id)),
    one(true, (id) => store.restore('task', id)),
    () => store.stroke('stroke', acts[4]),
    () => store.undo(),
  ];
  for (let n = 0; n < $1; n++) some(acts)();
"""
SETTLE = (
    "for (const [i, entry] of store.refused.entries()) i % 2 ? store.discard(entry) : store.resend(entry)"
)


def test_devices_that_did_whatever_they_liked_agree_with_the_server(server: Server, browser: Browser) -> None:
    chance = random.Random(7)  # noqa: S311 - a draw, not a secret
    with person(browser) as mine, person(browser) as yours:
        devices = [Device(mine, server), Device(yours, server)]
        for device in devices:
            device.sync()
        for _ in range(ACTIONS // ROUND // 2):
            for device in devices:
                device.offline(chance.random() < 0.4)
                device.run(ACT, chance.randrange(2**31), ROUND)
                if chance.random() < 0.1:
                    device.reload()
        for device in devices:
            device.offline(False)
        while any(_unsettled(device) for device in devices):
            pass
        for device in devices:
            device.sync()
        kept = {task["taskId"]: task for task in server.tasks()}
        assert [device.tasks() == kept for device in devices] == [True, True]
        assert len(kept) > 5


def _unsettled(device: Device) -> bool:
    """Whether anything was still to be settled, as somebody would: half of it mine, half theirs."""
    device.sync()
    waits: Any = device.refused()
    device.run(SETTLE)
    return bool(waits)
