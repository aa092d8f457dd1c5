"""What is wrong is said next to the field, before and after sending; what was typed is never lost."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.browser.troubles import REFRESH, SYNC, refuse
from tests.contract.eventually import eventually


def test_a_task_needs_a_title(app: App) -> None:
    app.add("   ")
    title = app.page.get_by_label("Title of the new task")
    expect(title).to_have_accessible_description("Give the task a title.")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_be_focused()
    title.fill("x")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    expect(app.page.get_by_text("Give the task a title.")).to_be_hidden()


WRONG = [
    ("Title", "", "Give the task a title."),
    ("Title", "x" * 501, "Use at most 500 characters; “xxxxxxxxxxxxxxxxxxxx…” has 501."),
    ("Title", "a\x01b", "Leave out characters that cannot be seen."),
    ("Description", "ö" * 33_000, "Shorten this to 64 KiB."),
    ("Labels", "a," + "y" * 51, "Use at most 50 characters; “yyyyyyyyyyyyyyyyyyyy…” has 51."),
    ("Labels", ",".join(map(str, range(51))), "Use at most 50 labels."),
    ("Due time, if there is one", "09:00", "Choose a day for this time."),
]


def test_the_form_is_checked_before_it_is_sent(app: App, server: Server) -> None:
    form = app.details()
    for field, text, message in WRONG:
        right = "Fine" if field == "Title" else ""
        form.write(title="Fine")
        form.field(field).fill(text)
        form.save()
        assert form.error(field) == message
        expect(form.field(field)).to_have_attribute("aria-invalid", "true")
        expect(form.dialog.locator("[aria-invalid]").first).to_be_focused()
        form.field(field).fill(right)
    assert server.tasks() == []


def test_a_title_of_500_characters_beyond_the_basic_plane_is_fine(app: App, server: Server) -> None:
    app.add("🪶" * 500)
    eventually(server.titles, ["🪶" * 500])


def test_half_a_date_is_not_sent(app: App, server: Server) -> None:
    form = app.details().write(title="Half")
    form.field("Due date").focus()
    app.page.keyboard.type("31")
    form.save()
    assert form.error("Due date") == "Type the whole day, one that there is."
    assert server.tasks() == []


def test_what_the_server_refuses_comes_back_with_its_reason_at_the_field(app: App, server: Server) -> None:
    refuse(app, "labels: too many rhyme")
    app.details().write(title="Into the void", description="typed", labels="void, avoid").save()
    form = app.form()
    expect(form.field("Labels")).to_have_attribute("aria-invalid", "true")
    assert form.error("Labels") == "Too many rhyme."
    expect(form.field("Description")).to_have_value("typed")
    expect(app.rows).to_have_count(0)
    app.page.unroute(SYNC)
    form.write(labels="void").save()
    eventually(server.titles, ["Into the void"])
    expect(app.titles).to_have_text(["Into the void"])


def test_a_refused_edit_comes_back_too(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    refuse(app, "description: must not rhyme")
    app.edit("Water the fern").write(title="Water both", description="in the morn").save()
    form = app.form()
    assert form.error("Description") == "Must not rhyme."
    expect(form.field("Title")).to_have_value("Water both")
    app.page.unroute(SYNC)
    form.write(description="at dawn").save()
    eventually(lambda: server.task("Water both")["description"], "at dawn")


def test_a_closed_form_offers_its_text_again(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.edit("Water the fern").write(description="with rain water")
    app.page.keyboard.press("Escape")
    app.toast.get_by_role("button", name="Edit on").click()
    form = app.form()
    expect(form.field("Description")).to_have_value("with rain water")
    form.save()
    eventually(lambda: server.task("Water the fern")["description"], "with rain water")
    app.edit("Water the fern").dialog.get_by_role("button", name="Cancel").click()
    expect(app.toast).to_be_hidden()


def test_what_is_typed_outlives_a_reload(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.page.get_by_label("Title of the new task").fill("half a tho")
    app.edit("Water the fern").write(description="with rain water", due_date="2031-05-02")
    app.page.reload()
    form = app.form()
    expect(form.field("Description")).to_have_value("with rain water")
    form.save()
    eventually(lambda: server.task("Water the fern")["dueDate"], "2031-05-02")
    expect(app.page.get_by_label("Title of the new task")).to_have_value("half a tho")


def test_details_take_over_the_title(app: App, server: Server) -> None:
    app.page.get_by_label("Title of the new task").fill("Buy a ladder")
    form = app.details()
    expect(form.field("Title")).to_have_value("Buy a ladder")
    form.write(priority="low").save()
    expect(app.page.get_by_label("Title of the new task")).to_have_value("")
    eventually(lambda: server.task("Buy a ladder")["priority"], "low")


def test_what_is_put_aside_stays_until_it_is_taken_up(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    server.add("Read")
    app = tab()
    app.edit("Water the fern").write(description="with rain water")
    app.page.keyboard.press("Escape")
    expect(app.toast).to_contain_text("Your text is put aside")
    app.edit("Read").write(title="Read on")
    app.page.keyboard.press("Escape")
    app.done("Read").check()
    expect(app.toast).to_contain_text("Done: “Read”")
    app.toast.get_by_role("button", name="Close").click()
    expect(app.toast).to_contain_text("Your text is put aside")
    app.reload()
    app.toast.get_by_role("button", name="Edit on").click()
    form = app.form()
    expect(form.field("Title")).to_have_value("Read on")
    form.save()
    app.toast.get_by_role("button", name="Edit on").click()
    expect(form.field("Description")).to_have_value("with rain water")
    form.save()
    eventually(lambda: server.task("Water the fern")["description"], "with rain water")
    app.reload()
    expect(app.toast).to_be_hidden()


def test_what_is_put_aside_can_be_let_go(app: App) -> None:
    app.details().write(title="Half")
    app.page.keyboard.press("Escape")
    app.toast.get_by_role("button", name="Close").click()
    expect(app.toast).to_be_hidden()
    app.reload()
    expect(app.toast).to_be_hidden()


def test_the_outbox_stays_as_it_is_while_nothing_in_it_changes(tab: Opener) -> None:
    app = tab()
    refuse(app, "title: must not rhyme")
    app.add("Into the void")
    app.form().dialog.press("Escape")
    app.page.evaluate("location.hash = '#/outbox'")
    press = app.page.get_by_role("button", name="Let it go")
    press.focus()
    with app.page.expect_response("**/api/sync?*"):
        app.page.evaluate(REFRESH)
    expect(press).to_be_focused()


def test_what_waits_behind_a_form_takes_nothing_from_it(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    asked: list[Route] = []
    refuse(app, "title: must not rhyme")
    app.page.route(SYNC, lambda route: asked.append(route), times=1)
    app.add("Into the void")
    app.edit("Water the fern").write(description="with rain water")
    app.eventually(lambda: len(asked), 1)
    asked.pop().fallback()
    expect(app.banner).to_have_text("One change was not taken.")
    app.page.unroute(SYNC)
    app.page.reload()
    form = app.form()
    expect(form.field("Description")).to_have_value("with rain water")
    form.save()
    expect(form.field("Title")).to_have_value("Into the void")
    form.save()
    eventually(server.titles, ["Water the fern", "Into the void"])


def test_lines_that_are_no_field_yet_are_kept_too(server: Server, tab: Opener) -> None:
    server.add("Paint the door", dueDate="2031-05-02")
    app = tab()
    form = app.edit("Paint the door")
    form.field("New subtask").fill("Sand")
    form.field("Before or after").select_option("after it is due")
    app.page.keyboard.press("Escape")
    expect(app.toast).to_contain_text("Your text is put aside")
    app.reload()
    app.toast.get_by_role("button", name="Edit on").click()
    expect(form.field("Before or after")).to_have_value("+due")
    form.field("New subtask").press("Enter")
    app.page.reload()
    expect(form.field("New subtask")).to_have_value("")
    form.field("New subtask").fill("Buy paint")
    form.save()
    app.edit("Paint the door").dialog.get_by_role("button", name="Cancel").click()
    expect(app.toast).to_be_hidden()
    eventually(lambda: sorted(server.titles()), ["Buy paint", "Paint the door", "Sand"])


@pytest.mark.parametrize("kind", ["list", "filter"])
def test_a_name_is_kept_like_all_that_is_typed(app: App, kind: str) -> None:
    app.page.get_by_role("button", name=f"New {kind}").click()
    form = app.page.get_by_role("dialog", name=f"New {kind}")
    form.get_by_label("Name").fill("Gard")
    app.page.reload()
    expect(form.get_by_label("Name")).to_have_value("Gard")
    app.page.keyboard.press("Escape")
    app.toast.get_by_role("button", name="Edit on").click()
    expect(form.get_by_label("Name")).to_have_value("Gard")
    form.get_by_label("Name").fill("Garden")
    if kind == "filter":
        form.get_by_label("Filter", exact=True).fill("@garden")
    form.get_by_role("button", name="Save").click()
    expect(app.heading).to_have_text("Garden")
    app.reload()
    expect(app.toast).to_be_hidden()
    expect(form).to_be_hidden()
