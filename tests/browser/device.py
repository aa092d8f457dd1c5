"""The store of the page without the page: what keeps a space on a device, driven by its own methods."""

import json
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.modules import as_written
from tests.browser.server import Server

OPEN = """async ([words, model]) => {
  const { texts } = await import(words);
  await texts('start');
  const { Store } = await import(model);
  const store = globalThis.store = new Store();
  const told = globalThis.told = [];
  for (const type of ['clash', 'refused', 'merged']) store.addEventListener(type, () => told.push(type));
  await store.open();
}"""
IN_STEP = (
    "() => store.loaded && !store.syncing && !store.trouble && store.waiting.length === store.refused.length"
)


class Device:
    """A tab of a browser in which the store runs alone."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.page = context.new_page()
        as_written(self.page)
        self.page.goto(f"{server.url}/config.json")
        self._modules = [server.module("texts/t.js"), server.module("model/store.js")]
        self.page.evaluate(OPEN, self._modules)

    def reload(self) -> None:
        self.page.reload()
        self.page.evaluate(OPEN, self._modules)
        self.page.wait_for_function("() => store.loaded")

    def offline(self, away: bool = True) -> None:
        """Have the API out of reach, though not the scripts."""
        self.context.unroute("**/api/**")
        if away:
            self.context.route("**/api/**", lambda route: route.abort())

    def run(self, script: str, *args: Any) -> Any:
        """What a script gives; `$0`, `$1` … in it stand for the arguments."""
        for number, arg in enumerate(args):
            script = script.replace(f"${number}", json.dumps(arg))
        return self.page.evaluate(f"async () => {{ {script} }}")

    def sync(self) -> None:
        """Be in step with the server, but for what waits for the person."""
        self.page.wait_for_function("() => store.tabs.leads")
        self.run("await store.refresh()")
        self.page.wait_for_function(IN_STEP)

    def id(self, title: str) -> str:
        """The id of the task of this title."""
        [found] = [id for id, task in self.tasks().items() if task["title"] == title]
        return found

    def edit(self, title: str, /, **fields: Any) -> None:
        self.run("store.edit('task', $0, $1)", self.id(title), fields)

    def tasks(self) -> dict[str, Any]:
        """The tasks that are not deleted, by id."""
        live = "return [...store.tasks.values()].filter(({ deletedAt }) => !deletedAt)"
        return {task["taskId"]: task for task in self.run(live)}

    def titles(self) -> list[str]:
        return sorted(task["title"] for task in self.tasks().values())

    def refused(self) -> list[Any]:
        found: list[Any] = self.run("return store.refused")
        return found
