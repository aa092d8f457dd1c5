"""Stacks in states that no emulator gets into: what CloudFormation answers is as its documentation has it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from farthing.cloud.deploy import recover
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from tests.cloud.deploy.conftest import Told

ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/small-data/1"


class Documented:
    """An account whose CloudFormation answers as it is told to."""

    def __init__(self) -> None:
        session = boto3.Session(aws_access_key_id="a", aws_secret_access_key="s", region_name="us-east-1")
        self.account = Account(session, "123456789012", "us-east-1", pause=lambda _: None)
        self.stub = Stubber(self.account.client("cloudformation"))

    def stack(self, status: str, *, ours: bool = True) -> None:
        tags = [{"Key": "farthing", "Value": "small"}] if ours else []
        stack = {
            "StackName": "small-data",
            "StackId": ID,
            "StackStatus": status,
            "CreationTime": 0,
            "Tags": tags,
        }
        self.stub.add_response("describe_stacks", {"Stacks": [stack]})

    def events(self, *statuses: tuple[str, str, str]) -> None:
        """All there are: logical ids, statuses and reasons, the newest first."""
        events = [
            {"StackId": ID, "EventId": str(age), "StackName": "small-data", "Timestamp": 0,
             "LogicalResourceId": name, "PhysicalResourceId": ID if name == "small-data" else name,
             "ResourceType": "AWS::Some::Thing", "ResourceStatus": status, "ResourceStatusReason": reason}
            for age, (name, status, reason) in zip(range(len(statuses), 0, -1), statuses, strict=True)
        ]  # fmt: skip
        self.stub.add_response("describe_stack_events", {"StackEvents": events})

    def usable(self, told: Told) -> Any:
        return recover.usable(self.account, "small-data", "us-east-1", "small", told)


@pytest.fixture
def documented() -> Iterator[Documented]:
    found = Documented()
    with found.stub:
        yield found
        found.stub.assert_no_pending_responses()


def test_goes_back_from_an_update_that_could_not(documented: Documented, told: Told) -> None:
    old = ("small-data", "UPDATE_ROLLBACK_FAILED", "")
    documented.stack("UPDATE_ROLLBACK_FAILED")
    documented.events(old)
    documented.stub.add_response("continue_update_rollback", {}, {"StackName": ID})
    documented.stack("UPDATE_ROLLBACK_FAILED")  # it rests for a moment before it begins
    documented.events(old)
    documented.stack("UPDATE_ROLLBACK_IN_PROGRESS")
    documented.events(("small-data", "UPDATE_ROLLBACK_IN_PROGRESS", ""), old)
    documented.stack("UPDATE_ROLLBACK_COMPLETE")
    documented.events(
        ("small-data", "UPDATE_ROLLBACK_COMPLETE", ""), ("small-data", "UPDATE_ROLLBACK_IN_PROGRESS", ""), old
    )
    assert documented.usable(told).status == "UPDATE_ROLLBACK_COMPLETE"
    assert "stuck in an update that failed" in told.texts


def test_says_what_keeps_it_from_going_back(documented: Documented, told: Told) -> None:
    old = ("small-data", "UPDATE_ROLLBACK_FAILED", "")
    documented.stack("UPDATE_ROLLBACK_FAILED")
    documented.events(old)
    documented.stub.add_response("continue_update_rollback", {}, {"StackName": ID})
    documented.stack("UPDATE_ROLLBACK_FAILED")
    documented.events(
        ("small-data", "UPDATE_ROLLBACK_FAILED", "The following resource(s) failed to update: [First]."),
        ("Second", "UPDATE_FAILED", "Resource update cancelled"),
        ("First", "UPDATE_FAILED", "The role was removed by hand."),
        ("small-data", "UPDATE_ROLLBACK_IN_PROGRESS", ""),
        old,
    )
    with pytest.raises(Refused, match=r"First \(AWS::Some::Thing\): The role was removed by hand; mend that"):
        documented.usable(told)


def test_takes_away_what_was_never_made(documented: Documented, told: Told) -> None:
    old = ("small-data", "ROLLBACK_COMPLETE", "")
    documented.stack("ROLLBACK_COMPLETE")
    documented.events(old)
    documented.stub.add_response("delete_stack", {}, {"StackName": ID})
    documented.stack("DELETE_COMPLETE")
    documented.events(("small-data", "DELETE_COMPLETE", ""), ("small-data", "DELETE_IN_PROGRESS", ""), old)
    assert documented.usable(told) is None


def test_sends_to_the_end_of_a_destruction(documented: Documented, told: Told) -> None:
    documented.stack("DELETE_FAILED")
    with pytest.raises(Refused, match="half removed: run `farthing destroy` to its end"):
        documented.usable(told)


def test_leaves_alone_what_others_made(documented: Documented, told: Told) -> None:
    documented.stack("CREATE_COMPLETE", ours=False)
    with pytest.raises(Refused, match="that Farthing did not make"):
        documented.usable(told)
