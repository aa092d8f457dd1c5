"""What matters in the templates, whatever the packs of rules think of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.checks import evaluate
from farthing.cloud.deploy.evidence import of_templates
from farthing.cloud.functions import FUNCTIONS
from farthing.cloud.pipeline import SERVICES
from farthing.cloud.plan import Asset, Found, Stack
from farthing.cloud.synth import PACKAGES, make
from farthing.engines.store.dynamodb_table import TIME_TO_LIVE, definition

Template = dict[str, Any]
Resources = list[tuple[str, dict[str, Any]]]

pytestmark = pytest.mark.xdist_group("templates")

# Actions that AWS can hold to no resource, and what our own templates hold them to otherwise.
EVERYWHERE = {
    "xray:PutTraceSegments", "xray:PutTelemetryRecords", "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "cloudwatch:DescribeAlarms",
}  # fmt: skip


def synthesized(choices: Choices, folder: Path, owner: str | None = None) -> dict[str, Template]:
    code = {package: Asset(Path("none"), f"functions/{package}.zip") for package in PACKAGES}
    found = Found(
        {"dynamodb": "pl-02cd2c6b", "s3": "pl-63a5400a"}, owner, "arn:aws:acm:us-east-1:1:certificate/1"
    )
    app = make(choices, code, bucket="farthing-assets-1", found=found, folder=folder)
    return {made.stack_name: made.template for made in app.synth().stacks}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    return synthesized(Choices(email="owner@example.org"), tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="module")
def unusual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """Every choice made otherwise than it comes."""
    choices = Choices(
        name="other",
        email="owner@example.org",
        registration="open",
        mfa="required",
        capacity="free",
        door="iam",
        cors_origins=("https://example.org",),
        domain="tasks.example.org",
        zone="Z1D633PJN98FT9",
        countries=("DE",),
        block_bots=False,
        keep=False,
        canary=False,
        reserve=5,
        log_days=30,
        budget=7.5,
        brake=True,
        github="who/what",
        architecture="x86_64",
        runtime="python3.11",
    )
    return synthesized(
        choices, tmp_path_factory.mktemp("unusual"), owner="01a1fc4f-0000-7000-8000-000000000001"
    )


def resources(templates: dict[str, Template], kind: str) -> Resources:
    return [
        (name, resource)
        for template in templates.values()
        for name, resource in template.get("Resources", {}).items()
        if resource["Type"] == f"AWS::{kind}"
    ]


def properties(templates: dict[str, Template], kind: str) -> dict[str, Any]:
    ((_, resource),) = resources(templates, kind)
    return dict(resource["Properties"])


def statements(templates: dict[str, Template]) -> Iterator[dict[str, Any]]:
    for name, role in resources(templates, "IAM::Role"):
        if name != "Deployer":
            for policy in role["Properties"].get("Policies", []):
                yield from policy["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.fixture(params=["usual", "unusual"])
def templates(request: pytest.FixtureRequest) -> dict[str, Template]:
    made: dict[str, Template] = request.getfixturevalue(request.param)
    return made


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


def test_each_function_of_the_list_is_there_with_a_role_and_a_log_of_its_own(
    unusual: dict[str, Template],
) -> None:
    made = [one["Properties"] for _, one in resources(unusual, "Lambda::Function")]
    assert sorted(one["Handler"] for one in made) == sorted(one.handler for one in FUNCTIONS)
    assert len({json.dumps(one["Role"]) for one in made}) == len(made)
    assert len({json.dumps(one["LoggingConfig"]["LogGroup"]) for one in made}) == len(made)
    for one in made:
        (declared,) = [each for each in FUNCTIONS if each.handler == one["Handler"]]
        assert (one["MemorySize"], one["Timeout"]) == (declared.memory, declared.seconds)
        assert one["TracingConfig"] == {"Mode": "Active"}
        assert one["LoggingConfig"]["LogFormat"] == "JSON"


def test_those_on_the_request_path_end_in_time() -> None:
    for function in FUNCTIONS:
        if function.name not in ("brake", "follow"):
            assert 3 <= function.seconds <= 5
            assert 128 <= function.memory <= 256


def test_a_new_version_comes_with_new_code_or_settings(tmp_path: Path, usual: dict[str, Template]) -> None:
    other = synthesized(Choices(email="owner@example.org", runtime="python3.12"), tmp_path)
    names = [{name for name, _ in resources(made, "Lambda::Version")} for made in (usual, other)]
    assert not names[0] & names[1]


def test_choices_that_are_no_versions_change_only_what_they_are_about(
    tmp_path: Path, usual: dict[str, Template]
) -> None:
    """Lambda refuses a version that is as the one before; and an export that another stack still names cannot
    be taken back, so that whatever is chosen later, the same is exported."""
    other = synthesized(Choices(email="owner@example.org", reserve=3, brake=True, canary=False), tmp_path)
    for kind in ("Lambda::Version", "Lambda::Alias"):
        doors = [{name for name, _ in resources({"": made["farthing"]}, kind)} for made in (usual, other)]
        assert doors[0] == doors[1]
    exports = [
        {one["Export"]["Name"] for one in made["farthing"]["Outputs"].values() if "Export" in one}
        for made in (usual, other)
    ]
    assert exports[0] == exports[1]


def test_every_log_is_kept_for_a_while_and_no_longer(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, days in ((usual, 14), (unusual, 30)):
        logs = resources(templates, "Logs::LogGroup")
        assert logs
        assert {log["Properties"]["RetentionInDays"] for _, log in logs} == {days}


def test_what_follows_is_given_the_changes_of_tasks_soon_and_for_as_long_as_the_stream_has_them(
    templates: dict[str, Template],
) -> None:
    mapping = properties(templates, "Lambda::EventSourceMapping")
    assert json.dumps(mapping["EventSourceArn"]).count("StreamArn") == 1
    assert mapping["MaximumBatchingWindowInSeconds"] <= 1
    assert "MaximumRetryAttempts" not in mapping  # none is given up before its time
    assert 3600 < mapping["MaximumRecordAgeInSeconds"] < 24 * 3600
    assert mapping["BisectBatchOnFunctionError"]
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"]
    (wanted,) = [json.loads(one["Pattern"]) for one in mapping["FilterCriteria"]["Filters"]]
    assert wanted == {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "T#"}]}}}}


def test_every_queue_has_a_queue_for_its_dead(templates: dict[str, Template]) -> None:
    for _, queue in resources(templates, "SQS::Queue"):
        assert "RedrivePolicy" in queue["Properties"] or "RedriveAllowPolicy" in queue["Properties"]
    for _, config in resources(templates, "Lambda::EventInvokeConfig"):
        assert config["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]


def test_the_table_is_the_one_that_the_store_expects(usual: dict[str, Template]) -> None:
    made, wanted = properties(usual, "DynamoDB::Table"), definition("")
    for name in ("KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes"):
        assert made[name] == wanted[name]
    assert made["TimeToLiveSpecification"] == TIME_TO_LIVE
    assert made["StreamSpecification"] == {"StreamViewType": wanted["StreamSpecification"]["StreamViewType"]}
    assert made["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_tasks_and_people_are_kept_unless_the_owner_says_otherwise(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, policy, protected in ((usual, "Retain", True), (unusual, "Delete", False)):
        ((_, table),) = resources(templates, "DynamoDB::Table")
        ((_, pool),) = resources(templates, "Cognito::UserPool")
        assert (table["DeletionPolicy"], pool["DeletionPolicy"]) == (policy, policy)
        assert table["UpdateReplacePolicy"] == "Retain"
        assert table["Properties"]["DeletionProtectionEnabled"] is protected
        assert pool["Properties"]["DeletionProtection"] == ("ACTIVE" if protected else "INACTIVE")


def test_the_free_capacity_is_within_what_is_always_free(unusual: dict[str, Template]) -> None:
    table = properties(unusual, "DynamoDB::Table")
    shares = [table, *table["GlobalSecondaryIndexes"]]
    for unit in ("ReadCapacityUnits", "WriteCapacityUnits"):
        assert sum(share["ProvisionedThroughput"][unit] for share in shares) == 25


def test_only_the_distribution_reads_the_page(templates: dict[str, Template]) -> None:
    for _, bucket in resources(templates, "S3::Bucket"):
        assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["Properties"]["BucketEncryption"]
    policies = [
        one["Properties"]["PolicyDocument"]["Statement"]
        for _, one in resources(templates, "S3::BucketPolicy")
    ]
    allowed = [one for policy in policies for one in policy if one["Effect"] == "Allow"]
    (page,) = allowed
    assert (page["Action"], page["Principal"]) == ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    assert "WebDistribution" in json.dumps(page["Condition"]["StringEquals"]["AWS:SourceArn"])
    for policy in policies:
        assert any(one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}} for one in policy)


def test_the_page_comes_over_tls_with_every_header(templates: dict[str, Template]) -> None:
    config = properties(templates, "CloudFront::Distribution")["DistributionConfig"]
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    (api,) = config["CacheBehaviors"]
    assert (api["PathPattern"], api["ViewerProtocolPolicy"]) == ("/api/*", "https-only")
    assert "DELETE" in api["AllowedMethods"]
    every = [
        one["Properties"]["ResponseHeadersPolicyConfig"]
        for _, one in resources(templates, "CloudFront::ResponseHeadersPolicy")
    ]
    for one in every:
        two_years = one["SecurityHeadersConfig"]["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
        assert two_years == 2 * 365 * 86400
        assert one["SecurityHeadersConfig"]["ContentTypeOptions"]
        policy = json.dumps(one["SecurityHeadersConfig"]["ContentSecurityPolicy"])
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert one["SecurityHeadersConfig"]["FrameOptions"]["FrameOption"] == "DENY"
    (headers,) = [one for one in every if "CustomHeadersConfig" in one]
    assert config["CacheBehaviors"][0]["ResponseHeadersPolicyId"]
    assert {one["Header"] for one in headers["CustomHeadersConfig"]["Items"]} == {
        "permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
    }  # fmt: skip


def test_the_checklist_has_nothing_against_what_is_usual(usual: dict[str, Template]) -> None:
    stacks = [
        Stack(name, "us-east-1", json.dumps(template), keeps=name.endswith("-data"))
        for name, template in usual.items()
    ]
    found = evaluate(of_templates(stacks, Choices(email="owner@example.org")))
    assert [(one.what, one.detail) for one in found if one.result == "fail"] == []


def test_a_name_of_ones_own_has_tls_and_both_kinds_of_address(unusual: dict[str, Template]) -> None:
    config = properties(unusual, "CloudFront::Distribution")["DistributionConfig"]
    assert config["Aliases"] == ["tasks.example.org"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["Restrictions"]["GeoRestriction"] == {"Locations": ["DE"], "RestrictionType": "whitelist"}
    assert {one["Properties"]["Type"] for _, one in resources(unusual, "Route53::RecordSet")} == {"A", "AAAA"}
    assert properties(unusual, "CertificateManager::Certificate")["ValidationMethod"] == "DNS"


def test_the_page_is_a_client_without_a_secret_by_code_only(templates: dict[str, Template]) -> None:
    client = properties(templates, "Cognito::UserPoolClient")
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["RefreshTokenRotation"]["Feature"] == "ENABLED"
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["CallbackURLs"] == client["LogoutURLs"]
    assert "localhost" not in json.dumps(client)


def test_who_may_register_and_how_is_the_owners_choice(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, only_admin, mfa in ((usual, True, "OPTIONAL"), (unusual, False, "ON")):
        pool = properties(templates, "Cognito::UserPool")
        assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is only_admin
        assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == (mfa, ["SOFTWARE_TOKEN_MFA"])
        assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
        assert pool["AutoVerifiedAttributes"] == ["email"]
    assert "WEB_AUTHN" in json.dumps(properties(usual, "Cognito::UserPool")["Policies"])


def test_the_doors_lock_is_the_owners_choice(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, kind in ((usual, "NONE"), (unusual, "AWS_IAM")):
        assert properties(templates, "Lambda::Url")["AuthType"] == kind
    capture = "farthing.doors.aws.capture.handler"
    for templates, open_door in ((usual, None), (unusual, "1")):
        (door,) = [
            one
            for _, one in resources(templates, "Lambda::Function")
            if one["Properties"]["Handler"] == capture
        ]
        assert door["Properties"]["Environment"]["Variables"].get("FARTHING_OPEN_DOOR") == open_door


def test_alarms_are_within_those_that_are_free_and_reach_somebody(unusual: dict[str, Template]) -> None:
    alarms = resources(unusual, "CloudWatch::Alarm")
    metrics = [
        sum("MetricStat" in one for one in alarm["Properties"].get("Metrics", [])) or 1 for _, alarm in alarms
    ]
    assert sum(metrics) <= 10  # what is billed is metrics, and arithmetic takes several
    assert not resources(unusual, "CloudWatch::CompositeAlarm")
    assert all(alarm["Properties"]["AlarmActions"] for _, alarm in alarms)
    (mail, pulled) = [one["Properties"] for _, one in resources(unusual, "SNS::Subscription")]
    assert (mail["Protocol"], mail["Endpoint"], pulled["Protocol"]) == (
        "email",
        "owner@example.org",
        "lambda",
    )


def test_the_budget_tells_at_half_and_more_and_on_forecast(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, amount in ((usual, 1), (unusual, 7.5)):
        budget = properties(templates, "Budgets::Budget")
        assert budget["Budget"]["BudgetLimit"] == {"Amount": amount, "Unit": "USD"}
        told = [one["Notification"] for one in budget["NotificationsWithSubscribers"]]
        assert [(one["NotificationType"], one["Threshold"]) for one in told] == [
            ("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100),
        ]  # fmt: skip
    kinds = [one["SubscriptionType"] for one in budget["NotificationsWithSubscribers"][2]["Subscribers"]]
    assert kinds == ["EMAIL", "SNS"]  # the brake


def test_versions_shift_by_steps_where_the_owner_wants_it(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    aliases = [
        alias
        for name, alias in resources(usual, "Lambda::Alias")
        if not name.startswith(("Claims", "Changes"))
    ]
    assert all(alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"] for alias in aliases)
    names = {one["Properties"].get("AlarmName") for _, one in resources(usual, "CloudWatch::Alarm")}
    for _, group in resources(usual, "CodeDeploy::DeploymentGroup"):
        (alarm,) = group["Properties"]["AlarmConfiguration"]["Alarms"]
        assert alarm["Name"] in names
        assert group["Properties"]["AutoRollbackConfiguration"]["Enabled"]
    assert not resources(unusual, "CodeDeploy::DeploymentGroup")
    assert not any("UpdatePolicy" in alias for _, alias in resources(unusual, "Lambda::Alias"))


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


def test_every_template_remembers_the_choices(templates: dict[str, Template]) -> None:
    remembered = {template["Metadata"]["Farthing"] for template in templates.values()}
    # To CloudFormation metadata alone is no change, and would be dropped; the value of a parameter is one.
    assert remembered == {properties(templates, "SSM::Parameter")["Value"]}


def test_no_template_is_too_large(templates: dict[str, Template]) -> None:
    for template in templates.values():
        assert len(json.dumps(template, indent=1)) < 1_000_000
        assert len(template["Resources"]) < 400
