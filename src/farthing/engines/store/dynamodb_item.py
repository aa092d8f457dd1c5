"""A record as an item of the table."""

from msgspec import Struct

from farthing.engines.aws.attributes import Attribute, encode
from farthing.features.records import Record


class Text(Struct, frozen=True):
    S: str


class Number(Struct, frozen=True):
    N: int  # all numbers of a record are whole


def whole(number: Number | None) -> int | None:
    """The number, where there is one."""
    return None if number is None else number.N


class Item(Struct, frozen=True):
    """What DynamoDB sends, so that it is decoded in one go."""

    pk: Text
    sk: Text
    version: Number
    body: Text
    changed: Number | None = None
    expires: Number | None = None
    due: Text | None = None

    def record(self) -> Record:
        return Record(
            self.pk.S,
            self.sk.S,
            self.version.N,
            self.body.S.encode(),
            whole(self.changed),
            whole(self.expires),
            None if self.due is None else self.due.S,
        )

    def expired(self, now: int) -> bool:
        """`now` in Unix seconds."""
        return self.expires is not None and now >= self.expires.N


def item(record: Record) -> dict[str, Attribute]:
    """What is sent to DynamoDB to keep a record."""
    attributes = {
        "pk": encode(record.pk),
        "sk": encode(record.sk),
        "version": encode(record.version),
        "body": encode(record.body.decode()),
    }
    if record.changed is not None:
        attributes["changed"] = encode(record.changed)
    if record.expires is not None:
        attributes["expires"] = encode(record.expires)
    if record.due is not None:
        attributes["due"] = encode(record.due)
    return attributes


def key(pk: str, sk: str) -> dict[str, Attribute]:
    """What names an item to DynamoDB."""
    return {"pk": encode(pk), "sk": encode(sk)}
