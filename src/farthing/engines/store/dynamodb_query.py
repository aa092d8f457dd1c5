"""A query of the port in DynamoDB's words."""

from typing import Any

from msgspec import Struct, field

from farthing.engines.aws.attributes import encode
from farthing.engines.store.dynamodb_item import Item, Number, Text, key, whole
from farthing.features.records import INDEX_KEY, Position, Query


class LastKey(Struct, frozen=True):
    """Where DynamoDB stopped, which may be at the very end."""

    sk: Text
    changed: Number | None = None
    due: Text | None = None

    def position(self) -> Position:
        return Position(self.sk.S, whole(self.changed) if self.due is None else self.due.S)


class Found(Struct, frozen=True):
    """What `Query` answers."""

    items: list[Item] = field(name="Items")
    last: LastKey | None = field(default=None, name="LastEvaluatedKey")


def select(query: Query) -> dict[str, Any] | None:
    """What `Query` takes, but for the table; None where DynamoDB would call it an error that nothing can
    be found, as between bounds that cross, or after a position behind the last of them.
    """
    low = query.low if query.low != "" else None  # an empty text is no key, and comes before all of them
    high = query.high
    first, last = (high, low) if query.descending else (low, high)
    if high == "" or _beyond(query, first, last):
        return None
    request: dict[str, Any] = {"Limit": query.limit, "ScanIndexForward": not query.descending}
    if query.after is not None:
        at = query.after.sk if query.index is None else query.after.rank
        if _beyond(query, at, last):
            return None
        if not _beyond(query, first, at):
            request["ExclusiveStartKey"] = _start(query, query.after)
    if query.index is not None:
        request["IndexName"] = query.index
    return request | _condition(query, low, high)


def _condition(query: Query, low: str | int | None, high: str | int | None) -> dict[str, Any]:
    name = "sk" if query.index is None else INDEX_KEY[query.index]
    condition, values = "pk = :pk", {":pk": encode(query.pk)}
    if low is not None:
        values[":low"] = encode(low)
    if high is not None:
        values[":high"] = encode(high)
    if low is not None and high is not None:
        condition += f" AND {name} BETWEEN :low AND :high"
    elif low is not None:
        condition += f" AND {name} >= :low"
    elif high is not None:
        condition += f" AND {name} <= :high"
    return {"KeyConditionExpression": condition, "ExpressionAttributeValues": values}


def _start(query: Query, after: Position) -> dict[str, Any]:
    start = key(query.pk, after.sk)
    return start if query.index is None else start | {INDEX_KEY[query.index]: encode(after.rank)}


def _beyond(query: Query, at: Any, bound: Any) -> bool:
    """Whether one who reads in the query's direction meets `bound` before `at`."""
    if at is None or bound is None:
        return False
    return bool(at < bound if query.descending else at > bound)
