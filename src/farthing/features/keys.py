"""The one table, from its access patterns: what lives under which key.

| what | pk | sk |
|---|---|---|
| space, task, list, item | `S#space` | `@`, `T#task`, `L#list`, `I#item` |
| membership, both ways | `S#space` / `U#user` | `M#user` / `S#space` |
| API token, by what is sent and by owner | `K#hash` / `U#user` | `@` / `K#token` |
| idempotent reply, 24 h | `X#user#key` | `@` |
"""

from typing import Literal

Kind = Literal["task", "list", "item"]
PREFIX: dict[Kind, str] = {"task": "T#", "list": "L#", "item": "I#"}
ITSELF = "@"


def space(id: str) -> str:
    """Partition of a space; under a user's partition, the sort key of a membership."""
    return f"S#{id}"


def user(id: str) -> str:
    """Partition of a person."""
    return f"U#{id}"


def member(user: str) -> str:
    """Sort key of a membership within a space."""
    return f"M#{user}"


def thing(kind: Kind, id: str) -> str:
    """Sort key of a task, list or item within a space."""
    return PREFIX[kind] + id


def token(hash_or_id: str) -> str:
    """Partition of a token by its hash; under a user's partition, the sort key of a token by its id."""
    return f"K#{hash_or_id}"


def reply(user: str, key: str) -> str:
    """Partition of the stored reply to an idempotent request."""
    return f"X#{user}#{key}"
