"""Somebody who asks, and tasks to be asked about."""

from typing import Any

from msgspec import Raw
from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.facts import Facts

PARENT = "01a1fc4f-0000-7000-8000-00000000beef"
LISTS = {"Home": "01a1fc4f-0000-7000-8000-00000000000a", "Work": "01a1fc4f-0000-7000-8000-00000000000b"}


class Here:
    now = instant.from_iso("2026-11-21T22:30:00Z")
    zone = "Europe/Berlin"
    lists = {id: name for name, id in LISTS.items()}  # noqa: RUF012


HERE = Here()
_PLAIN = Facts(
    title="x", status="todo", priority="none", labels=[],
    created_at="2026-11-21T00:00:00.000Z", updated_at="2026-11-21T00:00:00.000Z",
)  # fmt: skip


def facts(**fields: Any) -> Facts:
    """Of a task with these fields; JSON as bytes."""
    if "repeat" in fields:
        fields["repeat"] = Raw(fields["repeat"])
    if "reminders" in fields:
        fields["reminders"] = [Raw(one) for one in fields["reminders"]]
    return replace(_PLAIN, **fields)
