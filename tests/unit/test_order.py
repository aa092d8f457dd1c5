"""Positions: always between their neighbours, and short however often things are moved."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.domain import order
from farthing.domain.order import NoRoom

positions = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(positions, positions)
def test_between_two_is_between_them(one: str, other: str) -> None:
    low, high = sorted((one, other))
    try:
        found = order.between(low, high)
    except NoRoom:
        # Only zeros can follow `low` and come before `high`: no text is between.
        assert high == low or high.rstrip("0") == low.rstrip("0")
    else:
        assert low < found < high
        assert len(found) <= max(len(low), len(high)) + 1


@given(positions)
def test_before_the_first_and_after_the_last(only: str) -> None:
    for low, high in ((only, None), (None, only)):
        try:
            found = order.between(low, high)
        except NoRoom:
            continue  # at the very ends of all positions
        assert (low or "") < found
        assert high is None or found < high
        assert len(found) == 8


def test_positions_stay_short_after_a_hundred_thousand_moves() -> None:
    chance = random.Random(1)  # noqa: S311
    placed = [order.at_end(1_795_000_000_000 + 1000 * n) for n in range(1000)]
    for _ in range(100_000):
        placed.pop(chance.randrange(len(placed)))
        at = chance.randrange(len(placed) + 1)
        low = placed[at - 1] if at else None
        high = placed[at] if at < len(placed) else None
        placed.insert(at, order.between(low, high))
    assert placed == sorted(set(placed))
    assert max(map(len, placed)) <= 24


def test_always_to_the_top_or_the_end_never_makes_them_longer() -> None:
    first = last = order.at_end(1_795_000_000_000)
    for _ in range(100_000):
        first, last = order.between(None, first), order.between(last, None)
    assert len(first) == len(last) == 8


def test_always_into_the_same_gap_is_refused_before_it_is_too_long() -> None:
    low, high = order.at_end(1), order.at_end(2)
    for _ in range(270):
        high = order.between(low, high)
    assert order.LONGEST - 16 < len(high) <= order.LONGEST
    with pytest.raises(NoRoom):
        order.between(high[:-1], high[:-1] + "0")


@given(st.integers(1, 500))
def test_spread_anew_there_is_room_again(count: int) -> None:
    positions = order.spread(count, order.at_end(1_795_000_000_000))
    assert positions == sorted(set(positions))
    assert all(len(order.between(*pair)) <= 8 for pair in pairwise(positions))
