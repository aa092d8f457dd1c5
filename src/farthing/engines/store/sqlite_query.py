"""A query of the port in SQL."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from farthing.features.records import INDEX_KEY, Page, Position, Query, Record, position

PAGE_BYTES: Final = 1024 * 1024  # the bodies of a page are not much more, as on DynamoDB


def select(query: Query, now: int) -> tuple[str, list[Any]]:
    """The statement and its parameters. It asks for one record more than the limit, which tells whether
    there is a next page; `now` is in Unix seconds.
    """
    table, order = "records", "sk"
    conditions, parameters = ["pk = ?"], [query.pk]
    if query.index is not None:
        # A partial index serves only a query that repeats its condition.
        table, order = f"records INDEXED BY {query.index}", f"{INDEX_KEY[query.index]}, sk"
        conditions.append(f"{INDEX_KEY[query.index]} IS NOT NULL")
    for condition, values in _bounds(query):
        conditions.append(condition)
        parameters.extend(values)
    if query.descending:
        order = order.replace(",", " DESC,") + " DESC"
    statement = (
        f"SELECT sk, version, body, changed, expires, due FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608 - of constants
        f" AND (expires IS NULL OR expires > ?) ORDER BY {order} LIMIT ?"
    )
    return statement, [*parameters, now, query.limit + 1]


def page(query: Query, rows: Iterator[tuple[Any, ...]]) -> Page:
    """The page that the rows of `select` make."""
    pk, found, room = query.pk, [], PAGE_BYTES
    for sk, version, body, changed, expires, due in islice(rows, query.limit):
        found.append(Record(pk, sk, version, body, changed, expires, due))
        room -= len(body)
        if room <= 0:
            break
    if next(rows, None) is None:
        return Page(found, None)
    return Page(found, position(found[-1], query.index))


def _bounds(query: Query) -> Iterator[tuple[str, list[Any]]]:
    """What bounds the key from the side where the page begins, and from the other.

    One condition a side: of two, SQLite would seek by one, and step over everything up to the other.
    """
    key = "sk" if query.index is None else INDEX_KEY[query.index]
    onward, back = ("<", ">") if query.descending else (">", "<")
    first, last = (query.high, query.low) if query.descending else (query.low, query.high)
    if query.after is not None and _is_within(query, query.after, first):
        if query.index is None:
            yield f"sk {onward} ?", [query.after.sk]
        else:
            yield f"({key}, sk) {onward} (?, ?)", [query.after.rank, query.after.sk]
    elif first is not None:
        yield f"{key} {onward}= ?", [first]
    if last is not None:
        yield f"{key} {back}= ?", [last]


def _is_within(query: Query, after: Position, first: Any) -> bool:
    at: Any = after.sk if query.index is None else after.rank
    return first is None or (at <= first if query.descending else at >= first)
