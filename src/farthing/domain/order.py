"""Positions: texts whose order is the order people arranged, with room between any two."""

from typing import Annotated

from msgspec import Meta

Position = Annotated[str, Meta(pattern="^[0-9A-Za-z]{1,64}$", description="sorts as text")]
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def at_end(ms: int) -> str:
    """A position after everything placed before `ms` (Unix milliseconds): eight digits of base 62."""
    digits = []
    for _ in range(8):
        ms, digit = divmod(ms, 62)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
