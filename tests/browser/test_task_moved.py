"""A task is moved to another space, copied and deleted from its sheet."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Opener, person
from tests.browser.people import Somebody
from tests.browser.server import Server
from tests.contract.eventually import eventually


@pytest.fixture
def ada(tmp_path: Any, browser: Browser) -> Iterator[Somebody]:
    """Somebody with an account, on a server of her own."""
    house = Server(tmp_path / "data", "--accounts", "open")
    with person(browser) as context:
        ada = Somebody(context, house.url)
        ada.page.goto(house.set_up_link())
        ada.register("Ada Lovelace", "ada@example.org")
        yield ada.is_in()
    house.stop()
    assert ada.complaints == []


def test_a_task_is_moved_to_another_space(ada: Somebody) -> None:
    headers = {"Content-Type": "application/json"}
    made = ada.page.request.post(f"{ada.url}/api/spaces", data={"name": "Boat"}, headers=headers)
    assert made.ok
    ada.page.reload()
    ada.is_in()
    ada.add("Mend the sail")
    form = ada.edit("Mend the sail").write(description="with twine")
    form.button("Move to another space").click()
    asked = ada.page.get_by_role("dialog", name="Move to another space")
    asked.get_by_label("Space").select_option("Boat")
    asked.get_by_role("button", name="Move").click()
    expect(ada.toast).to_contain_text("Moved “Mend the sail” to “Boat”")
    expect(ada.titles).to_have_count(0)
    ada.page.get_by_role("link", name="Boat").click()
    ada.is_in()
    expect(ada.row("Mend the sail")).to_contain_text("with twine")


def test_a_task_is_not_moved_before_what_another_tab_has_to_send(ada: Somebody) -> None:
    ada.add("Sweep the chimney")
    ada.make_space("House")
    ada.goto().is_in()
    other = Somebody(ada.page.context, ada.url).goto().is_in()
    ada.page.route("**/api/sync*", lambda _: None)
    form = other.edit("Sweep the chimney").write(title="Sweep both chimneys")
    form.button("Move to another space").click()
    other.page.get_by_role("dialog", name="Move to another space").get_by_role("button", name="Move").click()
    expect(form.said).to_contain_text("needs the network")


def test_what_could_not_be_moved_is_typed_on_without_a_clash_with_oneself(ada: Somebody) -> None:
    headers = {"Content-Type": "application/json"}
    ada.page.request.post(f"{ada.url}/api/spaces", data={"name": "Boat"}, headers=headers)
    ada.page.reload()
    ada.is_in()
    ada.add("Mend the sail")
    form = ada.edit("Mend the sail").write(title="Mend both sails")
    ada.page.route("**/move", lambda route: route.abort())
    form.button("Move to another space").click()
    ada.page.get_by_role("dialog", name="Move to another space").get_by_role("button", name="Move").click()
    expect(form.said).to_contain_text("needs the network")
    form.write(title="Mend all sails").save()
    expect(ada.titles).to_have_text(["Mend all sails"])
    expect(ada.row("Mend all sails")).not_to_contain_text("Not sent yet")
    expect(ada.banner).to_be_empty()


def test_a_copy_lies_behind_the_task(server: Server, tab: Opener) -> None:
    server.add("Pack")
    server.add("Leave")
    app = tab()
    form = app.edit("Pack")
    form.button("Duplicate").click()
    expect(form.said).to_have_text("There is a copy now, right behind this one.")
    form.button("Cancel").click()
    expect(app.titles).to_have_text(["Pack", "Pack", "Leave"])


def test_a_duplicate_whose_answer_was_lost_is_not_made_twice(server: Server, tab: Opener) -> None:
    server.add("Pack the bag")
    app = tab()
    form = app.edit("Pack the bag")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    app.page.route("**/duplicate", lose, times=1)
    for said in ("needs the network", "There is a copy now"):
        form.button("Duplicate").click()
        expect(form.said).to_contain_text(said)
    assert len(server.titles()) == 2
    form.button("Duplicate").click()
    expect(form.said).to_contain_text("There is a copy now")
    eventually(lambda: len(server.titles()), 3)
    app.problems.clear()  # the browser notes the lost answer


def test_deleting_from_the_sheet(server: Server, tab: Opener) -> None:
    server.add("Old news")
    app = tab()
    form = app.edit("Old news").write(description="kept with it")
    form.button("Delete").click()
    expect(app.titles).to_have_count(0)
    app.undo()
    expect(app.titles).to_have_text(["Old news"])
    eventually(lambda: server.task("Old news")["description"], "kept with it")


def test_a_task_is_deleted_whatever_is_typed(server: Server, tab: Opener) -> None:
    server.add("Old news")
    app = tab()
    form = app.edit("Old news").write(title="", description="not lost")
    form.button("Delete").click()
    expect(app.titles).to_have_count(0)
    app.undo()
    expect(app.titles).to_have_text(["Old news"])
    app.toast.get_by_role("button", name="Close").click()
    app.toast.get_by_role("button", name="Edit on").click()
    expect(form.field("Description")).to_have_value("not lost")
