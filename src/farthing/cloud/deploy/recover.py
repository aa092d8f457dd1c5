"""Bringing a stack into a state that something can be done with, whatever happened to it before."""

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.follow import Outcome, begin_of_operation, follow, last_event
from farthing.cloud.deploy.progress import Progress, Tell
from farthing.cloud.deploy.stack import TAG, Existing, find

# Nothing of such a stack ever worked: it is taken away and made anew.
_NEVER_MADE = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED")


def usable(account: Account, name: str, region: str, deployment: str, tell: Tell) -> Existing | None:
    """The stack, once it can be updated; None if there is none, or none any more.

    Raises:
        Refused: it is not ours, or cannot be mended from here.
    """
    stack = find(account, name, region)
    if stack is None:
        return None
    check_ours(stack, deployment)
    if stack.moving:
        stack = _wait(account, stack, tell)
    if stack.status == "DELETE_FAILED":
        raise Refused(
            "conflict", f"{name} is half removed: run `farthing destroy` to its end, then deploy again"
        )
    if stack.status in _NEVER_MADE:
        tell(Progress(name, f"{name} was never made whole ({stack.status}): removing what is left of it"))
        delete(account, stack, tell)
        return None
    if stack.status == "UPDATE_ROLLBACK_FAILED":
        return _finish_rollback(account, stack, tell)
    return None if stack.status == "DELETE_COMPLETE" else stack


def check_ours(stack: Existing, deployment: str) -> None:
    """Raises:
    Refused: somebody else made the stack.
    """
    if stack.tags.get(TAG) != deployment and stack.status != "REVIEW_IN_PROGRESS":
        raise Refused(
            "conflict",
            f"there is a stack called {stack.name} that Farthing did not make: choose another --name",
        )


def delete(account: Account, stack: Existing, tell: Tell) -> None:
    """Remove a stack, and wait until it is gone.

    Raises:
        Refused: something in it cannot be removed.
    """
    since = last_event(account, stack)
    account.client("cloudformation", stack.region).delete_stack(StackName=stack.id)
    outcome = follow(account, stack, since, tell)
    if outcome.stack.status != "DELETE_COMPLETE":
        raise Refused(
            "failed", f"{stack.name} could not be removed: {why(outcome)}; remove that, and run again"
        )


def why(outcome: Outcome) -> str:
    """What failed first, in one clause."""
    failure = outcome.failure
    if failure is None:
        return outcome.stack.reason or f"it ended as {outcome.stack.status}"
    return f"{failure.resource} ({failure.kind}): {failure.reason.rstrip('.')}"


def _wait(account: Account, stack: Existing, tell: Tell) -> Existing:
    tell(Progress(stack.name, f"{stack.name} is in {stack.status} already: waiting for it to end"))
    return follow(account, stack, begin_of_operation(account, stack), tell).stack


def _finish_rollback(account: Account, stack: Existing, tell: Tell) -> Existing:
    tell(
        Progress(stack.name, f"{stack.name} is stuck in an update that failed: going back to what was before")
    )
    since = last_event(account, stack)
    account.client("cloudformation", stack.region).continue_update_rollback(StackName=stack.id)
    outcome = follow(account, stack, since, tell)
    if outcome.stack.status != "UPDATE_ROLLBACK_COMPLETE":
        raise Refused(
            "failed",
            f"{stack.name} cannot go back to what it was before: {why(outcome)}; mend that in the console of "
            "CloudFormation, or skip it there with `Continue update rollback`, and deploy again",
        )
    return outcome.stack
