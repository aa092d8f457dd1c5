"""Spaces on the page, and the people in them: what the page asks for and shows, with answers made up for
states that take other people. test_people_together.py has two people and the server's own answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from farthing.http.routes import ROUTES
from tests.browser.conftest import person
from tests.browser.modules import WEB
from tests.browser.people import KEPT, Somebody, set_up
from tests.browser.server import Server

SECRET = "a-secret-told-once"


@pytest.fixture(scope="module")
def cookies(house: Server, browser: Browser) -> Any:
    return set_up(house, browser)


@pytest.fixture
def ada(house: Server, browser: Browser, cookies: Any) -> Iterator[Somebody]:
    with person(browser, storage_state=cookies) as context:
        ada = Somebody(context, house.url)
        yield ada
        assert ada.complaints == []


def in_new_space(ada: Somebody, name: str) -> str:
    """The id of a space that she makes on the page, and is in then."""
    ada.goto().make_space(name)
    return ada.page.url.partition("space=")[2].partition("#")[0]


def members(*others: dict[str, str]) -> Any:
    return lambda route: route.fulfill(json={"members": others, "next": None})


def test_each_space_has_its_own_tasks(ada: Somebody) -> None:
    in_new_space(ada, "House")
    ada.add("Sweep the chimney")
    expect(ada.titles).to_have_text(["Sweep the chimney"])
    spaces = ada.page.locator(".spaces")
    spaces.get_by_role("link", name="Personal").click()
    ada.is_in()
    expect(ada.titles).to_have_count(0)
    spaces.get_by_role("link", name="House").click()
    expect(ada.titles).to_have_text(["Sweep the chimney"])
    expect(spaces.get_by_role("link", name="House")).to_have_attribute("aria-current", "true")


def test_people_are_invited_and_their_parts_changed(ada: Somebody) -> None:
    in_new_space(ada, "Boat")
    asked: list[tuple[str, str, str | None]] = []

    def invitations(route: Route) -> None:
        if route.request.method == "GET":
            return route.fulfill(json={"invitations": [], "next": None})
        asked.append(("POST", "invitations", route.request.post_data))
        return route.fulfill(status=201, json={"secret": SECRET, "invitationId": "i"})

    def member(route: Route) -> None:
        asked.append((route.request.method, "grace", route.request.post_data))
        route.fulfill(status=204)

    ada.page.route("**/members?*", members({"userId": "grace", "name": "Grace", "role": "editor"}))
    ada.page.route("**/members/grace", member)
    ada.page.route("**/api/spaces/*/invitations*", invitations)
    people = ada.people()
    expect(people.get_by_text("Grace")).to_be_visible()
    people.get_by_label("E-mail, if").fill("ines@example.org")
    people.get_by_role("button", name="Make a link").click()
    link = people.get_by_label("Link of the invitation")
    expect(link).to_have_value(f"{ada.url}/#/join/{SECRET}")
    mail = people.get_by_role("link", name="Write to ines@example.org").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:ines%40example.org?")
    people.get_by_label("Part of Grace").select_option("viewer")
    people.get_by_role("button", name="Remove Grace").click()
    ada.page.get_by_role("button", name="Take out").click()
    ada.eventually(
        lambda: asked,
        [
            ("POST", "invitations", '{"role":"editor","email":"ines@example.org"}'),
            ("PATCH", "grace", '{"role":"viewer"}'),
            ("DELETE", "grace", None),
        ],
    )


def test_an_invitation_says_who_asks_into_what(ada: Somebody) -> None:
    looked = {"spaceName": "Attic", "role": "viewer", "invitedBy": "Grace", "email": "", "expiresAt": ""}
    ada.page.route("**/invitations/look", lambda route: route.fulfill(json=looked))
    ada.goto(f"#/join/{SECRET}").is_in()
    dialog = ada.page.get_by_role("dialog", name="Join “Attic”")
    expect(dialog).to_contain_text("Grace invites you")
    assert SECRET not in ada.page.url
    dialog.get_by_role("button", name="Not now").click()
    expect(dialog).to_be_hidden()


def named(ada: Somebody, question: str, name: str) -> None:
    form = ada.page.get_by_role("dialog", name=question)
    form.get_by_label("Name").fill(name)
    form.get_by_role("button", name="Save").click()


def test_a_space_and_a_person_are_given_other_names(ada: Somebody) -> None:
    in_new_space(ada, "Gardn")
    ada.people().get_by_role("button", name="Rename the space").click()
    named(ada, "Rename the space", " ")
    expect(ada.page.get_by_role("dialog", name="Rename the space")).to_contain_text("Fill this in.")
    named(ada, "Rename the space", "Garden")
    expect(ada.page.locator(".space-note")).to_contain_text("Garden")
    ada.account().get_by_role("button", name="Change your name").click()
    named(ada, "Change your name", "Ada King")
    expect(ada.page.get_by_role("button", name="Account: Ada King")).to_be_visible()


def test_a_viewer_looks_and_changes_nothing(ada: Somebody) -> None:
    space = in_new_space(ada, "Garden")
    ada.add("Plant the bulbs")
    ada.add("Dig the pond")
    ada.row("Dig the pond").get_by_role("button", name="Delete").click()
    expect(ada.titles).to_have_text(["Plant the bulbs"])
    ada.page.wait_for_load_state("networkidle")
    ada.page.route(
        f"**/api/spaces/{space}",
        lambda route: route.fulfill(
            json={"spaceId": space, "name": "Garden", "role": "viewer", "version": 1}
        ),
    )
    ada.page.reload()
    ada.is_in()
    expect(ada.page.locator(".space-note")).to_contain_text("not change it")
    for control in ("Add", "New list", "New filter", "Edit: Plant the bulbs", "Delete: Plant the bulbs"):
        expect(ada.page.get_by_role("button", name=control, exact=True)).to_be_hidden()
    ada.page.keyboard.press("j")
    ada.page.keyboard.press("x")
    ada.page.keyboard.press("e")
    expect(ada.page.get_by_role("dialog", name="Plant the bulbs")).to_contain_text("To do")
    ada.page.keyboard.press("Escape")
    ada.page.evaluate("location.hash = '#/all/board'")
    ada.page.keyboard.press("j")
    ada.page.keyboard.press("Alt+ArrowRight")
    expect(ada.page.get_by_role("list", name="To do")).to_contain_text("Plant the bulbs")
    ada.page.set_viewport_size({"width": 390, "height": 844})
    bar = ada.page.get_by_role("navigation", name="Places")
    expect(bar.get_by_role("link", name="Search")).to_be_visible()
    expect(bar.get_by_role("link", name="Add")).to_have_count(0)
    ada.page.evaluate("location.hash = '#/trash'")
    expect(ada.page.get_by_text("Dig the pond")).to_be_visible()
    expect(ada.page.get_by_role("button", name="Restore")).to_be_hidden()
    ada.page.evaluate("location.hash = '#/settings'")
    expect(ada.page.get_by_role("button", name="Export")).to_be_visible()
    expect(ada.page.get_by_role("button", name="Import")).to_be_hidden()


def test_one_who_is_taken_out_keeps_what_they_typed(ada: Somebody) -> None:
    in_new_space(ada, "Cellar")
    gone = {"code": "not_found", "detail": "there is no such space here"}

    def refuse(route: Route) -> None:
        if "space" in route.request.url:
            route.fulfill(status=404, json=gone)
        else:
            route.continue_()

    for pattern in ("**/api/sync*", "**/api/spaces/*"):
        ada.page.route(pattern, refuse)
    ada.add("Count the bottles")
    dialog = ada.page.get_by_role("dialog", name="You are no longer in “Cellar”")
    expect(dialog.get_by_role("textbox")).to_have_value("Count the bottles")
    assert "space=" not in ada.page.url


def test_who_leaves_is_asked_about_what_was_not_sent_and_keeps_nothing_of_it(ada: Somebody) -> None:
    space = in_new_space(ada, "Shed")
    me = ada.page.evaluate("fetch('api/session').then(answer => answer.json())")["person"]["userId"]
    as_editor = {"spaceId": space, "name": "Shed", "role": "editor", "version": 1}
    ada.page.route(f"**/api/spaces/{space}", lambda route: route.fulfill(json=as_editor))
    ada.page.route("**/members?*", members({"userId": me, "name": "Ada", "role": "editor"}))
    ada.page.route(f"**/members/{me}", lambda route: route.fulfill(status=204))
    ada.page.reload()
    ada.is_in()
    ada.page.route("**/api/sync*", lambda route: route.abort())
    ada.add("Never sent")
    expect(ada.banner).to_contain_text("One change is kept here")
    assert any(space in name for name in ada.page.evaluate(KEPT) if name.endswith(".things"))
    ada.people().get_by_role("button", name="Leave").click()
    question = ada.page.get_by_role("dialog", name="One change in it has not been sent yet")
    question.get_by_role("button", name="Leave", exact=True).click()
    ada.page.wait_for_url(re.compile(r"/#/all$"))
    ada.is_in()
    assert not any(space in name for name in ada.page.evaluate(KEPT) if name.endswith(".things"))


def test_what_comes_in_and_goes_out_in_a_space_is_of_that_space(ada: Somebody, tmp_path: Path) -> None:
    in_new_space(ada, "Roof")
    ada.add("Nail the slates")
    expect(ada.banner).to_be_empty()
    file = tmp_path / "todoist.csv"
    file.write_text("TYPE,CONTENT,DESCRIPTION,PRIORITY\ntask,Clear the gutter,,4\n")
    ada.page.evaluate("location.hash = '#/settings'")
    ada.page.get_by_role("button", name="Import", exact=True).click()
    dialog = ada.page.get_by_role("dialog", name="Import tasks")
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_role("button", name="Preview").click()
    dialog.get_by_role("button", name="Import").click()
    expect(dialog.get_by_role("status")).to_contain_text("1 task came in")
    dialog.get_by_role("button", name="Close").click()
    ada.page.get_by_role("button", name="Export").click()
    with ada.page.expect_download() as download:
        ada.page.get_by_role("button", name="Spreadsheet (CSV)").click()
    taken_out = Path(download.value.path()).read_text()
    assert "Nail the slates" in taken_out
    assert "Clear the gutter" in taken_out


def test_the_page_names_its_space_to_all_routes_that_take_one_and_to_no_other() -> None:
    source = (WEB / "sign-in" / "start.js").read_text()
    in_space = re.compile(source.partition("IN_SPACE = /")[2].partition("/;")[0])
    for route in ROUTES:
        if route.door == "api":
            takes_space = "space" in getattr(route.query, "__struct_fields__", ())
            assert bool(in_space.match(route.path[1:])) == takes_space, route.path
