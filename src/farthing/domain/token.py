"""A personal API token: random, scoped, expiring, shown once, and kept only as its SHA-256."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from farthing.domain.text import Id

Scope = Literal["read", "write", "admin"]
Scopes = Annotated[list[Scope], Meta(min_length=1, max_length=3)]
PREFIX = "farthing_"


class Token(Struct, frozen=True, rename="camel"):
    """What is kept of a token; `hash` is the SHA-256 of it, in hex, and never leaves the store."""

    id: Id = field(name="tokenId")
    user_id: str
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    scopes: Scopes
    created_at: str
    expires_at: str
    hash: str


class TokenRequest(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    scopes: Scopes = field(default_factory=lambda: list[Scope](("read", "write")))
    days: Annotated[int, Meta(ge=1, le=3650, description="how long it lives")] = 365
