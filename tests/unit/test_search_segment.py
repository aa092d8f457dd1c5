"""Segments: made of tasks, merged, cut into blocks."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from farthing.features.search import segment
from farthing.features.search.segment import MARKS, Run

Task = tuple[str, dict[str, int] | None, bool]
word = st.text("abc", min_size=1, max_size=3)
places = st.none() | st.dictionaries(word, st.integers(0, 2), max_size=4)
tasks = st.lists(st.tuples(st.sampled_from("uvwxyz"), places, st.booleans()), unique_by=lambda task: task[0])


def says(run: Run) -> dict[str, dict[str, tuple[int, bool]]]:
    """What a run says of each task by its words; nothing of one that is gone."""
    said: dict[str, dict[str, tuple[int, bool]]] = {id: {} for id in run.ids}
    for text, postings in run.words:
        for value in postings:
            number, mark = divmod(value, len(MARKS))
            said[run.ids[number]][text] = MARKS[mark]
    return said


def merged(*runs: Sequence[Task], oldest: bool = False) -> Run:
    return segment.merge([segment.collect(run) for run in runs], oldest=oldest)


@given(tasks, tasks, tasks)
def test_it_does_not_matter_in_what_steps_runs_are_merged(
    a: list[Task], b: list[Task], c: list[Task]
) -> None:
    at_once = says(merged(a, b, c))
    assert says(segment.merge([merged(a, b), segment.collect(c)], oldest=False)) == at_once
    assert says(segment.merge([segment.collect(a), merged(b, c)], oldest=False)) == at_once


@given(tasks, tasks)
def test_the_newest_of_a_task_stands(older: list[Task], newer: list[Task]) -> None:
    latest = {id: (found, is_open) for id, found, is_open in [*older, *newer]}
    expected = {
        id: {text: (place, is_open) for text, place in found.items()}
        for id, (found, is_open) in latest.items()
        if found
    }
    assert says(merged(older, newer, oldest=True)) == expected
    remembered = says(merged(older, newer))
    assert {id: said for id, said in remembered.items() if said} == expected


@given(tasks, tasks)
def test_the_best_postings_of_a_word_come_first(older: list[Task], newer: list[Task]) -> None:
    for _, postings in merged(older, newer).words:
        ranks = [(value % len(MARKS), value // len(MARKS)) for value in postings]
        assert ranks == sorted(ranks, reverse=True)


@given(st.dictionaries(word, st.lists(st.integers(0, 10**6), min_size=1, max_size=9), min_size=1))
def test_blocks_hold_all_words_in_the_order_of_their_keys(words: dict[str, list[int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment, "BLOCK_BYTES", 60)
        patch.setattr(segment, "MOST_POSTINGS", 3)
        blocks = list(segment.word_blocks(sorted(words.items())))
    keys = [key for key, _ in blocks]
    assert keys == sorted(set(keys))
    assert keys[0] == "#"
    found: dict[str, list[int]] = {}
    for key, body in blocks:
        entries = json.decode(body, type=dict[str, list[int]])
        assert len(body) <= 60 + len("{}") or len(entries) == 1
        assert all(f"#{text}" >= key.rpartition("#")[0] for text in entries)
        for text, postings in entries.items():
            found.setdefault(text, []).extend(postings)
    assert found == words


def test_ids_are_found_by_their_numbers() -> None:
    ids = [f"id{number}" for number in range(250)]
    blocks = {key: json.decode(body) for key, body in segment.id_blocks(ids)}
    for number, id in enumerate(ids):
        key, place = segment.id_block(number)
        assert blocks[key][place] == id


def test_a_block_fits_into_half_a_read() -> None:
    ids = ["01a1fc4f-0000-7000-8000-00000000beef"] * 1000
    words = [(f"word{number:04}", [1_000_000] * (number % 600 + 1)) for number in range(600)]
    for key, body in [*segment.id_blocks(ids), *segment.word_blocks(words)]:
        assert len(body) + len(key) + 200 <= 4096, key
