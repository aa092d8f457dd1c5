"""THE table of what there is to see of the page: each way leads a page that is open to one sight of it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.app import App

Way = Callable[[App, dict[str, str]], None]
CHIPS = "Call the bank every monday 9am p1 @papers"


def place(path: str) -> Way:
    """To a place, named by its address with the ids of the space in it."""

    def go(app: App, ids: dict[str, str]) -> None:
        app.page.evaluate("path => location.hash = `#/${path}`", path.format_map(ids))
        expect(app.page.locator("#view[aria-busy=true]")).to_have_count(0)
        app.page.evaluate("scrollTo(0, 0)")

    return go


def sheet(app: App, ids: dict[str, str]) -> None:
    place("inbox")(app, ids)
    app.edit("Renew the passport")


def sheet_with_all(app: App, ids: dict[str, str]) -> None:
    """The sheet of a task that repeats, with its history."""
    place("today")(app, ids)
    form = app.edit("Water the fern")
    form.dialog.get_by_text("History", exact=True).click()
    expect(form.dialog.get_by_role("list", name="History")).to_be_visible()


def saved_filter(app: App, ids: dict[str, str]) -> None:
    place("filter/{filter}")(app, ids)
    expect(app.rows.first).to_be_visible()  # once what finds them is loaded


def search(app: App, ids: dict[str, str]) -> None:
    place("search/the")(app, ids)
    expect(app.heading).to_contain_text("Search")


def keyed(keys: str, name: str) -> Way:
    """A dialog that is opened by a key."""

    def press(app: App, ids: dict[str, str]) -> None:
        place("today")(app, ids)
        app.heading.focus()
        app.page.keyboard.press(keys)
        expect(app.page.get_by_role("dialog", name=name)).to_be_visible()

    return press


def pressed(path: str, button: str) -> Way:
    """A dialog that a button of a place opens, wherever that is on the page."""

    def press(app: App, ids: dict[str, str]) -> None:
        place(path)(app, ids)
        app.page.get_by_role("button", name=button, exact=True, include_hidden=True).dispatch_event("click")
        expect(app.page.get_by_role("dialog")).to_be_visible()

    return press


def chosen(app: App, ids: dict[str, str]) -> None:
    place("inbox")(app, ids)
    for title in ("Renew the passport", "Return the library books"):
        app.row(title).click(modifiers=["Control"])
    expect(app.page.get_by_role("group", name="Chosen tasks")).to_be_visible()


def labels(app: App, ids: dict[str, str]) -> None:
    chosen(app, ids)
    app.page.get_by_role("group", name="Chosen tasks").get_by_role("button", name="Labels").click()
    expect(app.page.get_by_role("dialog", name="Labels")).to_be_visible()


def chips(app: App, ids: dict[str, str]) -> None:
    place("inbox")(app, ids)
    app.page.get_by_label("Title of the new task").fill(CHIPS)


def menu(app: App, ids: dict[str, str]) -> None:
    """The places, which stand at the side of a wide page at all times."""
    place("today")(app, ids)
    button = app.page.get_by_role("button", name="Lists", exact=True)
    if button.count():
        button.click()


SIGHTS: dict[str, Way] = {
    "today": place("today"),
    "inbox": place("inbox"),
    "upcoming": place("upcoming"),
    "calendar": place("calendar"),
    "all": place("all"),
    "list": place("list/{Lisbon in spring}"),
    "board": place("list/{House}/board"),
    "label": place("label/garden"),
    "filter": saved_filter,
    "search": search,
    "nothing-found": place("search/zebra"),
    "done": place("done"),
    "trash": place("trash"),
    "outbox": place("outbox"),
    "settings": place("settings"),
    "import": pressed("settings", "Import"),
    "export": pressed("settings", "Export"),
    "tokens": pressed("settings", "Tokens and calendars"),
    "list-form": pressed("today", "New list"),
    "filter-form": pressed("today", "New filter"),
    "sheet": sheet,
    "sheet-with-all": sheet_with_all,
    "help": keyed("?", "Keys"),
    "palette": keyed("Control+k", "Commands"),
    "chosen": chosen,
    "chosen-labels": labels,
    "quick-add": chips,
    "menu": menu,
}


def leave(app: App) -> None:
    """Back from a sight, so that the next can be gone to."""
    field = app.page.get_by_label("Title of the new task")
    if field.is_visible() and field.input_value():
        field.fill("")
    for _ in range(2):
        app.page.keyboard.press("Escape")
