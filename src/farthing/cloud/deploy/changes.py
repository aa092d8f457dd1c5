"""Change sets: what a template would do to a stack, and having it done."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.stack import TAG, Existing, find

CAPABILITIES: Final = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
LONGEST_INLINE: Final = (
    51_200  # bytes of a template that may be sent; longer ones are fetched from the bucket
)
_NOTHING: Final = ("didn't contain changes", "No updates are to be performed")


class Change(Struct, frozen=True):
    """What happens to one resource: `Add`, `Modify` (perhaps by replacing it) or `Remove`, and the names of
    the properties that cause it."""

    stack: str
    action: str
    resource: str
    kind: str
    replaced: bool = False
    properties: tuple[str, ...] = ()


class ChangeSet(Struct, frozen=True):
    """One that CloudFormation has ready; without `changes` it does nothing."""

    stack: str
    region: str
    id: str
    changes: tuple[Change, ...]


class Where(Struct, frozen=True):
    """Which stack, of which deployment, and where its template is once it is uploaded (None: nowhere)."""

    name: str
    region: str
    deployment: str
    url: str | None = None


def propose(account: Account, where: Where, template: str, existing: Existing | None) -> ChangeSet:
    """Ask CloudFormation what this template would do. The name is that of its content, so that what an
    interrupted run left behind is found and made anew.

    Raises:
        Refused: CloudFormation does not take the template.
    """
    client = account.client("cloudformation", where.region)
    new = existing is None or existing.status == "REVIEW_IN_PROGRESS"
    name = f"farthing-{sha256(template.encode()).hexdigest()[:20]}"
    if existing is not None:
        client.delete_change_set(StackName=where.name, ChangeSetName=name)
    made = client.create_change_set(
        StackName=where.name,
        ChangeSetName=name,
        ChangeSetType="CREATE" if new else "UPDATE",
        Capabilities=CAPABILITIES,
        Tags=[{"Key": TAG, "Value": where.deployment}],
        **_source(where, template),
    )
    found = _ready(account, where, made["Id"])
    changes = tuple(_changes(client, where.name, found, made["Id"]))
    return ChangeSet(where.name, where.region, made["Id"], changes)


def execute(account: Account, change_set: ChangeSet) -> None:
    """Have it done; CloudFormation goes on by itself, whatever happens here."""
    account.client("cloudformation", change_set.region).execute_change_set(ChangeSetName=change_set.id)


def discard(account: Account, change_set: ChangeSet) -> None:
    """Leave nothing of it, nor of the stack that was only made to hold it."""
    client = account.client("cloudformation", change_set.region)
    client.delete_change_set(ChangeSetName=change_set.id)
    stack = find(account, change_set.stack, change_set.region)
    if stack is not None and stack.status == "REVIEW_IN_PROGRESS":
        client.delete_stack(StackName=stack.id)


def additions(stack: str, template: str) -> tuple[Change, ...]:
    """What a template does where there is no stack yet."""
    resources: Mapping[str, Any] = json.loads(template)["Resources"]
    return tuple(Change(stack, "Add", name, one["Type"]) for name, one in resources.items())


def _source(where: Where, template: str) -> dict[str, str]:
    if len(template.encode()) <= LONGEST_INLINE:
        return {"TemplateBody": template}
    if where.url is None:
        raise Refused("failed", f"the template of {where.name} is too long to be sent, and was not uploaded")
    return {"TemplateURL": where.url}


def _ready(account: Account, where: Where, id: str) -> dict[str, Any]:
    client, wait = account.client("cloudformation", where.region), 0.2
    while True:
        found: dict[str, Any] = client.describe_change_set(ChangeSetName=id)
        status, reason = found["Status"], found.get("StatusReason", "")
        if status == "CREATE_COMPLETE":
            return found
        if status == "FAILED" and any(words in reason for words in _NOTHING):
            return {**found, "Changes": []}
        if status == "FAILED":
            client.delete_change_set(ChangeSetName=id)
            raise Refused(
                "failed",
                f"CloudFormation does not take the template of {where.name}: {' '.join(reason.split())}",
            )
        account.pause(wait)
        wait = min(wait * 1.5, 5.0)


def _changes(client: Any, stack: str, found: dict[str, Any], id: str) -> Iterator[Change]:
    while True:
        for one in found["Changes"]:
            yield _change(stack, one["ResourceChange"])
        if not found.get("NextToken"):
            return
        found = client.describe_change_set(ChangeSetName=id, NextToken=found["NextToken"])


def _change(stack: str, one: dict[str, Any]) -> Change:
    targets = [detail.get("Target", {}) for detail in one.get("Details", [])]
    properties = {str(target.get("Name") or target.get("Attribute", "")) for target in targets}
    return Change(
        stack, one["Action"], one["LogicalResourceId"], one["ResourceType"],
        one.get("Replacement") in ("True", "Conditional"), tuple(sorted(properties - {""})),
    )  # fmt: skip
