"""The store on AWS: one table of DynamoDB."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field, json

from farthing.domain.instant import SECOND
from farthing.engines.aws.client import Client
from farthing.engines.aws.errors import ServiceError
from farthing.engines.store.dynamodb_item import Item, item, key
from farthing.engines.store.dynamodb_query import Found, select
from farthing.features.ports import Clock
from farthing.features.records import (
    ABSENT,
    PAGE_RECORDS,
    Check,
    Delete,
    Page,
    Put,
    Query,
    Record,
    Write,
    check_commit,
)

_FAILED = "ConditionalCheckFailed"
_IS_ABSENT = "attribute_not_exists(pk) OR expires <= :now"
_IS_THERE = "version = :version AND (attribute_not_exists(expires) OR expires > :now)"


class _Got(Struct, frozen=True):
    item: Item | None = field(default=None, name="Item")


class _Done(Struct, frozen=True):
    """What a write answers is of no interest: the absence of an error is."""


_got = json.Decoder(_Got, strict=False)  # numbers come as texts
_found = json.Decoder(Found, strict=False)
_done = json.Decoder(_Done)


class DynamoStore:
    """The `Store` port on a table made as `dynamodb_table` defines it.

    Beside what the port names, every method raises `ServiceError` where AWS refuses: no such table, no
    permission.
    """

    def __init__(self, client: Client, table: str, clock: Clock) -> None:
        self.together = 1  # a transaction of several costs twice as much
        self._client = client
        self._table = table
        self._clock = clock

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        request = {"TableName": self._table, "Key": key(pk, sk), "ConsistentRead": strong}
        found = self._client.call("GetItem", request, _got).item
        return None if found is None or found.expired(self._now()) else found.record()

    def query(self, query: Query, *, strong: bool = False) -> Page:
        if not 1 <= query.limit <= PAGE_RECORDS:
            raise ValueError(f"a page holds 1 to {PAGE_RECORDS} records, not {query.limit}")
        if strong and query.index is not None:
            raise ValueError("an index cannot be read strongly")
        request = select(query)
        if request is None:
            return Page([], None)
        request |= {"TableName": self._table, "ConsistentRead": strong}
        found = self._client.call("Query", request, _found)
        now = self._now()
        records = [item.record() for item in found.items if not item.expired(now)]
        return Page(records, None if found.last is None else found.last.position())

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        check_commit(writes)
        if len(writes) == 1 and not isinstance(writes[0], Check):
            return () if self._write(writes[0]) else (0,)
        return self._transact(writes)

    def _write(self, write: Put | Delete) -> bool:
        """One write for the price of one.

        When an earlier try got no answer, it may have been what the condition now fails on: then what is
        there is just what this write was to leave there.
        """
        kind, request = self._request(write)
        if write.expect is not None:
            request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        try:
            self._client.call(f"{kind}Item", request, _done)
        except ServiceError as error:
            if error.code != f"{_FAILED}Exception":
                raise
            return error.repeated and error.item == request.get("Item")
        return True

    def _transact(self, writes: Sequence[Write]) -> tuple[int, ...]:
        """All writes, for the price of two each. The token makes them once, however often they are tried."""
        items = [dict([self._request(write)]) for write in writes]
        request = {"TransactItems": items, "ClientRequestToken": self._clock.random(16).hex()}
        try:
            self._client.call("TransactWriteItems", request, _done)
        except ServiceError as error:
            if _FAILED not in error.reasons:
                raise
            return tuple(at for at, reason in enumerate(error.reasons) if reason == _FAILED)
        return ()

    def _request(self, write: Write) -> tuple[str, dict[str, Any]]:
        """What kind of write it is to DynamoDB, and what that takes."""
        request = {"TableName": self._table} | self._condition(write.expect)
        if isinstance(write, Put):
            return "Put", request | {"Item": item(write.record)}
        kind = "Delete" if isinstance(write, Delete) else "ConditionCheck"
        return kind, request | {"Key": key(write.pk, write.sk)}

    def _condition(self, expect: int | None) -> dict[str, Any]:
        if expect is None:
            return {}
        values = {":now": {"N": str(self._now())}}
        if expect == ABSENT:
            return {"ConditionExpression": _IS_ABSENT, "ExpressionAttributeValues": values}
        values[":version"] = {"N": str(expect)}
        return {"ConditionExpression": _IS_THERE, "ExpressionAttributeValues": values}

    def _now(self) -> int:
        return self._clock.now() // SECOND
