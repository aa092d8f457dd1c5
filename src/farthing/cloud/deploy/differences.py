"""What another deployment would change, and what was changed by hand since the last."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from farthing.cloud.deploy import changes, upload
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.changes import Change, Where
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.recover import check_ours
from farthing.cloud.deploy.stack import Existing, every, find
from farthing.cloud.plan import Plan, Stack


class Drift(Struct, frozen=True):
    """A resource that is not as its template says: it was `removed`, or at `path` there is something else."""

    stack: str
    resource: str
    kind: str
    removed: bool = False
    path: str = ""
    expected: str = ""
    actual: str = ""


def differences(account: Account, plan: Plan, deployment: str) -> Iterator[Change]:
    """What deploying the plan would do, stack by stack. Nothing is changed.

    Raises:
        Refused: a stack cannot be compared now.
    """
    for stack in plan.stacks:
        if stack.emulated or not account.emulated:
            yield from _of_stack(account, stack, deployment)
    planned = {stack.name for stack in plan.stacks}
    for existing in every(account, deployment):
        if existing.name not in planned:
            yield Change(existing.name, "Unused", existing.name, "AWS::CloudFormation::Stack")


def _of_stack(account: Account, stack: Stack, deployment: str) -> tuple[Change, ...]:
    existing = find(account, stack.name, stack.region)
    if existing is not None:
        check_ours(existing, deployment)
    if existing is None or not existing.made:
        return changes.additions(stack.name, stack.template)
    if existing.moving:
        raise Refused("conflict", f"{stack.name} is in {existing.status}: wait until that has ended")
    where = Where(stack.name, stack.region, deployment, _address(account, stack, deployment))
    proposed = changes.propose(account, where, stack.template, existing)
    changes.discard(account, proposed)
    return proposed.changes


def _address(account: Account, stack: Stack, deployment: str) -> str | None:
    assets = find(account, f"{deployment}-assets")
    bucket = assets.outputs.get("AssetsBucket") if assets else None
    if bucket is None or len(stack.template.encode()) <= changes.LONGEST_INLINE:
        return None
    return upload.template(account, bucket, stack)


def drift(account: Account, stack: Existing) -> list[Drift]:
    """What was changed by hand in a stack, of the kinds that CloudFormation can look at.

    Raises:
        Refused: CloudFormation cannot say.
    """
    client = account.client("cloudformation", stack.region)
    _detect(account, client, stack)
    wanted = {"StackName": stack.name, "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"]}
    found: list[Drift] = []
    while True:
        page = client.describe_stack_resource_drifts(**wanted)
        for one in page["StackResourceDrifts"]:
            found.extend(_drifts(stack.name, one))
        if not page.get("NextToken"):
            return found
        wanted["NextToken"] = page["NextToken"]


def _detect(account: Account, client: Any, stack: Existing) -> None:
    id, wait = client.detect_stack_drift(StackName=stack.name)["StackDriftDetectionId"], 0.2
    while True:
        status = client.describe_stack_drift_detection_status(StackDriftDetectionId=id)
        if status["DetectionStatus"] == "DETECTION_COMPLETE":
            return
        if status["DetectionStatus"] == "DETECTION_FAILED" and status.get("StackDriftStatus") != "DRIFTED":
            reason = status.get("DetectionStatusReason", "it gave no reason")
            raise Refused("failed", f"CloudFormation cannot compare {stack.name} with its template: {reason}")
        if status["DetectionStatus"] == "DETECTION_FAILED":
            return
        account.pause(wait)
        wait = min(wait * 1.5, 5.0)


def _drifts(stack: str, one: dict[str, Any]) -> Iterator[Drift]:
    resource, kind = one["LogicalResourceId"], one["ResourceType"]
    if one["StackResourceDriftStatus"] == "DELETED":
        yield Drift(stack, resource, kind, removed=True)
    for difference in one.get("PropertyDifferences", []):
        yield Drift(
            stack, resource, kind, path=difference["PropertyPath"],
            expected=difference["ExpectedValue"], actual=difference["ActualValue"],
        )  # fmt: skip
