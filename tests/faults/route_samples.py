"""One sample request for each route that is served on AWS, and what must be there before it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import json

from farthing.features import keys
from farthing.features.follow import follow
from farthing.features.records import Change
from tests.api.client import Client

TASK = "01900000-0000-7000-8000-00000000000a"
LIST = "01900000-0000-7000-8000-00000000000b"
FILTER = "01900000-0000-7000-8000-00000000000f"
NEW = "01900000-0000-7000-8000-00000000000c"
ITEM = "mug"
OTHER = "01900000-0000-7000-8000-00000000000e"

Names = dict[str, str]
Given = Callable[[Client], Names]
"""Makes something by the API, and names it as paths do."""


class Sample(NamedTuple):
    """`body` and `query` may have names of what is given, in braces; `key`: with an `Idempotency-Key`;
    `once`: done twice it is done once, by its key or by its nature."""

    given: tuple[Given, ...] = ()
    body: Any = None
    query: str = ""
    key: bool = False
    once: bool = True

    def content(self, names: Names) -> bytes | None:
        if self.body is None:
            return None
        text = json.encode(self.body).decode()
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        return text.encode()


def task(api: Client) -> Names:
    api.ok("PUT", f"/tasks/{TASK}", {"title": "Buy groceries"})
    return {"taskId": TASK}


def daily_task(api: Client) -> Names:
    api.ok("PUT", f"/tasks/{TASK}", {"title": "Water", "dueDate": "2026-11-21", "repeat": {"rule": "daily"}})
    return {"taskId": TASK}


def labelled(api: Client) -> Names:
    names = task(api)
    api.ok("PATCH", f"/tasks/{TASK}", {"labels": ["home"]})
    return names


def task_in_trash(api: Client) -> Names:
    names = task(api)
    api.ok("DELETE", f"/tasks/{TASK}")
    return names


def changed_task(api: Client) -> Names:
    """With its history, which is written after the change and not by the API."""
    names = task(api)
    store, clock, path = api.app._store, api.app._clock, f"/tasks/{TASK}"
    old, new = api("GET", path).body, api("PATCH", path, {"title": "Buy milk"}).body
    kept = json.decode(new)
    space, key = keys.space(kept["spaceId"]), keys.thing("task", TASK)
    assert follow(store, clock, [Change(space, key, kept["version"], new, old)]) == []
    return names


def parent(api: Client) -> Names:
    """With a subtask, which is noted after the change and not by the API."""
    made = api(
        "POST", "/tasks", {"title": "Choose apples", "parentId": task(api)["taskId"], "taskId": NEW}
    ).body
    space, key = keys.space(json.decode(made)["spaceId"]), keys.thing("task", NEW)
    assert follow(api.app._store, api.app._clock, [Change(space, key, 1, made)]) == []
    return {"taskId": TASK}


def list_(api: Client) -> Names:
    api.ok("PUT", f"/lists/{LIST}", {"name": "Errands"})
    return {"listId": LIST}


def list_in_trash(api: Client) -> Names:
    names = list_(api)
    api.ok("DELETE", f"/lists/{LIST}")
    return names


def filter_(api: Client) -> Names:
    api.ok("PUT", f"/filters/{FILTER}", {"name": "Evening", "query": "due<=today & @home"})
    return {"filterId": FILTER}


def filter_in_trash(api: Client) -> Names:
    names = filter_(api)
    api.ok("DELETE", f"/filters/{FILTER}")
    return names


def item(api: Client) -> Names:
    api.ok("PUT", "/items", {"id": ITEM, "price": 4.5})
    return {"itemId": ITEM}


def space(api: Client) -> Names:
    return {"spaceId": api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]}


def elsewhere(api: Client) -> Names:
    """A space to move to."""
    return {"elsewhere": space(api)["spaceId"]}


def shared_space(api: Client) -> Names:
    """A space that another person is in, as a viewer."""
    names = space(api)
    asked = api.ok("POST", f"/spaces/{names['spaceId']}/invitations", {"role": "viewer"})
    api.ok("POST", "/invitations/accept", {"secret": asked["secret"]}, x_person=OTHER)
    return names | {"userId": OTHER}


def invitation(api: Client) -> Names:
    names = space(api)
    made = api.ok("POST", f"/spaces/{names['spaceId']}/invitations", {"role": "editor"})
    return names | {"invitationId": made["invitationId"]}


def invited(api: Client) -> Names:
    """An invitation by another person."""
    home = api.ok("POST", "/spaces", {"name": "Home"}, x_person=OTHER)["spaceId"]
    made = api.ok("POST", f"/spaces/{home}/invitations", {"role": "editor"}, x_person=OTHER)
    return {"secret": made["secret"]}


def token(api: Client) -> Names:
    return {"tokenId": api.ok("POST", "/tokens", {"name": "laptop"})["tokenId"]}


def calendar(api: Client) -> Names:
    made = api.ok("POST", "/calendars", {"name": "Due"})
    return {"calendarId": made["calendarId"], "secret": made["address"].partition("=")[2]}


def taskwarrior(_: Client) -> Names:
    return {"format": "taskwarrior"}


def new(id: str) -> Given:
    """A name for what is not there yet."""
    return lambda _: {"taskId": id, "listId": id, "filterId": id}


CARRIED_ITEM = {
    "itemId": ITEM, "userId": NEW, "spaceId": NEW, "version": 3, "createdAt": "2026-11-21T04:00:00.000Z",
    "updatedAt": "2026-11-21T04:00:00.000Z", "document": {"id": ITEM, "price": 5},
}  # fmt: skip
CHANGES = [
    {"kind": "task", "id": TASK, "base": 1, "fields": {"title": "Buy milk"}},
    {"kind": "task", "id": NEW, "base": 0, "fields": {"title": "Call the plumber"}},
]

SAMPLES: dict[tuple[str, str, str], Sample] = {
    ("api", "GET", "/tasks"): Sample((task,), query="status=todo&filter=due%3Ctoday"),
    ("api", "POST", "/tasks"): Sample((list_,), {"title": "Call the plumber", "listId": LIST}, key=True),
    ("api", "POST", "/tasks/quick"): Sample(
        (list_,), {"text": "Call the plumber tomorrow #Errands"}, key=True
    ),
    ("api", "GET", "/tasks/{taskId}"): Sample((task,)),
    ("api", "PUT", "/tasks/{taskId}"): Sample((new(NEW),), {"title": "Call the plumber"}),
    ("api", "PATCH", "/tasks/{taskId}"): Sample((task,), {"status": "done"}),
    ("api", "DELETE", "/tasks/{taskId}"): Sample((task,)),
    ("api", "POST", "/tasks/{taskId}/restore"): Sample((task_in_trash,)),
    ("api", "POST", "/tasks/bulk"): Sample((task,), {"taskIds": [TASK], "addLabels": ["home"]}),
    ("api", "POST", "/tasks/{taskId}/place"): Sample((task,), {"end": "first"}),
    ("api", "POST", "/tasks/{taskId}/duplicate"): Sample((task,), key=True),
    ("api", "POST", "/tasks/{taskId}/move"): Sample((task, elsewhere), {"spaceId": "{elsewhere}"}),
    ("api", "GET", "/views/inbox"): Sample((task,)),
    ("api", "GET", "/views/today"): Sample((task,)),
    ("api", "GET", "/views/upcoming"): Sample((task,), query="days=3"),
    ("api", "GET", "/views/done"): Sample((task,)),
    ("api", "POST", "/tasks/{taskId}/skip"): Sample((daily_task,), once=False),
    ("api", "GET", "/tasks/{taskId}/history"): Sample((changed_task,)),
    ("api", "GET", "/tasks/{taskId}/subtasks"): Sample((parent,)),
    ("api", "POST", "/tasks/{taskId}/undo"): Sample((changed_task,), {"version": 2}, once=False),
    ("api", "GET", "/filters"): Sample((filter_,)),
    ("api", "POST", "/filters"): Sample((), {"name": "Urgent", "query": "p1", "filterId": NEW}, key=True),
    ("api", "GET", "/filters/{filterId}"): Sample((filter_,)),
    ("api", "PUT", "/filters/{filterId}"): Sample((filter_,), {"query": "p1"}),
    ("api", "PATCH", "/filters/{filterId}"): Sample((filter_,), {"name": "Morning"}),
    ("api", "DELETE", "/filters/{filterId}"): Sample((filter_,)),
    ("api", "POST", "/filters/{filterId}/restore"): Sample((filter_in_trash,)),
    ("api", "GET", "/labels"): Sample((task,)),
    ("api", "POST", "/labels/rename"): Sample((labelled,), {"label": "home", "to": "house"}),
    ("api", "GET", "/trash"): Sample((task_in_trash,)),
    ("api", "GET", "/lists"): Sample((list_,)),
    ("api", "POST", "/lists"): Sample((), {"name": "Home", "listId": NEW}, key=True),
    ("api", "GET", "/lists/{listId}"): Sample((list_,)),
    ("api", "PUT", "/lists/{listId}"): Sample((list_,), {"name": "Home"}),
    ("api", "PATCH", "/lists/{listId}"): Sample((list_,), {"name": "Home"}),
    ("api", "DELETE", "/lists/{listId}"): Sample((list_,)),
    ("api", "POST", "/lists/{listId}/restore"): Sample((list_in_trash,)),
    ("api", "PUT", "/items"): Sample((item,), {"id": ITEM, "price": 5}),
    ("api", "GET", "/items"): Sample((item,)),
    ("api", "GET", "/items/{itemId}"): Sample((item,)),
    ("api", "DELETE", "/items/{itemId}"): Sample((item,)),
    ("api", "GET", "/search"): Sample((task,), query="q=groceries&everywhere=true"),
    ("api", "POST", "/search/reindex"): Sample((task,), once=False),  # each begins its directory anew
    ("api", "GET", "/settings"): Sample(),
    ("api", "PATCH", "/settings"): Sample((), {"timeZone": "Europe/Berlin"}),
    ("api", "GET", "/sync"): Sample((task, list_)),
    ("api", "POST", "/sync"): Sample((task,), {"changes": CHANGES}, key=True),
    ("api", "GET", "/export"): Sample((task, item)),
    ("api", "POST", "/import/{format}"): Sample(
        (taskwarrior, list_), [{"uuid": NEW, "description": "Call the plumber", "project": "Errands"}]
    ),
    ("api", "GET", "/export/{format}"): Sample((taskwarrior, task, list_)),
    ("api", "GET", "/calendars"): Sample((calendar,)),
    ("api", "POST", "/calendars"): Sample((), {"name": "Due"}, once=False),
    ("api", "DELETE", "/calendars/{calendarId}"): Sample((calendar,)),
    ("api", "GET", "/calendar.ics"): Sample((calendar, task), query="token={secret}"),
    ("api", "POST", "/import"): Sample((item,), {"records": [{"kind": "item", "value": CARRIED_ITEM}]}),
    ("api", "GET", "/spaces"): Sample((space,)),
    ("api", "POST", "/spaces"): Sample((), {"name": "Home"}, once=False),
    ("api", "GET", "/spaces/{spaceId}"): Sample((space,)),
    ("api", "PATCH", "/spaces/{spaceId}"): Sample((space,), {"name": "Family"}),
    ("api", "GET", "/spaces/{spaceId}/members"): Sample((shared_space,)),
    ("api", "PATCH", "/spaces/{spaceId}/members/{userId}"): Sample((shared_space,), {"role": "editor"}),
    ("api", "DELETE", "/spaces/{spaceId}/members/{userId}"): Sample((shared_space,)),
    ("api", "GET", "/spaces/{spaceId}/invitations"): Sample((invitation,)),
    ("api", "POST", "/spaces/{spaceId}/invitations"): Sample((space,), {"role": "editor"}, once=False),
    ("api", "DELETE", "/spaces/{spaceId}/invitations/{invitationId}"): Sample((invitation,)),
    ("api", "POST", "/invitations/look"): Sample((invited,), {"secret": "{secret}"}),
    ("api", "POST", "/invitations/accept"): Sample((invited,), {"secret": "{secret}"}),
    ("api", "GET", "/tokens"): Sample((token,)),
    ("api", "POST", "/tokens"): Sample((), {"name": "laptop"}, once=False),
    ("api", "DELETE", "/tokens/{tokenId}"): Sample((token,)),
    ("api", "GET", "/healthz"): Sample(),
    ("api", "GET", "/openapi.json"): Sample(),
    ("capture", "GET", "/"): Sample((task,)),
    ("capture", "POST", "/"): Sample((), {"task": "Call the plumber"}, key=True),
    ("capture", "GET", "/{taskId}"): Sample((task,)),
    ("capture", "PUT", "/{taskId}"): Sample((task,), {"completed": True}),
    ("capture", "DELETE", "/{taskId}"): Sample((task,)),
    ("capture", "GET", "/healthz"): Sample(),
}
