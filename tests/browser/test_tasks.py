"""What people do with tasks on the page, and that the server has it afterwards."""

from playwright.sync_api import Route, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


def test_tasks_are_listed_on_load(server: Server, tab: Opener) -> None:
    server.add("Renew the passport", dueDate="2031-05-02", priority="high", labels=["papers", "summer"])
    server.add("Water the fern", description="The big one.\nAnd the small one.", status="doing")
    app = tab()
    expect(app.titles).to_have_text(["Renew the passport", "Water the fern"])
    expect(app.row("Renew the passport")).to_contain_text("Due 2 May 2031")
    expect(app.row("Renew the passport")).to_contain_text("High priority")
    expect(app.row("Renew the passport").locator(".label")).to_have_text(["papers", "summer"])
    expect(app.row("Water the fern")).to_contain_text("Doing")
    expect(app.row("Water the fern")).to_contain_text("The big one.")


def test_nothing_there(app: App) -> None:
    expect(app.page.get_by_text("Nothing to do here.")).to_be_visible()


def test_a_title_and_enter_make_a_task(app: App, server: Server) -> None:
    title = app.page.get_by_label("Title of the new task")
    title.fill("  Buy oat milk ")
    title.press("Enter")
    expect(app.titles).to_have_text(["Buy oat milk"])
    expect(title).to_have_value("")
    expect(title).to_be_focused()
    eventually(server.titles, ["Buy oat milk"])


def test_a_task_with_every_field(server: Server, tab: Opener) -> None:
    paris = server.add_list("Paris")
    app = tab()
    form = app.details()
    form.write(
        title="Book the train", description="Window seat.\n\nNot too early.", labels="travel, rail , travel,"
    )
    form.write(due_date="2031-05-02", priority="urgent", list="Paris")
    form.status("Doing").save()
    expect(app.row("Book the train")).to_contain_text("in Paris")
    task = server.task("Book the train")
    assert task["description"] == "Window seat.\n\nNot too early."
    assert task["labels"] == ["travel", "rail"]
    assert (task["dueDate"], task["priority"], task["status"]) == ("2031-05-02", "urgent", "doing")
    assert task["listId"] == paris
    assert task["taskId"][14] == "7", "ids keep the order of creation"


def test_a_time_is_in_the_zone_of_the_browser(app: App, server: Server) -> None:
    form = app.details()
    expect(form.dialog).to_contain_text("Times are in Europe/Berlin.")
    form.write(title="Call the plumber", due_date="2031-05-02").field("Due time, if there is one").fill(
        "09:30"
    )
    form.save()
    expect(app.row("Call the plumber")).to_contain_text("Due 2 May 2031 09:30")
    eventually(lambda: server.task("Call the plumber")["dueDate"], "2031-05-02T09:30:00[Europe/Berlin]")


def test_a_due_elsewhere_keeps_its_zone(server: Server, tab: Opener) -> None:
    server.add("Call Lisbon", dueDate="2031-05-02T09:30:00[Europe/Lisbon]")
    app = tab()
    expect(app.row("Call Lisbon")).to_contain_text("09:30 Lisbon")
    form = app.edit("Call Lisbon")
    expect(form.dialog).to_contain_text("Times are in Lisbon.")
    form.field("Due time, if there is one").fill("10:00")
    form.save()
    eventually(lambda: server.task("Call Lisbon")["dueDate"], "2031-05-02T10:00:00[Europe/Lisbon]")


def test_what_is_overdue_says_so(server: Server, tab: Opener) -> None:
    server.add("Long ago", dueDate="2020-01-01")
    server.add("Long done", dueDate="2020-01-01", status="done")
    app = tab()
    app.show("All")
    expect(app.row("Long ago")).to_contain_text("Overdue since 1 Jan 2020")
    expect(app.row("Long done")).to_contain_text("Due 1 Jan 2020")


def test_editing_writes_the_changed_fields_only(server: Server, tab: Opener) -> None:
    made = server.add(
        "Draft the letter", description="one\r\ntwo", labels=["a, b", "c"], dueDate="2031-05-02T09:30:15Z"
    )
    app = tab()
    form = app.edit("Draft the letter")
    form.write(title="Draft both letters").save()
    expect(app.titles).to_have_text(["Draft both letters"])
    eventually(server.titles, ["Draft both letters"])
    changed = server.task("Draft both letters")
    assert {name for name in made if made[name] != changed[name]} == {"title", "updatedAt", "version"}


def test_a_field_can_be_emptied(server: Server, tab: Opener) -> None:
    server.add("Tidy up", description="everything", labels=["home"], dueDate="2031-05-02", priority="low")
    form = tab().edit("Tidy up")
    form.write(description="", labels="", due_date="", priority="none").save()
    eventually(lambda: server.task("Tidy up")["dueDate"], None)
    task = server.task("Tidy up")
    assert (task["description"], task["labels"], task["priority"]) == ("", [], "none")


def test_completing_takes_one_click_and_can_be_undone(server: Server, tab: Opener) -> None:
    server.add("Water the fern", status="doing")
    app = tab()
    app.done("Water the fern").check()
    eventually(lambda: server.task("Water the fern")["status"], "done")
    expect(app.toast).to_contain_text("Done: “Water the fern”")
    app.undo()
    expect(app.done("Water the fern")).not_to_be_checked()
    eventually(lambda: server.task("Water the fern")["status"], "doing")


def test_a_completed_task_stays_in_place_until_one_looks_elsewhere(server: Server, tab: Opener) -> None:
    for title in ("first", "second"):
        server.add(title)
    app = tab()
    app.done("first").check()
    expect(app.titles).to_have_text(["first", "second"])
    app.show("Done")
    expect(app.titles).to_have_text(["first"])
    app.show("Open")
    expect(app.titles).to_have_text(["second"])
    app.show("All")
    expect(app.titles).to_have_text(["first", "second"])


def test_starting_a_task(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.row("Water the fern").hover()
    app.page.get_by_role("button", name="Start doing: Water the fern").click()
    expect(app.row("Water the fern")).to_contain_text("Doing")
    eventually(lambda: server.task("Water the fern")["status"], "doing")


def test_deleting_can_be_undone(server: Server, tab: Opener) -> None:
    made = server.add("Water the fern", labels=["home"])
    app = tab()
    app.delete("Water the fern")
    expect(app.rows).to_have_count(0)
    eventually(lambda: len(server.titles()), 0)
    app.undo()
    expect(app.titles).to_have_text(["Water the fern"])
    eventually(server.titles, ["Water the fern"])
    assert server.task("Water the fern")["labels"] == made["labels"]


def test_the_trash_gives_back(server: Server, tab: Opener) -> None:
    for title in ("Kept", "Deleted by hand", "Deleted elsewhere"):
        server.add(title)
    server.call("DELETE", f"tasks/{server.task('Deleted elsewhere')['taskId']}")
    app = tab()
    app.delete("Deleted by hand")
    app.go("Trash")
    bin = app.page.get_by_role("region", name="Trash")
    expect(bin.get_by_text("Deleted by hand", exact=True)).to_be_visible()
    for title in ("Deleted elsewhere", "Deleted by hand"):
        bin.get_by_role("button", name=f"Restore: {title}").click()
        expect(bin.get_by_text(title, exact=True)).to_have_count(0)
    eventually(lambda: sorted(server.titles()), ["Deleted by hand", "Deleted elsewhere", "Kept"])
    app.go("All tasks")
    expect(app.titles).to_have_text(["Kept", "Deleted by hand", "Deleted elsewhere"])


def test_searching_and_sorting(server: Server, tab: Opener) -> None:
    server.add("Apples", dueDate="2031-05-03", labels=["Market"])
    server.add("Bread", description="from the market, if it is open")
    server.add("Candles", dueDate="2031-05-02T09:00:00[Europe/Berlin]")
    app = tab()
    sort = app.page.get_by_label("Sort")
    sort.select_option("By due date")
    expect(app.titles).to_have_text(["Candles", "Apples", "Bread"])
    sort.select_option("Newest first")
    expect(app.titles).to_have_text(["Candles", "Bread", "Apples"])
    app.page.get_by_label("Search the tasks").fill("mark open")
    expect(app.heading).to_have_text("Search: mark open")
    expect(app.titles).to_have_text(["Bread"])
    app.page.get_by_label("Search the tasks").fill("market")
    expect(app.titles).to_have_text(["Apples", "Bread"])
    app.page.get_by_label("Search the tasks").press("Escape")
    expect(app.rows).to_have_count(3)


def test_an_action_shows_before_the_server_answers(server: Server, app: App) -> None:
    held: list[Route] = []
    app.page.route("**/api/sync", lambda route: route.continue_() if held else held.append(route))
    app.add("Quick")
    expect(app.titles).to_have_text(["Quick"])
    app.done("Quick").check()
    expect(app.row("Quick")).to_have_attribute("data-status", "done")
    assert server.titles() == []
    app.eventually(lambda: len(held), 1)
    held[0].continue_()
    app.eventually(lambda: [task["status"] for task in server.tasks()], ["done"])


def test_a_refused_action_is_rolled_back_and_says_so(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    problem = {"status": 403, "title": "no", "code": "x", "detail": "the moon is wrong"}
    app.page.route("**/api/sync", lambda route: route.fulfill(status=403, json=problem))
    app.done("Water the fern").click()
    expect(app.toast).to_contain_text("That was not done: The moon is wrong.")
    expect(app.done("Water the fern")).not_to_be_checked()
    app.problems.clear()  # the browser notes the answer


def test_what_a_server_fails_over_is_done_all_the_same_and_sent_again(server: Server, tab: Opener) -> None:
    server.add("Water the fern")
    app = tab()
    app.page.route("**/api/sync", lambda route: route.fulfill(status=500))
    app.done("Water the fern").click()
    expect(app.banner).to_contain_text("The server answered 500. One change is kept here and will be sent.")
    expect(app.done("Water the fern")).to_be_checked()
    app.page.unroute("**/api/sync")
    app.try_now()
    eventually(lambda: server.task("Water the fern")["status"], "done")
    app.problems.clear()  # the browser notes the answer
