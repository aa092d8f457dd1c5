"""A restore, and what it is compared with. The emulator restores the table as it is now, not as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from farthing.cloud.deploy import drill
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from tests.cloud.deploy.conftest import Told
from tests.cloud.deploy.plans import table

pytestmark = pytest.mark.xdist_group("deploy")


@pytest.fixture
def client(account: Account) -> Any:
    made: Any = account.client("dynamodb")
    wanted = table()["Properties"]
    names = "KeySchema", "AttributeDefinitions", "BillingMode"
    made.create_table(TableName="tasks", **{name: wanted[name] for name in names})
    made.update_continuous_backups(
        TableName="tasks", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    for number in range(20):
        put(made, "tasks", str(number))
    return made


def put(client: Any, name: str, sk: str, *, body: str = "{}", version: int = 1, **more: int) -> None:
    numbers = {"version": version, **more}
    item = {"pk": {"S": "p"}, "sk": {"S": sk}, "body": {"S": body}}
    client.put_item(TableName=name, Item=item | {key: {"N": str(value)} for key, value in numbers.items()})


@contextmanager
def meanwhile(account: Account, change: Any) -> Iterator[None]:
    """Have something change in the copy or the table once the copy is there."""
    client = account.client("dynamodb")
    restore = client.restore_table_to_point_in_time

    def restored(**arguments: Any) -> Any:
        answer = restore(**arguments)
        change(client, arguments["TargetTableName"])
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "restore_table_to_point_in_time", restored)
        yield


def test_finds_all_as_it_was_and_says_when(client: Any, account: Account, told: Told) -> None:
    found = drill.drill(account, "tasks", told)
    assert found.same
    assert sum(part.copy for part in found.parts) == 20
    assert client.list_tables()["TableNames"] == ["tasks"], "the copy is gone"
    arn = client.describe_table(TableName="tasks")["Table"]["TableArn"]
    assert [tag["Key"] for tag in client.list_tags_of_resource(ResourceArn=arn)["Tags"]] == [drill.DRILL_TAG]


@pytest.mark.parametrize(
    "change",
    [
        lambda client, copy: put(client, copy, "3", body='{"lost": true}'),
        lambda client, copy: client.delete_item(TableName=copy, Key={"pk": {"S": "p"}, "sk": {"S": "3"}}),
        lambda client, copy: put(client, copy, "more"),
    ],
    ids=["other", "missing", "added"],
)
def test_finds_what_differs(client: Any, account: Account, told: Told, change: Any) -> None:
    with meanwhile(account, change):
        found = drill.drill(account, "tasks", told)
    assert [part.same for part in found.parts].count(False) == 1
    arn = client.describe_table(TableName="tasks")["Table"]["TableArn"]
    assert client.list_tags_of_resource(ResourceArn=arn)["Tags"] == [], "nothing was proven"
    assert client.list_tables()["TableNames"] == ["tasks"]


@pytest.mark.parametrize(
    "change",
    [
        lambda client, _copy: put(client, "tasks", "3", body='{"new": true}', version=2),
        lambda client, _copy: put(client, "tasks", "new", changed=4_000_000_000_000),
        lambda client, copy: put(client, copy, "expired", expires=1),
    ],
    ids=["written", "made", "expired"],
)
def test_allows_for_what_came_later(client: Any, account: Account, told: Told, change: Any) -> None:
    assert client
    with meanwhile(account, change):
        found = drill.drill(account, "tasks", told)
    assert found.same
    assert found.later == 1


def test_removes_the_copy_when_it_is_interrupted(client: Any, account: Account, told: Told) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with meanwhile(account, interrupt), pytest.raises(KeyboardInterrupt):
        drill.drill(account, "tasks", told)
    assert client.list_tables()["TableNames"] == ["tasks"]


def test_refuses_without_recovery(client: Any, account: Account, told: Told) -> None:
    client.update_continuous_backups(
        TableName="tasks", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}
    )
    with pytest.raises(Refused, match="tasks has no point-in-time recovery"):
        drill.drill(account, "tasks", told)
