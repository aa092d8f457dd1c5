"""A stack as CloudFormation has it now."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused, code_of, says

TAG: Final = "farthing"
# Of a deployment's stacks, in the order in which they are made; each name begins with the deployment's.
SUFFIXES: Final = ("-assets", "-data", "-certificate", "-shift", "", "-watch", "-pipeline")
CERTIFICATE_REGION: Final = "us-east-1"


class Existing(Struct, frozen=True):
    """A stack that is there. `status` is CloudFormation's word for it."""

    name: str
    id: str
    region: str
    status: str
    reason: str
    outputs: dict[str, str]
    tags: dict[str, str]
    protected: bool

    @property
    def moving(self) -> bool:
        """Whether CloudFormation is at work on it. A stack under review only has change sets."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    @property
    def made(self) -> bool:
        """Whether it was ever whole."""
        return self.status not in (
            "REVIEW_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_FAILED", "DELETE_COMPLETE",
            "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED",
        )  # fmt: skip


def find(account: Account, name: str, region: str | None = None) -> Existing | None:
    """The stack of that name or id, which stays findable by its id when it is gone."""
    from botocore.exceptions import ClientError

    region = region or account.region
    try:
        found = account.client("cloudformation", region).describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if code_of(error) == "ValidationError" and says(error, "does not exist"):
            return None
        raise
    return _existing(found[0], region) if found else None


def there(account: Account, name: str, region: str | None = None) -> Existing:
    """The same, of a stack that must be there.

    Raises:
        Refused: it is not: somebody removed it meanwhile.
    """
    stack = find(account, name, region)
    if stack is None:
        raise Refused(
            "conflict", f"{name} was removed meanwhile, by somebody else: run the same command again"
        )
    return stack


def every(account: Account, name: str) -> list[Existing]:
    """The stacks of a deployment that are there, in the order in which they were made."""
    found = []
    for suffix in SUFFIXES:
        region = CERTIFICATE_REGION if suffix == "-certificate" else account.region
        stack = find(account, name + suffix, region)
        if stack is not None and stack.tags.get(TAG) == name:
            found.append(stack)
    return found


def outputs(account: Account, name: str) -> dict[str, str]:
    """What all stacks of a deployment say of themselves, but for what CDK passes between them.

    Raises:
        Refused: there is no such deployment.
    """
    said = {key: value for stack in deployed(account, name) for key, value in stack.outputs.items()}
    return {key: value for key, value in said.items() if not key.startswith("ExportsOutput")}


def deployed(account: Account, name: str) -> list[Existing]:
    """The same as `every`, of a deployment that there must be.

    Raises:
        Refused: there is none.
    """
    found = every(account, name)
    if not any(stack.made for stack in found):
        raise Refused(
            "not_found",
            f"nothing called {name} is deployed in {account.region} of account {account.id}: "
            "check --name and --region, or run `farthing deploy`",
        )
    return found


def resources(account: Account, stack: Existing) -> Iterator[dict[str, Any]]:
    """What a stack consists of, as CloudFormation's summaries."""
    client = account.client("cloudformation", stack.region)
    for page in client.get_paginator("list_stack_resources").paginate(StackName=stack.id):
        yield from page["StackResourceSummaries"]


def _existing(found: dict[str, Any], region: str) -> Existing:
    return Existing(
        name=found["StackName"],
        id=found["StackId"],
        region=region,
        status=found["StackStatus"],
        reason=found.get("StackStatusReason", ""),
        outputs={one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])},
        tags={one["Key"]: one["Value"] for one in found.get("Tags", [])},
        protected=found.get("EnableTerminationProtection", False),
    )
