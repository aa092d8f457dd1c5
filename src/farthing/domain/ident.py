"""Ids: UUIDs everywhere, version 7 (RFC 9562) where we make them, so that key order is creation order."""

import re
from typing import Final

OWNER: Final = "00000000-0000-7000-8000-000000000000"
"""The one person of a machine without accounts, whose everything is; the first account has this id."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def uuid7(ms: int, randomness: bytes) -> str:
    """The id of something made at `ms` (Unix milliseconds), from 10 random bytes."""
    value = (ms & (1 << 48) - 1) << 80 | int.from_bytes(randomness[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76  # the version
    value = value & ~(0x3 << 62) | 0x2 << 62  # the variant
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID in its canonical lower-case form."""
    return _UUID.fullmatch(text) is not None
