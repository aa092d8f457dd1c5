"""Deploying, on an emulator: once, again, after a failure, over what others left."""

import pytest

from farthing.cloud.deploy import remembered
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.stack import every, find
from tests.cloud.deploy.conftest import Told
from tests.cloud.deploy.plans import Made, parameter

pytestmark = pytest.mark.xdist_group("deploy")


def test_makes_everything(made: Made, told: Told) -> None:
    done = made.deploy(told)
    account = made.account
    assert [stack.name for stack in every(account, "small")] == ["small-assets", "small-data", "small"]
    assert done.skipped == ("small-watch",)
    assert done.invited
    assert account.client("dynamodb").describe_table(TableName=done.outputs["TableName"])
    assert "Table CREATE_COMPLETE" in told.texts
    keys = {
        one["Key"]
        for one in account.client("s3").list_objects_v2(Bucket=done.outputs["PageBucket"])["Contents"]
    }
    assert "index.html" in keys
    users = account.client("cognito-idp").list_users(UserPoolId=done.outputs["UserPoolId"])["Users"]
    assert len(users) == 1
    assert made.known[-1].owner is not None, "the templates were made anew with the owner's id"
    data = find(account, "small-data")
    assert data is not None
    assert data.protected
    assert remembered.choices(account, "small") == made.choices


def test_again_changes_nothing(made: Made, told: Told) -> None:
    first = made.deploy(told)
    again = Told()
    second = made.deploy(again)
    assert second.outputs == first.outputs
    assert not second.invited
    assert not [one for one in again.progress if one.resource]
    assert "uploaded" not in again.texts
    assert "no changes" in again.texts


def test_updates_what_changed(made: Made, told: Told) -> None:
    made.deploy(told)
    made.app = {"Setting": parameter("two")}
    again = Told()
    made.deploy(again)
    assert "Setting UPDATE_COMPLETE" in again.texts
    assert "Table" not in again.texts
    value = made.account.client("ssm").get_parameter(Name="/small")["Parameter"]["Value"]
    assert value == "two"


def test_names_what_failed_first_and_goes_on_after(made: Made, told: Told) -> None:
    made.app = {"Broken": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "Nothing", "Value": "x"}}}
    with pytest.raises(Refused, match=r"^small failed at Broken \(AWS::SSM::Parameter\): .+deploy again$"):
        made.deploy(told)
    made.app = {"Setting": parameter("one")}
    again = Told()
    assert made.deploy(again).outputs["PageBucket"]
    assert "never made whole" in again.texts


def test_leaves_stacks_of_others_alone(made: Made, told: Told) -> None:
    cloudformation = made.account.client("cloudformation")
    cloudformation.create_stack(
        StackName="small-data", TemplateBody='{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}'
    )
    with pytest.raises(Refused, match="small-data that Farthing did not make: choose another --name"):
        made.deploy(told)
