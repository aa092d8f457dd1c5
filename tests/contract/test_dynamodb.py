"""What the store on DynamoDB promises beyond the port: what it costs, and that no lost answer misleads it."""

from collections.abc import Iterator
from http.client import HTTPConnection
from math import ceil

import pytest

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features.records import ABSENT, Check, Delete, Put, Query, Write
from tests.contract.emulators import Bill, Emulator
from tests.contract.samples import PK, record
from tests.faults.scripted_server import Move, Turn, scripted

pytestmark = pytest.mark.xdist_group("dynamodb-local")
SMALL = 60  # what an item weighs beside its body at most


@pytest.fixture
def bill() -> Bill:
    return Bill()


@pytest.fixture
def store(dynamodb_local: Emulator, bill: Bill) -> Iterator[DynamoStore]:
    with dynamodb_local.table(meter=bill.note) as table:
        yield DynamoStore(table.client, table.name, SystemClock())


def test_a_write_costs_one_and_the_index_one_or_two(store: DynamoStore, bill: Bill) -> None:
    store.commit([Put(record("T#1", changed=1), ABSENT)])
    store.commit([Put(record("T#1", 2, changed=2), 1)])
    store.commit([Put(record("T#2"), ABSENT)])
    store.commit([Delete(PK, "T#2", 1)])
    assert bill.calls == [("PutItem", 1, 1), ("PutItem", 1, 2), ("PutItem", 1, 0), ("DeleteItem", 1, 0)]


def test_a_read_costs_half_and_a_strong_one_costs_one(store: DynamoStore, bill: Bill) -> None:
    store.get(PK, "T#1")
    store.get(PK, "T#1", strong=True)
    assert bill.calls == [("GetItem", 0.5, 0), ("GetItem", 1, 0)]


def test_a_query_costs_what_its_records_weigh_together(store: DynamoStore, bill: Bill) -> None:
    body = b'"%s"' % bytes(500).replace(b"\0", b"x")
    store.commit([Put(record(f"T#{number:02}", body=body), ABSENT) for number in range(50)])
    bill.calls.clear()
    page = store.query(Query(pk=PK, limit=50))
    assert len(page.records) == 50
    least, most = len(body) * 50, (len(body) + SMALL) * 50
    ((operation, table, index),) = bill.calls
    assert (operation, index) == ("Query", 0)
    assert ceil(least / 4096) / 2 <= table <= ceil(most / 4096) / 2


def test_it_reads_by_key_and_by_query_and_never_scans(store: DynamoStore, bill: Bill) -> None:
    store.commit([Put(record("T#1"), ABSENT)])
    store.commit([Put(record("T#2"), ABSENT), Check(PK, "T#1", 1)])
    store.commit([Delete(PK, "T#1", 1)])
    store.get(PK, "T#1")
    for index in (None, "byChange"):
        store.query(Query(pk=PK, index=index))
    called = [operation for operation, _, _ in bill.calls]
    assert called == ["PutItem", "TransactWriteItems", "DeleteItem", "GetItem", "Query", "Query"]


def carried_out(emulator: Emulator, *, answered: bool) -> Move:
    """Have the emulator do what is asked for; its answer goes back, or is lost."""

    def move(turn: Turn) -> bool:
        forward = HTTPConnection(emulator.url.removeprefix("http://"))
        forward.request("POST", "/", turn.received.content, turn.received.headers)
        answer = forward.getresponse()
        content = answer.read()
        forward.close()
        if answered:
            head = f"HTTP/1.1 {answer.status} Done\r\nContent-Length: {len(content)}\r\n\r\n"
            turn.socket.sendall(head.encode() + content)
        return answered

    return move


@pytest.mark.parametrize(
    ("writes", "versions"),
    [
        ([Put(record("T#new"), ABSENT)], {"T#new": 1}),
        ([Put(record("T#old", 8, body=b'{"n":1}', changed=5), 7)], {"T#old": 8}),
        ([Delete(PK, "T#old", 7)], {"T#old": None}),
        ([Put(record("T#new"), ABSENT), Put(record("T#old", 8), 7)], {"T#new": 1, "T#old": 8}),
        ([Put(record("T#new"), ABSENT), Delete(PK, "T#old", 7)], {"T#new": 1, "T#old": None}),
    ],
    ids=["make", "change", "delete", "make and change", "make and delete"],
)
def test_what_was_done_though_the_answer_was_lost_is_a_success(
    dynamodb_local: Emulator, writes: list[Write], versions: dict[str, int | None]
) -> None:
    lost, answered = (carried_out(dynamodb_local, answered=answered) for answered in (False, True))
    with dynamodb_local.table() as table, scripted(lost, answered) as (client, script):
        store = DynamoStore(table.client, table.name, SystemClock())
        store.commit([Put(record("T#old", 7), ABSENT)])
        assert DynamoStore(client, table.name, SystemClock()).commit(writes) == ()
        assert len(script.requests) == 2
        for sk, version in versions.items():
            found = store.get(PK, sk, strong=True)
            assert (found and found.version) == version


def test_what_another_had_done_before_is_no_success_of_ours(dynamodb_local: Emulator) -> None:
    lost, answered = (carried_out(dynamodb_local, answered=answered) for answered in (False, True))
    with dynamodb_local.table() as table, scripted(lost, answered) as (client, _):
        store = DynamoStore(table.client, table.name, SystemClock())
        store.commit([Put(record("T#1", body=b'"theirs"'), ABSENT)])
        ours = DynamoStore(client, table.name, SystemClock())
        assert ours.commit([Put(record("T#1", body=b'"ours"'), ABSENT)]) == (0,)
