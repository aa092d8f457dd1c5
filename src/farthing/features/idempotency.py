"""Asking twice, having it done once: the reply to a keyed request is kept in the commit of its effect."""

from msgspec import Struct, json

from farthing.domain import instant
from farthing.domain.errors import Conflict, KeyReused
from farthing.features import keys
from farthing.features.records import ABSENT, Put, Record
from farthing.features.workspace import Workspace

KEPT_SECONDS = 24 * 3600


class Once(Struct, frozen=True):
    """The key a client gave its request, and the digest of what it asked."""

    key: str
    digest: str


class _Reply(Struct, frozen=True):
    digest: str
    result: str


def remember(ws: Workspace, once: Once, result: bytes) -> Put:
    """The write that keeps a result, and that fails where the key was used before."""
    body = json.encode(_Reply(once.digest, result.decode()))
    expires = ws.clock.now() // instant.SECOND + KEPT_SECONDS
    return Put(Record(keys.reply(ws.user, once.key), keys.ITSELF, 1, body, expires=expires), ABSENT)


def recall(ws: Workspace, once: Once) -> bytes:
    """The result that was kept under this key.

    Raises:
        KeyReused: the key came with another request then.
        Conflict: the key's day has just ended.
    """
    record = ws.store.get(keys.reply(ws.user, once.key), keys.ITSELF, strong=True)
    if record is None:
        raise Conflict("this idempotency key has just expired; send the request with a new one")
    reply = json.decode(record.body, type=_Reply)
    if reply.digest != once.digest:
        raise KeyReused("this idempotency key was used for another request")
    return reply.result.encode()
