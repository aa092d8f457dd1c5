"""A record of a table's stream, as it comes to whoever reads the stream and to a function behind it."""

from typing import Any

from msgspec import Struct, field

from farthing.engines.aws.attributes import decode
from farthing.features.records import Change


class _Images(Struct, frozen=True):
    sequence: str = field(name="SequenceNumber")
    keys: dict[str, Any] = field(name="Keys")
    new: dict[str, Any] | None = field(default=None, name="NewImage")
    old: dict[str, Any] | None = field(default=None, name="OldImage")


class StreamRecord(Struct, frozen=True):
    """What happened to one item of the table, which has a `Record` of the store in it."""

    image: _Images = field(name="dynamodb")

    def change(self) -> Change:
        pk, sk, new = decode(self.image.keys["pk"]), decode(self.image.keys["sk"]), self.image.new
        version = None if new is None else decode(new["version"])
        return Change(pk, sk, version, _body(new), _body(self.image.old))


def _body(image: dict[str, Any] | None) -> bytes | None:
    return None if image is None else decode(image["body"]).encode()
