"""Bringing a draft within the bounds of a task: what is too long is cut, and told of."""

import re
from typing import Final

from farthing.domain.errors import Invalid
from farthing.domain.reminder import MOST, Reminder, check_reminders
from farthing.domain.task import DESCRIPTION_BYTES
from farthing.features.formats.draft import Draft

_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TITLE, _NAME, _LABEL, _LABELS = 500, 200, 50, 50
_UNTITLED: Final = "Untitled"
_INBOX: Final = "inbox"


def shape(draft: Draft) -> None:
    """Change what no task may have, and report it."""
    title = line(draft.title)
    if not title:
        draft.report("title", "", f"there is none: the task is called {_UNTITLED}")
    if len(title) > _TITLE:
        draft.keep("title", title, f"a title has at most {_TITLE} characters, and this one is cut")
        title = title[:_TITLE].strip()
    draft.title = title or _UNTITLED
    if draft.labels:
        draft.labels = _labels(draft)
    if draft.reminders:
        draft.reminders = _reminders(draft)
    _shape_description(draft)


def list_name(name: str | None) -> str:
    """The name of a list as it may be; that of the inbox is nothing."""
    clean = line(name or "")[:_NAME].strip()
    return "" if clean.casefold() == _INBOX else clean


def line(text: str) -> str:
    """Text as one line that can be sent."""
    return _CONTROLS.sub(" ", _encodable(text)).strip()


def _labels(draft: Draft) -> list[str]:
    labels = list(dict.fromkeys(filter(None, map(line, draft.labels))))
    fitting = [label for label in labels if len(label) <= _LABEL][:_LABELS]
    for label in labels:
        if label not in fitting:
            draft.keep("label", label, f"a task has at most {_LABELS} labels of {_LABEL} characters")
    return fitting


def _reminders(draft: Draft) -> list[Reminder]:
    found: dict[Reminder, None] = {}
    for reminder in draft.reminders:
        try:
            found |= dict.fromkeys(check_reminders([reminder]))
        except Invalid as error:
            draft.report("reminders", reminder.at, error.detail)
    if len(found) > MOST:
        draft.report("reminders", len(found), f"a task has at most {MOST}: the rest is left out")
    return list(found)[:MOST]


def _shape_description(draft: Draft) -> None:
    text = _encodable(draft.description.replace("\0", ""))
    if len(text) > DESCRIPTION_BYTES // 4 and len(octets := text.encode()) > DESCRIPTION_BYTES:
        draft.report("description", text, f"it is cut after {DESCRIPTION_BYTES // 1024} KiB")
        text = octets[:DESCRIPTION_BYTES].decode(errors="ignore")
    draft.description = text


def _encodable(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can hold and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
