"""Positions: texts whose order is the order people arranged, with room between any two.

The first eight digits count (milliseconds, at first), so that going before the first or after the last never
makes a position longer; between two neighbours more digits halve what room there is.
"""

from typing import Annotated

from msgspec import Meta

LONGEST = 64
Position = Annotated[str, Meta(pattern=f"^[0-9A-Za-z]{{1,{LONGEST}}}$", description="sorts as text")]
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_COUNTING = 8
_STEP = 1 << 16  # room for sixteen halvings without another digit


class NoRoom(ValueError):
    """There is no position between the two, or none that is short enough: the order must be spread anew."""


def at_end(ms: int) -> str:
    """A position after everything placed before `ms` (Unix milliseconds): eight digits of base 62."""
    digits = []
    for _ in range(_COUNTING):
        ms, digit = divmod(ms, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def between(low: str | None, high: str | None) -> str:
    """A position after `low` and before `high`; None is the beginning or the end.

    Raises:
        NoRoom: `low` is not before `high`, or they are too near to each other.
    """
    if low is None or high is None:
        return _beyond(low, high)
    digits = ""
    tight = True  # what is found so far is how `high` begins
    while len(digits) < LONGEST:
        at = len(digits)
        if tight and at >= len(high):
            raise NoRoom
        bottom = _DIGITS.index(low[at]) if at < len(low) else 0
        top = _DIGITS.index(high[at]) if tight else _BASE
        if top < bottom:
            raise NoRoom
        if top - bottom > 1:
            return digits + _DIGITS[(bottom + top) // 2]
        digits += _DIGITS[bottom]
        tight = tight and top == bottom
    raise NoRoom


def spread(count: int, after: str) -> list[str]:
    """So many positions after another, with wide and equal room between them."""
    return [at_end(_count(after) + _STEP * step) for step in range(1, count + 1)]


def _beyond(low: str | None, high: str | None) -> str:
    number = _count(low or high or at_end(0)) + (_STEP if low is not None else -_STEP)
    if not 0 < number < _BASE**_COUNTING:
        raise NoRoom
    return at_end(number)


def _count(position: str) -> int:
    number = 0
    for digit in position[:_COUNTING].ljust(_COUNTING, "0"):
        number = number * _BASE + _DIGITS.index(digit)
    return number
