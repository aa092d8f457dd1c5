"""Taking a deployment away, in the reverse of the order in which it was made."""

import json
from typing import Any, Final

from msgspec import Struct

from farthing.cloud.deploy import changes, remembered
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.buckets import empty
from farthing.cloud.deploy.changes import Where
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.follow import follow, last_event
from farthing.cloud.deploy.progress import Progress, Tell
from farthing.cloud.deploy.recover import delete, usable, why
from farthing.cloud.deploy.stack import Existing, every, resources

BUCKET: Final = "AWS::S3::Bucket"
# How each kind of thing is told that it may be removed.
_UNPROTECTED: Final[dict[str, dict[str, Any]]] = {
    "AWS::DynamoDB::Table": {"DeletionProtectionEnabled": False},
    "AWS::Cognito::UserPool": {"DeletionProtection": "INACTIVE"},
}


class Remains(Struct, frozen=True):
    """What `destroy` takes away and what it leaves, by the names of stacks."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


def survey(account: Account, name: str, everything: bool) -> Remains:
    """What would be removed and what kept.

    Raises:
        Refused: there is nothing of that name.
    """
    there = every(account, name)
    if not there:
        raise Refused("not_found", f"nothing called {name} is in {account.region} of account {account.id}")
    kept = [stack.name for stack in there if stack.protected and not everything]
    return Remains(tuple(stack.name for stack in there[::-1] if stack.name not in kept), tuple(kept))


def destroy(account: Account, name: str, everything: bool, tell: Tell) -> Remains:
    """Take it away. What was begun goes on if this is run again.

    Raises:
        Refused: something cannot be removed.
    """
    remains = survey(account, name, everything)
    for stack in every(account, name)[::-1]:
        if stack.name in remains.removed:
            _remove(account, stack, name, tell)
    return remains


def _remove(account: Account, stack: Existing, deployment: str, tell: Tell) -> None:
    if stack.status != "DELETE_FAILED":  # such a stack can only be deleted once more
        found = usable(account, stack.name, stack.region, deployment, tell)
        if found is None:
            return
        stack = _unlock(account, found, deployment, tell)
    for one in resources(account, stack):
        if one["ResourceType"] == BUCKET and one.get("PhysicalResourceId"):
            emptied = empty(account, one["PhysicalResourceId"])
            tell(Progress(stack.name, f"emptied {one['PhysicalResourceId']}: {emptied} objects and versions"))
    delete(account, stack, tell)


def _unlock(account: Account, stack: Existing, deployment: str, tell: Tell) -> Existing:
    """Turn off what keeps a stack and the things in it, by an update like any other."""
    template = remembered.template(account, stack)
    if not _let_go(template):
        return stack
    client = account.client("cloudformation", stack.region)
    client.update_termination_protection(StackName=stack.name, EnableTerminationProtection=False)
    tell(Progress(stack.name, f"turning protection off in {stack.name}"))
    where = Where(stack.name, stack.region, deployment)
    proposed = changes.propose(account, where, json.dumps(template, indent=1), stack)
    if not proposed.changes:
        changes.discard(account, proposed)
        return stack
    since = last_event(account, stack)
    changes.execute(account, proposed)
    outcome = follow(account, stack, since, tell)
    if outcome.stack.status != "UPDATE_COMPLETE":
        raise Refused("failed", f"protection of {stack.name} cannot be turned off: {why(outcome)}")
    return outcome.stack


def _let_go(template: dict[str, Any]) -> bool:
    """Change a template so that all in it goes with the stack; whether anything was to change."""
    changed = False
    for resource in template["Resources"].values():
        if resource.get("DeletionPolicy") == "Retain":
            resource["DeletionPolicy"] = "Delete"
            resource.setdefault("Properties", {}).update(_UNPROTECTED.get(resource["Type"], {}))
            changed = True
    return changed
