"""Lists: making, naming and deleting them, and moving tasks between them."""

from playwright.sync_api import Locator, expect

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server
from tests.contract.eventually import eventually


def names(server: Server) -> list[str]:
    return [tasklist["name"] for tasklist in server.call("GET", "lists")["lists"]]


def name_form(app: App) -> Locator:
    return app.page.get_by_role("dialog", name="list")


def name_list(app: App, name: str) -> None:
    name_form(app).get_by_label("Name").fill(name)
    name_form(app).get_by_role("button", name="Save").click()


def test_a_new_list_takes_tasks(app: App, server: Server) -> None:
    app.page.get_by_role("button", name="New list").click()
    name_list(app, "Groceries")
    expect(app.heading).to_have_text("Groceries")
    app.add("Oat milk")
    eventually(lambda: (names(server), server.titles()), (["Groceries"], ["Oat milk"]))
    app.go("Inbox")
    expect(app.rows).to_have_count(0)
    app.go("All tasks")
    expect(app.row("Oat milk")).to_contain_text("in Groceries")


def test_a_list_needs_a_name(app: App) -> None:
    app.page.get_by_role("button", name="New list").click()
    name_list(app, "  ")
    expect(name_form(app).get_by_label("Name")).to_have_accessible_description("Give the list a name.")


def test_renaming(server: Server, tab: Opener) -> None:
    id = server.add_list("Groceries")
    app = tab(f"list/{id}")
    app.page.get_by_role("button", name="Rename list").click()
    expect(name_form(app).get_by_label("Name")).to_have_value("Groceries")
    name_list(app, "Food")
    expect(app.heading).to_have_text("Food")
    expect(app.page).to_have_title("Food · Farthing")
    eventually(lambda: names(server), ["Food"])


def test_moving_a_task(server: Server, tab: Opener) -> None:
    id = server.add_list("Garden")
    server.add("Plant bulbs")
    app = tab("inbox")
    app.edit("Plant bulbs").write(list="Garden").save()
    expect(app.rows).to_have_count(0)
    eventually(lambda: server.task("Plant bulbs")["listId"], id)
    app.go("Garden")
    expect(app.titles).to_have_text(["Plant bulbs"])


def test_a_deleted_list_leaves_its_tasks_in_the_inbox(server: Server, tab: Opener) -> None:
    id = server.add_list("Orchard")
    server.add("Plant bulbs", listId=id)
    app = tab(f"list/{id}")
    app.page.get_by_role("button", name="Delete list").click()
    expect(app.heading).to_have_text("Inbox")
    expect(app.titles).to_have_text(["Plant bulbs"])
    eventually(lambda: len(names(server)), 0)
    app.go("Trash")
    app.page.get_by_role("button", name="Restore: List “Orchard”").click()
    eventually(lambda: names(server), ["Orchard"])
    app.go("Orchard")
    expect(app.titles).to_have_text(["Plant bulbs"])


def test_the_sidebar_counts_open_tasks(server: Server, tab: Opener) -> None:
    id = server.add_list("Garden")
    for number in range(3):
        server.add(f"Bulb {number}", listId=id)
    server.add("Done", listId=id, status="done")
    app = tab()
    expect(app.page.get_by_role("link", name="Garden")).to_have_text("Garden3")
    app.done("Bulb 1").check()
    expect(app.page.get_by_role("link", name="Garden")).to_have_text("Garden2")


def test_the_way_back(server: Server, tab: Opener) -> None:
    id = server.add_list("Garden")
    app = tab(f"list/{id}")
    expect(app.heading).to_have_text("Garden")
    app.go("Inbox")
    expect(app.heading).to_be_focused()
    app.page.go_back()
    expect(app.heading).to_have_text("Garden")


def test_a_label_leads_to_its_tasks_and_is_given_another_name(server: Server, tab: Opener) -> None:
    server.add("Water the fern", labels=["gardn", "home"])
    server.add("Plant the bulbs", labels=["garden", "gardn"])
    server.add("Pay the rent", labels=["home"])
    labels = lambda: {task["title"]: task["labels"] for task in server.tasks()}  # noqa: E731
    app = tab()
    app.row("Water the fern").get_by_role("link", name="gardn").click()
    expect(app.heading).to_have_text("gardn")
    expect(app.titles).to_have_text(["Water the fern", "Plant the bulbs"])
    app.page.get_by_role("button", name="Rename label").click()
    dialog = app.page.get_by_role("dialog", name="Rename label")
    dialog.get_by_label("Name").fill("x" * 51)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("50")
    dialog.get_by_label("Name").fill("garden")
    dialog.get_by_role("button", name="Save").click()
    expect(app.heading).to_have_text("garden")
    named = {"Water the fern": ["garden", "home"], "Plant the bulbs": ["garden"], "Pay the rent": ["home"]}
    eventually(labels, named)
    app.page.get_by_role("button", name="Take the label off everywhere").click()
    eventually(labels, {"Water the fern": ["home"], "Plant the bulbs": [], "Pay the rent": ["home"]})
    app.undo()
    eventually(labels, named)
