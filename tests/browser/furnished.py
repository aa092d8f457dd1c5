"""A space in the middle of things, as somebody's may be, for pictures of the page and for tests of it."""

from typing import Any

from tests.browser.days import day
from tests.browser.server import Server

READING = [
    "The Wren, on the train",
    "What the owls of the north eat in winter",
    "Everything about sourdough that fits onto one page",
    "A short history of the umbrella",
    "The harbour master's notes on tides, currents and the weather of the western approaches, second edition",
]
LONG = (
    "Ask the three neighbours who keep bees whether the hedge may be cut before the end of February, "
    "and write down what each of them says"
)
ARABIC = "اتصل بأمي قبل العشاء"  # “Call my mother before dinner”


def furnish(server: Server) -> dict[str, str]:
    """Fill the space; the ids of its lists, its filter and most of its tasks, by their names."""
    ids = {name: server.add_list(name) for name in ("House", "Groceries", "Lisbon in spring", "Reading")}
    query = {"name": "Papers & letters", "query": "@papers | @letters"}
    ids["filter"] = str(server.call("POST", "filters", query)["filterId"])
    for task in (*inbox(), *house(ids["House"]), *elsewhere(ids)):
        ids[task["title"]] = server.add(**task)["taskId"]
    trip(server, ids["Lisbon in spring"])
    for title in ("Tune the cello", "The draft of the speech"):
        gone = server.add(title)
        server.call("DELETE", f"tasks/{gone['taskId']}")
    return ids


def in_a_row(server: Server, count: int = 4) -> None:
    """Task 1, Task 2 and so on, arranged so."""
    for number in range(1, count + 1):
        server.add(f"Task {number}", position=f"{number}0000000")


def inbox() -> list[dict[str, Any]]:
    landlord = {
        "title": "Reply to the landlord about the boiler",
        "priority": "urgent",
        "labels": ["letters"],
    }
    passport = {
        "title": "Renew the passport",
        "description": "Two photographs, and the old one.",
        "status": "doing",
    }
    return [
        {**landlord, "dueDate": day(-2)},
        {**passport, "dueDate": f"{day(0)}T23:30:00[Europe/Berlin]", "labels": ["papers"]},
        {"title": "Return the library books", "dueDate": day(1)},
        {"title": LONG, "priority": "medium", "dueDate": day(3), "labels": ["garden", "neighbours"]},
        {"title": ARABIC, "dueDate": day(0), "labels": ["family"]},
        {"title": "Ask Inês for the key to the boat", "description": "She is back on Thursday."},
        {"title": "Sort the photographs of the summer", "priority": "low", "startDate": day(2)},
        {"title": "Pay the piano teacher", "status": "done"},
    ]


def house(list_id: str) -> list[dict[str, Any]]:
    weekly = {"rule": "FREQ=WEEKLY;BYDAY=MO,TH"}
    chores = [
        {"title": "Water the fern", "dueDate": day(0), "repeat": weekly},
        {
            "title": "Plant the bulbs before the frost",
            "priority": "high",
            "dueDate": day(5),
            "labels": ["garden"],
        },
        {"title": "Take out the paper", "dueDate": day(2), "repeat": {"rule": "FREQ=WEEKLY;INTERVAL=2"}},
        {"title": "Fix the bell", "status": "doing", "priority": "medium"},
        {"title": "Bleed the radiators", "dueDate": day(-1)},
        {"title": "Oil the hinges", "status": "done"},
        {"title": "Sweep the chimney", "status": "done"},
    ]
    return [{**chore, "listId": list_id} for chore in chores]


def elsewhere(ids: dict[str, str]) -> list[dict[str, Any]]:
    wanted = ["Oats", "Olive oil", "Lemons, six", "Coffee, the dark one", "Bread flour", "Candles", "Dill"]
    bought = [{"title": title, "listId": ids["Groceries"], "labels": ["shop"]} for title in wanted]
    read = [
        {"title": title, "listId": ids["Reading"], "dueDate": day(4 + 3 * at)}
        for at, title in enumerate(READING)
    ]
    return bought + read


def trip(server: Server, list_id: str) -> None:
    """A task with parts, one of them done."""
    whole = server.add("Book the journey", listId=list_id, dueDate=day(7), priority="high", labels=["travel"])
    for title, status in (
        ("Train to Paris", "done"),
        ("Night train to Irun", "todo"),
        ("A room in Alfama", "todo"),
    ):
        server.add(title, listId=list_id, parentId=whole["taskId"], status=status)
    server.add("Learn fifty words of Portuguese", listId=list_id, status="doing", dueDate=day(12))
