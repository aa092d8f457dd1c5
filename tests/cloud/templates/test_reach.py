"""What can reach what, and who may do what."""

import json

import pytest

from farthing.cloud.functions import FUNCTIONS
from farthing.cloud.pipeline import SERVICES
from tests.cloud.templates.reading import Template, listed, properties, resources, statements

pytestmark = pytest.mark.xdist_group("templates")

# Actions that AWS can hold to no resource, and what our own templates hold them to otherwise.
EVERYWHERE = {
    "xray:PutTraceSegments", "xray:PutTelemetryRecords", "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "cloudwatch:DescribeAlarms",
}  # fmt: skip


def test_nothing_leads_out_to_the_internet(templates: dict[str, Template]) -> None:
    for kind in (
        "EC2::NatGateway",
        "EC2::InternetGateway",
        "EC2::Route",
        "EC2::EIP",
        "EC2::VPCGatewayAttachment",
    ):
        assert not resources(templates, kind)
    group = properties(templates, "EC2::SecurityGroup")
    assert not group.get("SecurityGroupIngress")
    assert [out.get("CidrIp") for out in group["SecurityGroupEgress"]] == [None, None]
    assert {out["DestinationPrefixListId"] for out in group["SecurityGroupEgress"]} == {
        "pl-02cd2c6b",
        "pl-63a5400a",
    }
    assert not any(
        subnet["Properties"]["MapPublicIpOnLaunch"] for _, subnet in resources(templates, "EC2::Subnet")
    )


def test_the_functions_with_the_table_run_in_there_in_two_zones(templates: dict[str, Template]) -> None:
    inside = [one for _, one in resources(templates, "Lambda::Function") if "VpcConfig" in one["Properties"]]
    assert len(inside) == sum(one.inside for one in FUNCTIONS)
    assert all(len(one["Properties"]["VpcConfig"]["SubnetIds"]) == 2 for one in inside)
    zones = {
        json.dumps(one["Properties"]["AvailabilityZone"]) for _, one in resources(templates, "EC2::Subnet")
    }
    assert len(zones) == 2


def test_only_what_cannot_be_held_to_a_resource_is_held_to_none(templates: dict[str, Template]) -> None:
    for statement in statements(templates):
        assert statement["Effect"] == "Allow"
        assert not [action for action in listed(statement["Action"]) if "*" in action]
        if "*" in listed(statement["Resource"]):
            assert set(listed(statement["Action"])) <= EVERYWHERE


def test_no_role_has_a_policy_that_others_write(templates: dict[str, Template]) -> None:
    for _, role in resources(templates, "IAM::Role"):
        assert "ManagedPolicyArns" not in role["Properties"]
        (trusted,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert trusted["Principal"] != "*"


def test_only_one_environment_of_one_repository_may_deploy(unusual: dict[str, Template]) -> None:
    ((_, role),) = [one for one in resources(unusual, "IAM::Role") if one[0] == "Deployer"]
    (trusted,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trusted["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trusted["Condition"]["StringEquals"] == {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:who/what:environment:production",
    }


def test_who_deploys_may_do_what_the_types_of_resources_take(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    types = {
        one["Type"]
        for made in (usual, unusual)
        for each in made.values()
        for one in each["Resources"].values()
    }
    assert {kind.split("::")[1] for kind in types} == set(SERVICES)
