"""The proof that backups are of use: restore the table beside itself, compare, and take the copy away."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused, code_of
from farthing.cloud.deploy.progress import Progress, Tell

DRILL_TAG: Final = "farthing:restored"  # on the table: when a drill went well last
RESTORE_PRICE: Final = 0.15  # dollars a GB
SEGMENTS: Final = 4  # of which each is counted and hashed, so that one sees where something differs
GIGABYTE: Final = 1024**3


class Part(Struct, frozen=True):
    """One segment of both tables: how many items there are, and whether their contents are the same."""

    source: int
    copy: int
    same: bool


class Drilled(Struct, frozen=True):
    """What a drill found. `at` is the time that was restored; `later` items changed after it, and are left
    out of the comparison."""

    table: str
    at: str
    parts: tuple[Part, ...]
    later: int
    seconds: float
    dollars: float

    @property
    def same(self) -> bool:
        return all(part.same for part in self.parts)


def drill(
    account: Account, table: str, tell: Tell, *, clock: Callable[[], float] = time.monotonic
) -> Drilled:
    """Restore the table to the latest moment there is, compare, and remove the copy, whatever happens.

    Raises:
        Refused: the table cannot be restored, or the copy not be removed.
    """
    began, client = clock(), account.client("dynamodb")
    at = _latest(account, table)
    copy = f"{table}-drill-{at:%Y%m%d%H%M%S}"
    with _restored(account, table, copy, at, tell) as size:
        tell(Progress(text="comparing the two"))
        parts, later = _compare(client, table, copy, at)
    cost = size / GIGABYTE * RESTORE_PRICE
    found = Drilled(table, at.isoformat(), parts, later, clock() - began, cost)
    if found.same:
        arn = client.describe_table(TableName=table)["Table"]["TableArn"]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        client.tag_resource(ResourceArn=arn, Tags=[{"Key": DRILL_TAG, "Value": now}])
    return found


def _latest(account: Account, table: str) -> datetime:
    found = account.client("dynamodb").describe_continuous_backups(TableName=table)
    recovery = found["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] != "ENABLED":
        turns_on = "the emulator does not keep it" if account.emulated else "`farthing deploy` turns it on"
        raise Refused("failed", f"{table} has no point-in-time recovery: {turns_on}")
    at: datetime = recovery["LatestRestorableDateTime"]
    return at.astimezone(UTC)


@contextmanager
def _restored(account: Account, table: str, copy: str, at: datetime, tell: Tell) -> Iterator[int]:
    """The copy while it is there; gives the size of the table in bytes."""
    client = account.client("dynamodb")
    size: int = client.describe_table(TableName=table)["Table"].get("TableSizeBytes", 0)
    tell(Progress(text=f"restoring {table} as of {at.isoformat()} to {copy}; that takes 20 minutes or more"))
    try:
        client.restore_table_to_point_in_time(
            SourceTableName=table, TargetTableName=copy, RestoreDateTime=at,
            BillingModeOverride="PAY_PER_REQUEST", GlobalSecondaryIndexOverride=[],
        )  # fmt: skip
        _wait(account, copy, tell)
        yield size
    finally:
        _remove(account, copy, tell)


def _wait(account: Account, copy: str, tell: Tell) -> None:
    client, wait, waited = account.client("dynamodb"), 0.2, 0.0
    while (status := client.describe_table(TableName=copy)["Table"]["TableStatus"]) != "ACTIVE":
        tell(Progress(text=f"{copy} is {status}, after {waited:.0f} s", status="RESTORE_IN_PROGRESS"))
        account.pause(wait)
        waited += wait
        wait = min(wait * 1.5, 15.0)


def _remove(account: Account, copy: str, tell: Tell) -> None:
    """A table that is still being restored can only be removed afterwards: that is waited for."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        _wait(account, copy, tell)
        account.client("dynamodb").delete_table(TableName=copy)
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise _left_behind(copy, error) from error
    except (BotoCoreError, KeyboardInterrupt) as error:
        raise _left_behind(copy, error) from error
    else:
        tell(Progress(text=f"removed {copy}"))


def _left_behind(copy: str, error: BaseException) -> Refused:
    remedy = f"remove it with `aws dynamodb delete-table --table-name {copy}`"
    why = str(error) or "interrupted"
    return Refused("failed", f"the copy {copy} could not be removed ({why}) and costs money: {remedy}")


def _compare(client: Any, table: str, copy: str, at: datetime) -> tuple[tuple[Part, ...], int]:
    """Items are compared by key. Those that differ because of what came after `at` are counted apart."""
    restored, source = _seen(client, copy), _seen(client, table)
    since, now = int(at.timestamp() * 1000), int(time.time())
    later = {
        key
        for key in source.keys() | restored.keys()
        if _is_later(source.get(key), restored.get(key), since, now)
    }
    parts = []
    for segment in range(SEGMENTS):
        ours = {key: one.digest for key, one in source.items() if _segment(key) == segment}
        theirs = {key: one.digest for key, one in restored.items() if _segment(key) == segment}
        same = _without(ours, later) == _without(theirs, later)
        parts.append(Part(len(ours), len(theirs), same))
    return tuple(parts), len(later)


def _without(digests: dict[str, bytes], keys: set[str]) -> dict[str, bytes]:
    return {key: digest for key, digest in digests.items() if key not in keys}


def _is_later(source: "_Seen | None", restored: "_Seen | None", since: int, now: int) -> bool:
    """Whether an item is other in the source because it was written, or expired, after the restored time."""
    if source is None:
        return restored is not None and restored.expires is not None and restored.expires <= now
    if source.changed is not None and source.changed >= since:
        return True
    return restored is not None and source.version > restored.version


class _Seen(Struct, frozen=True):
    """What is kept of an item while it is compared; the times as in the item: ms, and s."""

    digest: bytes
    version: int
    changed: int | None
    expires: int | None


def _segment(key: str) -> int:
    return sha256(key.encode()).digest()[0] % SEGMENTS


def _seen(client: Any, table: str) -> dict[str, _Seen]:
    found = {}
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            digest = sha256(repr(sorted(item.items())).encode()).digest()
            numbers = [_number(item, name) for name in ("version", "changed", "expires")]
            key = f"{item['pk']['S']}\0{item['sk']['S']}"
            found[key] = _Seen(digest, numbers[0] or 0, numbers[1], numbers[2])
    return found


def _number(item: dict[str, Any], name: str) -> int | None:
    return int(item[name]["N"]) if name in item else None
