"""The part of the table that people and their programs ask for all day: on AWS the function `api` has it."""

from typing import Any

from farthing.domain.space import Access
from farthing.domain.task import Task, TaskChange
from farthing.domain.tasklist import ListChange, TaskList
from farthing.domain.token import TokenRequest
from farthing.features.lists import LISTS
from farthing.features.settings import PersonSettings, SettingsChange
from farthing.features.tasks import TASKS
from farthing.features.tokens import TokenView
from farthing.features.transfer import Imported
from farthing.http.arranging_routes import ARRANGING_ROUTES
from farthing.http.endpoints import items, meta, settings, spaces, sync, tasks, things
from farthing.http.filter_routes import FILTER_ROUTES
from farthing.http.history_routes import HISTORY_ROUTES
from farthing.http.repeating_routes import REPEATING_ROUTES
from farthing.http.route import Route, Run
from farthing.http.search_routes import SEARCH_ROUTES
from farthing.http.shapes import (
    Exported,
    Health,
    Import,
    In,
    ItemPage,
    ListPage,
    ListTasks,
    NewItem,
    NewList,
    NewTask,
    Nothing,
    Page,
    Paging,
    Pulled,
    Push,
    Pushed,
    Since,
    TaskPage,
    TokenPage,
    TrashPage,
)
from farthing.http.space_routes import SPACE_ROUTES

MERGE_PATCH = ("application/json", "application/merge-patch+json")


def _api(method: str, path: str, run: Run, summary: str, access: Access | None, **rest: Any) -> Route:
    return Route("api", method, path, run, summary, access, **rest)


DAILY_ROUTES: tuple[Route, ...] = (
    _api("GET", "/tasks", tasks.index, "List tasks", "read", query=ListTasks, result=TaskPage),
    _api(
        "POST", "/tasks", things.create(TASKS), "Make a task", "write",
        query=In, body=NewTask, result=Task, status=201, takes=("Idempotency-Key",), answers=(409,),
    ),
    _api(
        "GET", "/tasks/{taskId}", things.get("task"), "Read a task", "read",
        query=In, result=Task, takes=("If-None-Match",), answers=(304,),
    ),
    _api(
        "PUT", "/tasks/{taskId}", things.put(TASKS), "Make or update a task", "write",
        query=In, body=TaskChange, result=Task, takes=("If-Match", "If-None-Match"), answers=(201, 409, 412),
    ),
    _api(
        "PATCH", "/tasks/{taskId}", things.patch(TASKS), "Change fields of a task", "write",
        query=In, body=TaskChange, result=Task, media=MERGE_PATCH, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "DELETE", "/tasks/{taskId}", things.delete("task"), "Delete a task, into the trash", "write",
        query=In, status=204, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "POST", "/tasks/{taskId}/restore", things.restore("task"), "Bring a task back", "write",
        query=In, result=Task, takes=("If-Match",), answers=(409, 412),
    ),
    *ARRANGING_ROUTES,
    *FILTER_ROUTES,
    *REPEATING_ROUTES,
    *HISTORY_ROUTES,
    _api("GET", "/trash", things.trash, "List what can be restored", "read", query=Paging, result=TrashPage),
    _api("GET", "/lists", things.index("list"), "List the lists", "read", query=Paging, result=ListPage),
    _api(
        "POST", "/lists", things.create(LISTS), "Make a list", "write",
        query=In, body=NewList, result=TaskList, status=201, takes=("Idempotency-Key",), answers=(409,),
    ),
    _api(
        "GET", "/lists/{listId}", things.get("list"), "Read a list", "read",
        query=In, result=TaskList, takes=("If-None-Match",), answers=(304,),
    ),
    _api(
        "PUT", "/lists/{listId}", things.put(LISTS), "Make or update a list", "write",
        query=In, body=ListChange, result=TaskList,
        takes=("If-Match", "If-None-Match"), answers=(201, 409, 412),
    ),
    _api(
        "PATCH", "/lists/{listId}", things.patch(LISTS), "Change fields of a list", "write",
        query=In, body=ListChange, result=TaskList, media=MERGE_PATCH,
        takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "DELETE", "/lists/{listId}", things.delete("list"), "Delete a list, not its tasks", "write",
        query=In, status=204, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "POST", "/lists/{listId}/restore", things.restore("list"), "Bring a list back", "write",
        query=In, result=TaskList, takes=("If-Match",), answers=(409, 412),
    ),
    _api(
        "PUT", "/items", items.put, "Put an item under its own id", "write",
        query=In, body=NewItem, result=Any, takes=("If-Match", "If-None-Match"), answers=(201, 409, 412),
    ),
    _api("GET", "/items", items.index, "List items", "read", query=Paging, result=ItemPage),
    _api(
        "GET", "/items/{itemId}", items.get, "Read an item", "read",
        query=In, result=Any, takes=("If-None-Match",), answers=(304,),
    ),
    _api(
        "DELETE", "/items/{itemId}", things.delete("item"), "Delete an item", "write",
        query=In, status=204, takes=("If-Match",), answers=(409, 412),
    ),
    _api("GET", "/sync", sync.pull, "Pull what changed", "read", query=Since, result=Pulled, answers=(410,)),
    _api(
        "POST", "/sync", sync.push, "Push changes, and pull what changed", "write",
        query=In, body=Push, result=Pushed, takes=("Idempotency-Key",), answers=(409, 410),
    ),
    _api("GET", "/export", sync.export, "Carry everything out", "read", query=Paging, result=Exported),
    _api(
        "POST", "/import", sync.import_, "Carry things in", "write",
        query=In, body=Import, result=Imported, answers=(409,),
    ),
    *SEARCH_ROUTES,
    *SPACE_ROUTES,
    _api(
        "GET", "/settings", settings.get, "Read your settings", "read",
        query=Nothing, result=PersonSettings,
    ),
    _api(
        "PATCH", "/settings", settings.patch, "Change your settings", "write",
        query=Nothing, body=SettingsChange, result=PersonSettings, media=MERGE_PATCH, answers=(409,),
    ),
    _api("GET", "/tokens", spaces.tokens_index, "List your tokens", "admin", query=Page, result=TokenPage),
    _api(
        "POST", "/tokens", spaces.tokens_create, "Make a token, shown this once", "admin",
        query=Nothing, body=TokenRequest, result=TokenView, status=201,
    ),
    _api(
        "DELETE", "/tokens/{tokenId}", spaces.tokens_revoke, "Revoke a token", "admin",
        query=Nothing, status=204,
    ),
    _api("GET", "/healthz", meta.healthz, "Say that the program runs", None, query=Nothing, result=Health),
    _api("GET", "/openapi.json", meta.openapi, "This description", None, query=Nothing, result=Any),
)  # fmt: skip
