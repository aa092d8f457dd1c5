"""What is asked of a task to find it among many."""

from msgspec import Raw, Struct


class Facts(Struct, frozen=True, rename="camel", kw_only=True, gc=False):
    """Decoded from a task's JSON, of which the rest is stepped over."""

    title: str
    status: str
    priority: str
    labels: list[str]
    created_at: str
    updated_at: str
    description: str = ""
    list_id: str | None = None
    parent_id: str | None = None
    due_date: str | None = None
    start_date: str | None = None
    completed_at: str | None = None
    reminders: list[Raw] = []
    repeat: Raw = Raw(b"null")
