"""The one table, from its access patterns: what lives under which key.

| what | pk | sk |
|---|---|---|
| change of a task, by the version it made | `S#space` | `H#task#version` |
| the subtasks of a task, and which are done | `S#space` | `P#task` |
| how far the change feed was followed on one machine; for the search | `follower` | `@`; `search` |
| space, task, list, saved filter, item | `S#space` | `@`, `T#task`, `L#list`, `F#filter`, `I#item` |
| membership, both ways | `S#space` / `U#user` | `M#user` / `S#space` |
| API token, by what is sent and by owner | `K#hash` / `U#user` | `@` / `K#token` |
| invitation, by what is sent and by space | `V#hash` / `S#space` | `@` / `V#invitation` |
| calendar feed, by what is sent and by owner | `C#hash` / `U#user` | `@` / `C#calendar` |
| idempotent reply, 24 h | `X#user#key` | `@` |
| settings of a person | `U#user` | `settings` |
| next reminder of a task, by the day (UTC) it falls on | `R#day` | `instant#space#task` |
| account, by person; its person, by e-mail | `U#user` / `E#hash` | `@` |
| wrong tries, by e-mail or place | `E#hash` | `!` |
| session, by what is sent | `N#hash` | `@` |
| all accounts; the set-up code | `A` | `U#user`; `@` |
| index of a space's search: directory; segments | `Q#space` | `@`; `segment!ids`, `segment#word` |
"""

from typing import Literal

Kind = Literal["task", "list", "filter", "item"]
PREFIX: dict[Kind, str] = {"task": "T#", "list": "L#", "filter": "F#", "item": "I#"}
TRASHED: tuple[Kind, ...] = ("task", "list", "filter")
"""The kinds that are brought back from the trash; an item comes back by being put again."""
ITSELF = "@"
TRIES = "!"
SETTINGS = "settings"
ACCOUNTS = "A"
CHANGES = "H#"
FAMILIES = "P#"
FOLLOWER = "follower"
SEARCH = "search"


def space(id: str) -> str:
    """Partition of a space; under a user's partition, the sort key of a membership."""
    return f"S#{id}"


def user(id: str) -> str:
    """Partition of a person; under `ACCOUNTS`, the sort key of an account."""
    return f"U#{id}"


def member(user: str) -> str:
    """Sort key of a membership within a space."""
    return f"M#{user}"


def thing(kind: Kind, id: str) -> str:
    """Sort key of a thing within a space."""
    return PREFIX[kind] + id


def change(task: str, version: int) -> str:
    """Sort key of what a version of a task changed, within its space; in the order of versions."""
    return f"{CHANGES}{task}#{version:016}"


def family(parent: str) -> str:
    """Sort key of the family of a task within its space."""
    return FAMILIES + parent


def token(hash_or_id: str) -> str:
    """Partition of a token by its hash; under a user's partition, the sort key of a token by its id."""
    return f"K#{hash_or_id}"


def calendar(hash_or_id: str) -> str:
    """Partition of a calendar feed by the hash of its secret; under a user's partition, its sort key by its
    id."""
    return f"C#{hash_or_id}"


def invitation(hash_or_id: str) -> str:
    """Partition of an invitation by its hash; under a space's partition, its sort key by its id."""
    return f"V#{hash_or_id}"


def reply(user: str, key: str) -> str:
    """Partition of the stored reply to an idempotent request."""
    return f"X#{user}#{key}"


def reminders(day: str) -> str:
    """Partition of the reminders that fall on a day (UTC, ISO 8601)."""
    return f"R#{day}"


def email(hash: str) -> str:
    """Partition of an e-mail address by its hash."""
    return f"E#{hash}"


def session(hash: str) -> str:
    """Partition of a session by the hash of its secret."""
    return f"N#{hash}"


def index(space: str) -> str:
    """Partition of what the search of a space is answered from."""
    return f"Q#{space}"
