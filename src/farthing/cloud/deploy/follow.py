"""Watching CloudFormation at work on a stack, resource by resource."""

from collections.abc import Iterator
from typing import Any, Final

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.progress import Progress, Tell
from farthing.cloud.deploy.stack import Existing, there

SHORTEST, LONGEST, GROWTH = 0.2, 5.0, 1.5  # seconds between looks
_CANCELLED: Final = ("cancelled", "canceled")


class Outcome:
    """How it ended: `stack` as it is then, and the `failure` of what failed first, if something did."""

    def __init__(self, stack: Existing, failure: Progress | None) -> None:
        self.stack = stack
        self.failure = failure


def last_event(account: Account, stack: Existing) -> str | None:
    """The id of the latest event, to follow from."""
    for event in _newest_first(account, stack):
        return str(event["EventId"])
    return None


def begin_of_operation(account: Account, stack: Existing) -> str | None:
    """The id of the last event before what CloudFormation is doing now was begun, by whomever."""
    events = _newest_first(account, stack)
    for event in events:
        if event["PhysicalResourceId"] == stack.id and _is_begin(event["ResourceStatus"]):
            break
    for event in events:
        return str(event["EventId"])
    return None


def follow(account: Account, stack: Existing, since: str | None, tell: Tell) -> Outcome:
    """Tell of every event after `since`, until CloudFormation is done with the stack: until the stack rests
    and has said so itself, because it also rests for a moment before it begins."""
    failure, ended, wait = None, False, SHORTEST
    while True:
        now = there(account, stack.id, stack.region)  # by its id it is found for 90 days after it is gone
        events = _after(account, stack, since)
        for event in events:
            progress = _progress(stack, event)
            tell(progress)
            whole = event["PhysicalResourceId"] == stack.id
            if whole:
                ended = not progress.status.endswith("_IN_PROGRESS")
            elif failure is None and _is_failure(progress):
                failure = progress
            since, wait = event["EventId"], SHORTEST
        if ended and not now.moving:
            return Outcome(now, failure)
        account.pause(wait)
        wait = min(wait * GROWTH, LONGEST)


def _after(account: Account, stack: Existing, since: str | None) -> list[dict[str, Any]]:
    """Events after the one with this id, the oldest first."""
    events = []
    for event in _newest_first(account, stack):
        if event["EventId"] == since:
            break
        events.append(event)
    return events[::-1]


def _newest_first(account: Account, stack: Existing) -> Iterator[dict[str, Any]]:
    client = account.client("cloudformation", stack.region)
    for page in client.get_paginator("describe_stack_events").paginate(StackName=stack.id):
        yield from page["StackEvents"]


def _progress(stack: Existing, event: dict[str, Any]) -> Progress:
    return Progress(
        stack=stack.name,
        resource=event["LogicalResourceId"],
        kind=event["ResourceType"],
        status=event["ResourceStatus"],
        reason=" ".join(event.get("ResourceStatusReason", "").split()),
    )


def _is_begin(status: str) -> bool:
    return status in ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")


def _is_failure(progress: Progress) -> bool:
    """Whether this is what went wrong, and not what was given up because of it."""
    given_up = any(word in progress.reason.lower() for word in _CANCELLED)
    return progress.status.endswith("_FAILED") and not given_up
