"""From what people type to the ids of tasks and lists."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Any

from farthing.domain.ident import is_uuid
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.session import Session

INBOX = "inbox"
SHORT = 6
TRASHED = {"task": ("taskId", "title"), "list": ("listId", "name"), "filter": ("filterId", "name")}
"""Of each kind that may be in the trash: which fields have its id and what it is called."""
_PART = re.compile(r"[0-9a-f-]{4,36}")


def short(id: str) -> str:
    """An id as tables show it: its end, because ids of the same hour begin alike."""
    return id[-SHORT:]


def tasks(session: Session, given: Sequence[str]) -> list[str]:
    """The ids of the tasks that are meant, each by its id, or by how that begins or ends.

    Raises:
        Failed: one fits no task, or several; or is no part of an id.
    """
    if all(is_uuid(text) for text in given):
        return list(given)
    there = session.each("tasks", {"fields": "taskId,title"})
    return _choose(given, ((task["taskId"], task["title"]) for task in there), "task")


def a_task(session: Session, text: str) -> str:
    """The id of the task that is meant, by its id or a part of it; it may be in the trash.

    Raises:
        Failed: it fits no task, or several.
    """
    if is_uuid(text):
        return text
    there = session.each("tasks", {"fields": "taskId,title"})
    trash = (task for page in session.pages("/trash") for task in page["tasks"])
    return choose(text, ((task["taskId"], task["title"]) for task in chain(there, trash)), "task")


def deleted(session: Session, given: Sequence[str]) -> list[tuple[str, str]]:
    """The kinds (as in `TRASHED`) and ids of what is meant in the trash."""
    there: dict[str, tuple[str, str]] = {}
    for page in session.pages("/trash"):
        for kind, (id, name) in TRASHED.items():
            there |= {thing[id]: (kind, thing[name]) for thing in page[f"{kind}s"]}
    ids = _choose(given, ((id, name) for id, (_, name) in there.items()), "task, list or filter in the trash")
    return [(there[id][0], id) for id in ids]


def lists(session: Session) -> dict[str, str]:
    """The names of all lists by their ids."""
    return {tasklist["listId"]: tasklist["name"] for tasklist in session.each("lists")}


def a_list(session: Session, text: str) -> str:
    """The id of the list that is meant, by its name or its id.

    Raises:
        Failed: it fits no list, or several.
    """
    there = lists(session)
    alike = {id: name for id, name in there.items() if name.casefold() == text.casefold()}
    same = {id: name for id, name in alike.items() if name == text}
    if alike:
        return _only(text, same or alike, "list")
    if _PART.fullmatch(text.lower()):
        return _choose([text], there.items(), "list")[0]
    close = get_close_matches(text, there.values(), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"make it with `farthing lists add {text!r}`"
    raise Failed("not_found", f"there is no list called {text!r}: {hint}")


def list_or_inbox(session: Session, text: str) -> str | None:
    """As `a_list`; None for the inbox."""
    return None if text.lower() == INBOX else a_list(session, text)


def a_filter(session: Session, text: str) -> str:
    """The id of the saved filter that is meant, by its name or its id.

    Raises:
        Failed: it fits no filter, or several.
    """
    there = {saved["filterId"]: saved["name"] for saved in session.each("filters")}
    return _by_name_or_id(text, there, "filter")


def a_token(session: Session, text: str) -> str:
    """The id of the token that is meant, by its id or its name.

    Raises:
        Failed: it fits no token, or several.
    """
    there = {token["tokenId"]: token["name"] for token in session.each("tokens")}
    return _by_name_or_id(text, there, "token")


def a_calendar(session: Session, text: str) -> str:
    """The id of the calendar that is meant, by its id or its name.

    Raises:
        Failed: it fits no calendar, or several.
    """
    there = {calendar["calendarId"]: calendar["name"] for calendar in session.each("calendars")}
    return _by_name_or_id(text, there, "calendar")


def a_space(session: Session, text: str) -> str:
    """The id of the space that is meant, by its name or its id.

    Raises:
        Failed: it fits no space, or several.
    """
    there = {space["spaceId"]: space["name"] for space in session.each("spaces")}
    return _by_name_or_id(text, there, "space")


def own_space(session: Session) -> str:
    """The id of the person's own space, which is the person's own id."""
    first: dict[str, str] = next(session.each("spaces"))
    return first["spaceId"]


def members(session: Session, space: str) -> Iterator[dict[str, Any]]:
    """Everybody in a space."""
    for page in session.pages(f"/spaces/{space}/members"):
        yield from page["members"]


def a_member(session: Session, space: str, text: str) -> str:
    """The id of the person that is meant, by their name or their id.

    Raises:
        Failed: it fits nobody in the space, or several.
    """
    there = {member["userId"]: member["name"] for member in members(session, space)}
    return _by_name_or_id(text, there, "member")


def choose(text: str, there: Iterable[tuple[str, str]], noun: str) -> str:
    """The id that is meant, by its beginning or its end.

    Raises:
        Failed: it fits none, or several.
    """
    return _choose([text], there, noun)[0]


def _by_name_or_id(text: str, there: Mapping[str, str], noun: str) -> str:
    fitting = {id: name for id, name in there.items() if name == text}
    return _only(text, fitting, noun) if fitting else choose(text, there.items(), noun)


def _choose(given: Sequence[str], there: Iterable[tuple[str, str]], noun: str) -> list[str]:
    """The id of each that is given; goes through what is there once."""
    parts = [_part(text, noun) for text in given]
    fitting: dict[str, dict[str, str]] = {part: {} for part in parts}
    for id, name in there:
        for part, found in fitting.items():
            if id.startswith(part) or id.endswith(part):
                found[id] = name
    return [_only(part, fitting[part], noun) for part in parts]


def _part(text: str, noun: str) -> str:
    part = text.lower()
    if not _PART.fullmatch(part):
        raise Failed(
            "invalid", f"{text!r} is no id of a {noun}: give its id, or 4 or more characters of its end"
        )
    return part


def _only(text: str, fitting: Mapping[str, str], noun: str) -> str:
    if not fitting:
        raise Failed("not_found", f"there is no {noun} with {text!r} at the end or beginning of its id")
    if len(fitting) > 1:
        some = [f"{id} {name!r}" for id, name in list(fitting.items())[:5]]
        more = f" and {len(fitting) - 5} more" if len(fitting) > 5 else ""
        raise Failed("ambiguous", f"{text!r} fits more than one {noun}: {', '.join(some)}{more}")
    return next(iter(fitting))
