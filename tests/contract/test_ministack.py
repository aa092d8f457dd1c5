"""What DynamoDB does by itself, on the emulator that knows it: ending records, restoring tables, pricing."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection

import pytest

from farthing.domain.task import TaskChange
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.engines.store.dynamodb_table import TIME_TO_LIVE
from farthing.features import things
from farthing.features.records import ABSENT, Check, Put, Query
from farthing.features.search import directory, find, keeping, wanted
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.emulators import ANY, MINISTACK, Bill, Emulator, Table, running
from tests.contract.eventually import eventually
from tests.contract.samples import PK, everything, record
from tests.ports import free_port

pytestmark = pytest.mark.xdist_group("ministack")


@pytest.fixture
def bill() -> Bill:
    return Bill()


@pytest.fixture
def table(ministack: Emulator, bill: Bill) -> Iterator[Table]:
    with ministack.table(meter=bill.note) as table:
        yield table


@pytest.fixture
def store(table: Table) -> DynamoStore:
    return DynamoStore(table.client, table.name, SystemClock())


def test_nothing_but_its_gateway_listens() -> None:
    gateway, devices = free_port(), free_port()
    settings = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(gateway), "IOT_MTLS_PORT": str(devices)}
    with running([sys.executable, "-c", MINISTACK], gateway, os.environ | settings):

        def ready() -> int:
            connection = HTTPConnection("127.0.0.1", gateway, timeout=5)
            with closing(connection):
                connection.request("GET", "/_ministack/ready")
                return connection.getresponse().status

        eventually(ready, 200)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", devices), timeout=5)


def test_records_end_by_themselves(ministack: Emulator, table: Table, store: DynamoStore) -> None:
    now = SystemClock().now() // 1000
    store.commit([Put(record("T#over", expires=now - 1), ABSENT)])
    store.commit([Put(record("T#later", expires=now + 3600), ABSENT)])
    store.commit([Put(record("T#always"), ABSENT)])
    with ministack.client() as admin:
        setting = {"TableName": table.name, "TimeToLiveSpecification": TIME_TO_LIVE}
        admin.call("UpdateTimeToLive", setting, ANY)

        def kept() -> list[str]:
            found = admin.call("Scan", {"TableName": table.name}, ANY)["Items"]
            return sorted(one["sk"]["S"] for one in found)

        eventually(kept, ["T#always", "T#later"])


def test_a_table_can_be_restored_with_all_that_it_held(
    ministack: Emulator, table: Table, store: DynamoStore
) -> None:
    kept = [record(f"T#{number}", number, changed=number, expires=9_999_999_999) for number in range(1, 6)]
    store.commit([Put(one, ABSENT) for one in kept])
    restored = f"{table.name}-restored"
    with ministack.client() as admin:
        recovery = {"PointInTimeRecoveryEnabled": True}
        setting = {"TableName": table.name, "PointInTimeRecoverySpecification": recovery}
        admin.call("UpdateContinuousBackups", setting, ANY)
        request = {
            "SourceTableName": table.name,
            "TargetTableName": restored,
            "UseLatestRestorableTime": True,
        }
        admin.call("RestoreTableToPointInTime", request, ANY)
    copy = DynamoStore(table.client, restored, SystemClock())
    assert everything(copy, Query(pk=PK), strong=True) == kept
    assert everything(copy, Query(pk=PK, index="byChange")) == kept


def test_a_transaction_costs_double(store: DynamoStore, bill: Bill) -> None:
    store.commit([Put(record("T#1", changed=1), ABSENT)])
    store.commit([Put(record("T#2", changed=1), ABSENT), Put(record("T#3"), ABSENT)])
    store.commit([Check(PK, "T#1", 1)])
    assert bill.calls == [
        ("PutItem", 1, 1),
        ("TransactWriteItems", 4, 1),
        ("TransactWriteItems", 2, 0),
    ]


def test_looking_for_changes_when_there_are_none_costs_half(store: DynamoStore, bill: Bill) -> None:
    store.query(Query(pk=PK, index="byChange", low=1))
    assert bill.calls == [("Query", 0, 0.5)]


def test_the_index_of_the_search_is_kept_as_on_other_engines(
    store: DynamoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FLUSH", 4)
    monkeypatch.setattr(keeping, "SETTLED", 0)
    ws = Workspace(store, SystemClock(), "someone", "someone")
    for number in range(20):
        things.create(ws, TASKS, TaskChange(title=f"Milk {number}"), None, None)
        keeping.keep_up(store, ws.clock, ws.space)
    known, _ = directory.read(store, ws.space, strong=True)
    assert 1 <= len(known.segments) <= 3
    hits, more = find.search([ws], wanted.read("mil", 50))
    assert (len(hits), more) == (20, False)
