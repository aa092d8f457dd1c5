"""When a task is, in its sheet: due and start, how it repeats, and reminders."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.app import App, Form
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


def test_a_day_at_the_touch_of_a_button(server: Server, tab: Opener, clocked: BrowserContext) -> None:
    server.add("Water the fern", dueDate="2031-05-02T09:00:00[Europe/Berlin]")
    app = tab(within=clocked)
    app.page.clock.set_fixed_time("2026-11-21T08:30:00Z")
    form = app.edit("Water the fern")
    for name, day in [("Today", "2026-11-21"), ("Tomorrow", "2026-11-22"), ("Next week", "2026-11-23")]:
        form.button(name).click()
        expect(form.field("Due date")).to_have_value(day)
    expect(form.field("Due time, if there is one")).to_have_value("09:00")
    form.save()
    eventually(lambda: server.task("Water the fern")["dueDate"], "2026-11-23T09:00:00[Europe/Berlin]")
    form = app.edit("Water the fern")
    form.button("No date").click()
    form.save()
    eventually(lambda: server.task("Water the fern")["dueDate"], None)


def test_a_start_is_a_day_or_a_time(app: App, server: Server) -> None:
    form = app.details().write(title="Plant the bulbs")
    form.field("Start time, if there is one").fill("09:30")
    form.save()
    assert form.error("Start date") == "Choose a day for this time."
    form.write(start_date="2031-05-01").save()
    eventually(lambda: server.task("Plant the bulbs")["startDate"], "2031-05-01T09:30:00[Europe/Berlin]")


def test_a_preset_repeats_a_task_that_is_due(app: App, server: Server) -> None:
    form = app.details().write(title="Water the fern", repeats="FREQ=WEEKLY")
    form.save()
    assert form.error("Repeats") == "Give the task a due date, or count from when it is done."
    form.write(due_date="2031-05-02").save()
    eventually(lambda: server.task("Water the fern")["repeat"]["rule"], "FREQ=WEEKLY")
    expect(app.row("Water the fern")).to_contain_text("Repeats")


def test_a_rule_of_ones_own_is_said_in_words(app: App, server: Server) -> None:
    form = app.details().write(title="Pay the rent", due_date="2031-05-02", repeats="own")
    words = form.dialog.locator("#task-repeat-words")
    form.field("Every").fill("2")
    form.dialog.get_by_label("Monday").check()
    expect(words).to_have_text("Every second Monday.")
    form.dialog.get_by_label("Friday").check()
    expect(words).to_have_text("Every 2 weeks on Monday and Friday.")
    form.dialog.get_by_label("Unit").first.select_option("months")
    form.write(on="a weekday", which_one="last")
    form.field("Weekday").select_option("Friday")
    form.write(ends="after some times", how_many_times="0").save()
    assert form.error("Repeats") == "Use whole numbers from 1 to 1,000."
    form.write(how_many_times="6", counted_from="when it is done")
    expect(words).to_have_text("Every 2 months on the last Friday, counted from when it is done, 6 times.")
    form.save()
    rule = "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;COUNT=6"
    eventually(lambda: server.task("Pay the rent")["repeat"]["rule"], rule)
    form = app.edit("Pay the rent")
    expect(form.field("How many times")).to_have_value("6")
    expect(form.field("Which one")).to_have_value("-1")
    form.write(repeats="").save()
    eventually(lambda: server.task("Pay the rent")["repeat"], None)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "yearly on the 1st of March"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "monthly on the 30th or the last day"),
    ],
)
def test_a_rule_that_only_programs_make_stays(server: Server, tab: Opener, rule: str, shown: str) -> None:
    made = server.add("Odd", dueDate="2031-03-01", repeat={"rule": rule, "from": "done"})
    app = tab()
    form = app.edit("Odd")
    expect(form.field("Repeats").locator(":checked")).to_contain_text(shown)
    form.write(title="Still odd").save()
    eventually(lambda: server.titles(), ["Still odd"])
    assert server.task("Still odd")["repeat"] == made["repeat"]


def test_one_time_is_skipped(server: Server, tab: Opener) -> None:
    server.add("Water the fern", dueDate="2031-05-02", repeat={"rule": "FREQ=WEEKLY"})
    app = tab()
    form = app.edit("Water the fern").write(description="with rain water")
    form.button("Skip this one").click()
    expect(form.field("Due date")).to_have_value("2031-05-09")
    expect(form.said).to_have_text("Skipped: it is due the next time now.")
    expect(form.field("Description")).to_have_value("with rain water")
    form.save()
    eventually(lambda: server.task("Water the fern")["description"], "with rain water")
    assert server.task("Water the fern")["dueDate"] == "2031-05-09"
    expect(app.row("Water the fern")).to_contain_text("9 May 2031")


def catch_the_train(server: Server, tab: Opener) -> tuple[App, Form]:
    """A task for a train at nine, and its sheet."""
    server.add("Catch the train", dueDate="2031-05-02T09:00:00[Europe/Berlin]")
    app = tab()
    return app, app.edit("Catch the train")


def test_reminders_are_added_and_removed(server: Server, tab: Opener) -> None:
    app, form = catch_the_train(server, tab)
    row = form.dialog.get_by_role("group", name="Reminders")
    shown = row.get_by_role("listitem")
    form.field("How long").fill("2")
    row.get_by_label("Unit").select_option("hours")
    form.field("How long").press("Enter")
    expect(shown).to_have_text(["2 hours before it is due"])
    form.field("How long").fill("-1")
    form.button("Add reminder").click()
    assert form.error("How long") == "Use a whole number, and a year at most."
    form.field("Before or after").select_option("at a time")
    form.field("Day of the reminder").fill("2031-05-01")
    form.field("Time of the reminder").fill("20:00")
    form.button("Add reminder").click()
    expect(shown).to_have_text(["2 hours before it is due", "1 May 2031 20:00"])
    form.save()
    wanted = [{"relativeTo": "due", "minutes": -120}, {"at": "2031-05-01T20:00:00[Europe/Berlin]"}]
    eventually(lambda: server.task("Catch the train")["reminders"], wanted)
    form = app.edit("Catch the train")
    form.button("Remove reminder: 2 hours before it is due").click()
    form.save()
    eventually(lambda: server.task("Catch the train")["reminders"], wanted[1:])


def test_save_takes_the_reminder_in_the_line_or_says_what_it_lacks(server: Server, tab: Opener) -> None:
    app, form = catch_the_train(server, tab)
    form.field("How long").fill("45")
    form.save()
    wanted: list[dict[str, object]] = [{"relativeTo": "due", "minutes": -45}]
    eventually(lambda: server.task("Catch the train")["reminders"], wanted)
    form = app.edit("Catch the train")
    form.field("Before or after").select_option("at a time")
    form.field("Day of the reminder").fill("2031-05-01")
    form.button("Save").click()
    assert form.error("Time of the reminder") == "Choose the day and the time."
    expect(form.field("Day of the reminder")).to_be_focused()
    form.field("Time of the reminder").fill("20:00")
    form.save()
    wanted.append({"at": "2031-05-01T20:00:00[Europe/Berlin]"})
    eventually(lambda: server.task("Catch the train")["reminders"], wanted)


def test_save_takes_what_of_a_reminder_was_only_chosen(server: Server, tab: Opener) -> None:
    _, form = catch_the_train(server, tab)
    form.field("Before or after").select_option("after it is due")
    form.save()
    eventually(lambda: server.task("Catch the train")["reminders"], [{"relativeTo": "due", "minutes": 30}])


def test_a_reminder_that_cannot_be_read_is_not_thrown_away(server: Server, tab: Opener) -> None:
    _, form = catch_the_train(server, tab)
    form.field("How long").press("Control+a")
    form.field("How long").press_sequentially("4-5")
    form.button("Save").click()
    assert form.error("How long") == "Use a whole number, and a year at most."
    expect(form.dialog).to_be_visible()
    form.field("Before or after").select_option("at a time")
    form.field("Day of the reminder").press_sequentially("1")
    form.button("Save").click()
    assert form.error("Day of the reminder") == "Choose the day and the time."
    expect(form.dialog).to_be_visible()


def test_the_same_reminder_is_not_added_twice(server: Server, tab: Opener) -> None:
    _, form = catch_the_train(server, tab)
    form.field("How long").fill("45")
    form.button("Add reminder").dblclick()
    form.save()
    eventually(lambda: server.task("Catch the train")["reminders"], [{"relativeTo": "due", "minutes": -45}])


def test_a_reminder_that_was_taken_away_again_is_not_added_by_save(server: Server, tab: Opener) -> None:
    _, form = catch_the_train(server, tab)
    form.write(title="Catch the bus")
    form.field("How long").fill("45")
    form.field("How long").press("Enter")
    form.button("Remove reminder: 45 minutes before it is due").click()
    form.save()
    eventually(lambda: server.task("Catch the bus")["reminders"], [])
