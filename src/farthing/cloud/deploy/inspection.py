"""Gathering evidence from the account: the resources of the stacks as they are now, and what is around."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from msgspec import to_builtins

from farthing.cloud.deploy import remembered
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.drill import DRILL_TAG
from farthing.cloud.deploy.errors import refused
from farthing.cloud.deploy.evidence import CHOICES, Evidence
from farthing.cloud.deploy.readers import READERS, bucket_policy, routes
from farthing.cloud.deploy.stack import deployed, resources

# What is read beside the resources, under names that no kind of resource has.
ACCOUNT: Final = "Account"
BUDGETS: Final = "AWS::Budgets::Budget"
DRILL: Final = "Drill"
POLICY: Final = "AWS::S3::BucketPolicy"
ROUTE: Final = "AWS::ApiGatewayV2::Route"
_PARTS: Final = (POLICY, ROUTE)  # which are read with what they are part of


def inspect(account: Account, name: str) -> Evidence:
    """Everything that there is to look at. What these credentials may not see is told in `unread`.

    Raises:
        Refused: nothing of that name is deployed.
    """
    evidence = Evidence(live=True, emulated=account.emulated)
    stacks = deployed(account, name)
    evidence.add(CHOICES, name, to_builtins(remembered.choices(account, name)) or {})
    for stack in stacks:
        protected = {"EnableTerminationProtection": stack.protected, "StackStatus": stack.status}
        evidence.add("AWS::CloudFormation::Stack", stack.name, protected)
        found = [one for one in resources(account, stack) if one.get("PhysicalResourceId")]
        whole = {one["ResourceType"]: one["PhysicalResourceId"] for one in found}
        for one in found:
            _read(account, evidence, one, whole)
    _around(account, evidence)
    return evidence


def _read(account: Account, evidence: Evidence, one: dict[str, Any], whole: dict[str, str]) -> None:
    kind, id, name = one["ResourceType"], one["PhysicalResourceId"], one["LogicalResourceId"]
    if kind in READERS:
        _gather(evidence, kind, name, partial(READERS[kind], account, id, whole))
    elif kind not in _PARTS:
        evidence.add(kind, name, {})
    if kind == "AWS::S3::Bucket":
        _gather(evidence, POLICY, name, partial(bucket_policy, account, id))
    if kind == "AWS::ApiGatewayV2::Api":
        _gather_all(evidence, ROUTE, partial(routes, account, id))


def _around(account: Account, evidence: Evidence) -> None:
    evidence.things.pop(BUDGETS, None)  # of the stack it is known only that it is there
    _gather(evidence, ACCOUNT, account.id, partial(_summary, account))
    _gather(evidence, BUDGETS, account.id, partial(_budgets, account))
    for table in evidence.of("AWS::DynamoDB::Table"):
        _gather(evidence, DRILL, table.name, partial(_drill, account, table.properties["TableArn"]))


def _summary(account: Account) -> dict[str, Any]:
    return {**account.client("iam").get_account_summary()["SummaryMap"], "Caller": account.caller}


def _budgets(account: Account) -> dict[str, Any]:
    found = account.client("budgets").describe_budgets(AccountId=account.id).get("Budgets", [])
    return {"Names": [one["BudgetName"] for one in found]}


def _drill(account: Account, table: str) -> dict[str, Any]:
    tags = account.client("dynamodb").list_tags_of_resource(ResourceArn=table)["Tags"]
    at = next((tag["Value"] for tag in tags if tag["Key"] == DRILL_TAG), None)
    return {"DaysAgo": (datetime.now(UTC) - datetime.fromisoformat(at)).days if at else None}


def _gather(evidence: Evidence, kind: str, name: str, reader: Callable[[], dict[str, Any]]) -> None:
    _gather_all(evidence, kind, lambda: [(name, reader())])


def _gather_all(
    evidence: Evidence, kind: str, reader: Callable[[], Iterable[tuple[str, dict[str, Any]]]]
) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        for name, properties in reader():
            evidence.add(kind, name, properties)
    except (BotoCoreError, ClientError) as error:
        evidence.unread[kind] = refused(error).detail
    except (KeyError, IndexError) as error:
        evidence.unread[kind] = f"the answer lacks {error}"
