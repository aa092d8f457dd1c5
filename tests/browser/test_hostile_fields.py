"""Hostile texts go into every field, come out of it as they were, and are executed nowhere."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.hostile import TEXTS, THEMES, assert_nothing_ran, isolated, packed, watch
from tests.browser.server import Server
from tests.contract.eventually import eventually

ADD = """async (texts) => {
  const form = document.querySelector('#composer');
  const { title } = form.elements;
  title.focus();
  for (const text of texts) {
    title.value = text;
    title.dispatchEvent(new Event('input', { bubbles: true }));
    form.requestSubmit();
    while (title.value) await new Promise(requestAnimationFrame);
  }
}"""
SEARCH = """(texts) => texts.map((text) => {
  const box = document.querySelector('[type=search][name=words]');
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  return document.querySelector('h1').textContent;
})"""


@pytest.fixture
def app(tab: Opener) -> App:
    return watch(tab()).ready()


def test_in_the_lines_for_adding_and_searching(server: Server, app: App) -> None:
    app.page.get_by_label("Title of the new task").fill("!" * 50_000)  # which takes no time
    app.page.keyboard.press("Enter")
    expect(app.page.get_by_text("Use at most 500 characters")).to_be_visible()
    app.page.route("**/api/**", lambda route: route.abort())
    app.page.evaluate(ADD, TEXTS)
    expect(app.titles).to_have_count(len(TEXTS))
    assert sorted(app.titles.all_text_contents()) == sorted(TEXTS)
    app.page.evaluate("location.hash = '#/outbox'")
    expect(app.page.locator("#view .title")).to_have_text([re.compile(re.escape(text)) for text in TEXTS])
    app.page.unroute("**/api/**")
    app.try_now()
    eventually(lambda: sorted(server.titles()), sorted(TEXTS))
    assert app.page.evaluate(SEARCH, TEXTS) == [f"Search: {isolated(text)}" for text in TEXTS]
    app.problems[:] = [problem for problem in app.problems if "ERR_FAILED" not in problem]
    assert_nothing_ran(app)


def test_in_the_sheet_of_a_task(server: Server, app: App) -> None:
    mine, theirs, everything = *packed(500)[:2], "\n".join(TEXTS)
    labels = [text for text in TEXTS if "," not in text][:50]
    app.details().write(title=mine, description=everything, labels=", ".join(labels)).save()
    eventually(lambda: server.task(mine)["description"], everything)
    assert server.task(mine)["labels"] == labels
    form = app.edit(mine)
    expect(form.field("Title")).to_have_value(mine)
    expect(form.field("Description")).to_have_value(everything)
    form.write(title="\\")
    server.call("PATCH", f"tasks/{server.task(mine)['taskId']}", {"title": theirs})
    form.save()
    conflict = app.page.get_by_role("dialog", name="Which shall it be?")
    expect(conflict.locator(".value")).to_have_text(["\\", theirs])
    conflict.get_by_role("button", name="Take theirs").click()
    expect(app.titles).to_have_text([theirs])
    app.delete(theirs)
    expect(app.toast).to_contain_text(f"Deleted “{isolated(theirs)}”")
    assert_nothing_ran(app)


def test_in_the_line_for_a_subtask(app: App) -> None:
    app.add("Water the fern")
    form = app.edit("Water the fern")
    line = form.field("New subtask")
    for text in THEMES["markup"]:
        line.fill(text)
        line.press("Enter")
    expect(form.dialog.locator(".subtasks .open")).to_have_text(THEMES["markup"])
    assert_nothing_ran(app)


def test_in_the_forms_of_lists_filters_and_tokens(server: Server, app: App) -> None:
    name, secret = packed(200)[0], packed(100)[0]
    app.page.get_by_role("button", name="New list").click()
    app.page.get_by_role("dialog", name="New list").get_by_label("Name").fill(name)
    app.page.keyboard.press("Enter")
    expect(app.heading).to_have_text(name)
    expect(app.page).to_have_title(f"{name} · Farthing")
    app.page.get_by_role("button", name="New filter").click()
    form = app.page.get_by_role("dialog", name="New filter")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Filter").fill('#"<img src=x onerror=pwned=1>"')
    expect(form.get_by_role("status")).to_contain_text("called “<img src=x onerror=pwned=1>”")
    quoted = (json.dumps(text, ensure_ascii=False) for text in TEXTS[:9])
    form.get_by_label("Filter").fill(" | ".join(quoted))
    form.get_by_role("button", name="Save").click()
    expect(app.page.locator("#filter-places .name")).to_have_text([name])
    eventually(lambda: len(server.call("GET", "filters")["filters"]), 1)
    app.page.evaluate("location.hash = '#/settings'")
    app.page.get_by_role("button", name="Tokens").click()
    for each, make in enumerate(("Make a token", "Make an address")):
        tokens = app.page.locator("dialog[aria-labelledby=tokens-name]")
        tokens.get_by_label("Name").nth(each).fill(secret)
        tokens.get_by_role("button", name=make).click()
        tokens.get_by_role("button", name=f"Revoke “{secret}”").nth(each).click()
        sure = app.page.get_by_role("dialog", name=f"Revoke “{secret}”?")
        sure.get_by_role("button", name="Cancel").click()
    assert_nothing_ran(app)


def sheet(texts: list[str]) -> bytes:
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "AUTHOR", "RESPONSIBLE", "DATE"])
    rows.writerows(["task", text, text, "1", "1", text, text, text] for text in texts)
    return file.getvalue().encode()


def test_in_files(app: App, tmp_path: Path) -> None:
    file = tmp_path / "<img src=x onerror=pwned=1> todoist.csv"
    file.write_bytes(sheet(TEXTS))
    app.page.evaluate("location.hash = '#/settings'")
    app.page.get_by_role("button", name="Import", exact=True).click()
    dialog = app.page.get_by_role("dialog", name="Import tasks")
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_label("List").fill(packed(200)[0])
    dialog.get_by_role("button", name="Preview").click()
    told = dialog.get_by_role("status")
    expect(told).to_contain_text("would come in")
    expect(told).to_contain_text(packed(200)[0])
    dialog.get_by_role("button", name="Import").click()
    expect(told).to_contain_text("came in")
    assert_nothing_ran(app)
