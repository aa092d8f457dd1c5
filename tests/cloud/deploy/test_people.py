"""Inviting people, and letting stopped functions run again, on the emulator."""

import io
import zipfile
from contextlib import closing

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.deploy import brake, people
from farthing.cloud.deploy.account import Account
from farthing.domain.errors import Unauthenticated
from farthing.domain.token import TokenRequest
from farthing.engines.aws.client import Client
from farthing.engines.aws.credentials import Credentials
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.engines.store.dynamodb_table import definition
from farthing.features import tokens
from tests.cloud.deploy.conftest import Told

pytestmark = pytest.mark.xdist_group("deploy")


@pytest.fixture
def pool(account: Account) -> str:
    made = account.client("cognito-idp").create_user_pool(PoolName="people", UsernameAttributes=["email"])
    return str(made["UserPool"]["Id"])


def test_one_who_is_invited_has_an_account_once(account: Account, pool: str) -> None:
    assert people.make_account(account, pool, "ann@example.org")
    assert not people.make_account(account, pool, "ann@example.org")
    (ann,) = people.every(account, pool)
    assert ann == {
        "userId": people.person(account, pool, "ann@example.org"),
        "email": "ann@example.org",
        "state": "FORCE_CHANGE_PASSWORD",
    }


def test_nobody_is_found_by_an_address_with_quotes(account: Account, pool: str) -> None:
    people.make_account(account, pool, "ann@example.org")
    assert people.person(account, pool, 'x" or email ^= "') is None


def test_one_who_is_removed_has_nothing_left_that_lets_them_in(account: Account, pool: str) -> None:
    client = account.client("dynamodb")
    client.create_table(**definition("people"))
    people.make_account(account, pool, "ann@example.org")
    user = people.person(account, pool, "ann@example.org")
    assert user
    nobody = Credentials(account.id, "secret")
    with closing(Client(account.endpoint or "", account.region, lambda: nobody)) as dynamo:
        store = DynamoStore(dynamo, "people", SystemClock())
        token = tokens.create(store, SystemClock(), user, TokenRequest("laptop", ["read"])).token
        assert people.remove(account, pool, "people", "ann@example.org") == user
        assert people.every(account, pool) == []
        with pytest.raises(Unauthenticated):
            tokens.authenticate(store, token or "")
    assert people.remove(account, pool, "people", "ann@example.org") is None


@pytest.fixture
def function(account: Account) -> str:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("one.py", "def handler(event, context): pass")
    role = account.client("iam").create_role(RoleName="one", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    account.client("lambda").create_function(
        FunctionName="one", Role=role, Runtime="python3.13", Handler="one.handler",
        Code={"ZipFile": content.getvalue()},
    )  # fmt: skip
    return "one"


@pytest.mark.parametrize(("reserve", "after"), [(0, None), (5, 5)])
def test_what_the_brake_stopped_runs_again(
    account: Account, function: str, told: Told, reserve: int, after: int | None
) -> None:
    client = account.client("lambda")
    client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    brake.release(account, [function], Choices(reserve=reserve), told)
    assert client.get_function_concurrency(FunctionName=function).get("ReservedConcurrentExecutions") == after
    assert "run again" in told.texts


def test_what_was_not_stopped_stays_as_it_is(account: Account, function: str, told: Told) -> None:
    client = account.client("lambda")
    client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=3)
    brake.release(account, [function], Choices(), told)
    assert client.get_function_concurrency(FunctionName=function)["ReservedConcurrentExecutions"] == 3
    assert not told.progress
