"""The store on DynamoDB, when an answer is lost, held back, or no answer to the question."""

from typing import Any

import pytest

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.engines.store.dynamodb_item import item
from farthing.features.records import ABSENT, Check, Delete, Position, Put, Query, Record, Write
from tests.faults.scripted_server import Move, Script, answer, error, scripted, vanish

MINE = Record("S#one", "T#1", 2, b'{"title":"Mine"}', changed=5)
THEIRS = Record("S#one", "T#1", 2, b'{"title":"Theirs"}', changed=5)
HELD_BACK = error("ThrottlingException")


def refused(found: Record | None) -> Move:
    """The condition failed on what was found."""
    more = {} if found is None else {"Item": item(found)}
    return error("ConditionalCheckFailedException", **more)


def cancelled(*codes: str) -> Move:
    return error("TransactionCanceledException", CancellationReasons=[{"Code": code} for code in codes])


def commit(writes: list[Write], *moves: Move) -> tuple[tuple[int, ...], Script]:
    with scripted(*moves) as (client, script):
        return DynamoStore(client, "farthing", SystemClock()).commit(writes), script


@pytest.mark.parametrize(
    ("write", "moves", "failed"),
    [
        (Put(MINE, 1), [vanish, refused(MINE)], ()),
        (Put(MINE, 1), [vanish, HELD_BACK, refused(MINE)], ()),
        (Put(MINE, 1), [error("InternalServerError", 500), refused(MINE)], ()),
        (Put(MINE, 1), [vanish, refused(THEIRS)], (0,)),
        (Put(MINE, ABSENT), [vanish, refused(THEIRS)], (0,)),
        (Put(MINE, 1), [vanish, refused(None)], (0,)),
        (Put(MINE, 1), [HELD_BACK, refused(MINE)], (0,)),
        (Put(MINE, 1), [refused(MINE)], (0,)),
        (Delete("S#one", "T#1", 2), [vanish, refused(None)], ()),
        (Delete("S#one", "T#1", 2), [vanish, refused(THEIRS)], (0,)),
        (Delete("S#one", "T#1", 2), [refused(None)], (0,)),
    ],
)
def test_a_write_whose_answer_was_lost_is_recognised(
    write: Write, moves: list[Move], failed: tuple[int, ...]
) -> None:
    found, script = commit([write], *moves)
    assert found == failed
    assert len(script.requests) == len(moves)


def test_a_transaction_keeps_its_token_and_another_has_another() -> None:
    two: list[Write] = [Put(MINE, 1), Check("S#one", "@", 1)]
    tokens = []
    for _ in range(2):
        failed, script = commit(two, vanish, HELD_BACK, answer())
        assert failed == ()
        assert [received.operation for received in script.requests] == ["TransactWriteItems"] * 3
        tokens.append({received.body["ClientRequestToken"] for received in script.requests})
    assert [len(used) for used in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(
    "passing", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_a_transaction_in_the_way_of_another_is_tried_again(passing: str) -> None:
    two: list[Write] = [Put(MINE, 1), Check("S#one", "@", 1)]
    in_the_way = cancelled("None", passing)
    assert commit(two, in_the_way, answer())[0] == ()
    unclear = cancelled("ConditionalCheckFailed", passing)
    assert commit(two, unclear, cancelled("None", "ConditionalCheckFailed"))[0] == (1,)


def test_a_page_that_dynamodb_cut_short_can_be_read_on() -> None:
    last = {"pk": {"S": "S#one"}, "sk": {"S": "T#1"}, "changed": {"N": "5"}}
    with scripted(answer({"Items": [], "LastEvaluatedKey": last}), answer({"Items": [item(MINE)]})) as both:
        client, script = both
        store = DynamoStore(client, "farthing", SystemClock())
        page = store.query(Query(pk="S#one", index="byChange"))
        assert (page.records, page.next) == ([], Position("T#1", 5))
        page = store.query(Query(pk="S#one", index="byChange", after=page.next))
        assert (page.records, page.next) == ([MINE], None)
    starts: list[Any] = [received.body.get("ExclusiveStartKey") for received in script.requests]
    assert starts == [None, last]
