"""What people write stays text: it is shown as it is wherever it is shown, and executed nowhere."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.days import day
from tests.browser.hostile import ADDRESSES, TEXTS, THEMES, assert_nothing_ran, isolated, watch
from tests.browser.server import Server

VISIT = """async (addresses) => {
  const seen = [];
  for (const address of addresses) {
    location.hash = address;
    await new Promise((done) => addEventListener('hashchange', () => setTimeout(done), { once: true }));
    const titles = [...document.querySelectorAll('#tasks .title')].map((title) => title.textContent);
    seen.push({ heading: document.querySelector('h1').textContent, document: document.title, titles });
  }
  return seen;
}"""
ENCODED = "(texts) => texts.map(encodeURIComponent)"


def seed(server: Server) -> list[str]:
    """A list for each text, with a task that has it as title, description and label; the ids of the lists."""
    lists = [str(uuid4()) for _ in TEXTS]
    today = day(0)
    made: list[tuple[str, str, dict[str, Any]]] = []
    for id, text in zip(lists, TEXTS, strict=True):
        made.append(("list", id, {"name": text}))
        fields = {"title": text, "description": text, "labels": [text], "listId": id, "dueDate": today}
        made.append(("task", str(uuid4()), fields))
    changes = [
        {"op": "write", "base": 0, "kind": kind, "id": id, "fields": fields} for kind, id, fields in made
    ]
    for start in range(0, len(changes), 50):
        answer = server.call("POST", "sync", {"changes": changes[start : start + 50]})
        assert {result["status"] for result in answer["results"]} == {"applied"}
    return lists


def visit(app: App, addresses: Iterable[str]) -> list[dict[str, Any]]:
    """What the page has at each of the addresses: `heading`, `document` (its title) and `titles` of tasks."""
    seen: list[dict[str, Any]] = app.page.evaluate(VISIT, list(addresses))
    return seen


def at(app: App, kind: str, texts: list[str]) -> list[dict[str, Any]]:
    """What the page has where each of the texts is in the address."""
    return visit(app, (f"#/{kind}/{text}" for text in app.page.evaluate(ENCODED, texts)))


def test_they_are_shown_as_they_are_everywhere(server: Server, tab: Opener) -> None:
    lists = seed(server)
    app = watch(tab()).ready()
    expect(app.rows).to_have_count(len(TEXTS))
    for part in (".title", ".about", ".label"):
        assert sorted(app.page.locator(f"#tasks {part}").all_text_contents()) == sorted(TEXTS)
    assert sorted(app.page.locator("#list-places .name").all_text_contents()) == sorted(TEXTS)
    for text, seen in zip(TEXTS, at(app, "label", TEXTS), strict=True):
        assert seen == {"heading": text, "document": f"{text} · Farthing", "titles": [text]}
    for text, seen in zip(TEXTS[::7], visit(app, (f"#/list/{id}" for id in lists[::7])), strict=True):
        assert seen == {"heading": text, "document": f"{text} · Farthing", "titles": [text]}
    for text, seen in zip(ADDRESSES, at(app, "search", ADDRESSES), strict=True):
        assert seen["heading"] == f"Search: {isolated(text)}"
        assert text in seen["titles"]
    for address in ("#/today", "#/all/board", f"#/calendar/{day(0)}"):
        app.page.evaluate("(address) => (location.hash = address)", address)
        expect(app.page.locator("main .task")).to_have_count(len(TEXTS))
        assert sorted(app.page.locator("main .task .title").all_text_contents()) == sorted(TEXTS)
    app.page.keyboard.press("Control+k")
    for text in THEMES["markup"][::5]:
        app.page.get_by_role("combobox").fill(text)
        assert text in app.page.locator("#palette-entries .name").all_text_contents()
    app.page.keyboard.press("Escape")
    server.clear()
    app.page.evaluate("location.hash = '#/trash'")
    app.page.evaluate("dispatchEvent(new Event('online'))")
    deleted = app.page.locator("#view .title")
    wanted = {*TEXTS, *(f"List “{isolated(text)}”" for text in TEXTS)}
    app.eventually(lambda: wanted - set(deleted.all_text_contents()), set())
    assert_nothing_ran(app)


def test_an_address_of_anything_leads_somewhere(tab: Opener) -> None:
    app = watch(tab()).ready()
    for kind, heading in (("list", "Today"), ("filter", "Today"), ("calendar", "Calendar")):
        assert {seen["heading"] for seen in at(app, kind, ADDRESSES)} == {heading}
    days = ("2026-13-45", "2026-02-31", "9999-12-31", "0000-00-00", "2999-12-31")
    assert {seen["heading"] for seen in visit(app, (f"#/calendar/{day}" for day in days))} == {"Calendar"}
    assert {seen["heading"] for seen in visit(app, (f"#/{text}" for text in ADDRESSES))} == {"Today"}
    assert_nothing_ran(app)
