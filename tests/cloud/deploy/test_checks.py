"""The checklist: each line against what it is to find, and all of them on the emulator."""

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.checks import CHECKS, Finding, evaluate
from farthing.cloud.deploy.evidence import Evidence, of_templates
from farthing.cloud.deploy.inspection import inspect
from farthing.cloud.deploy.status import status
from tests.cloud.deploy.conftest import Told
from tests.cloud.deploy.plans import Made

Properties = dict[str, object]
OPEN_POLICY = {"PolicyDocument": {"Statement": [{"Action": "s3:*", "Resource": "*"}]}}
ORIGIN = {"S3OriginConfig": {}, "OriginAccessControlId": "1"}
PAGE = {"Origins": [ORIGIN], "DefaultCacheBehavior": {"ViewerProtocolPolicy": "https-only"}}


def finding(evidence: Evidence, id: str) -> Finding:
    return next(one for one in evaluate(evidence) if one.id == id)


@pytest.mark.parametrize(
    ("id", "kind", "good", "bad"),
    [
        ("memory", "AWS::Lambda::Function", {"MemorySize": 256}, {"MemorySize": 10240}),
        ("arm64", "AWS::Lambda::Function", {"Architectures": ["arm64"]}, {"Architectures": ["x86_64"]}),
        ("versions", "AWS::Lambda::Function", {"Versions": 3}, {"Versions": 75}),
        ("alias", "AWS::ApiGatewayV2::Integration", {"IntegrationUri": {"Ref": "ApiAlias1"}},
         {"IntegrationUri": {"Fn::GetAtt": ["ApiFunction", "Arn"]}}),
        ("alias", "AWS::ApiGatewayV2::Integration", {"IntegrationUri": "arn:aws:lambda:1:function:api:live"},
         {"IntegrationUri": "arn:aws:lambda:1:function:api"}),
        ("public-access", "AWS::S3::Bucket",
         {"PublicAccessBlockConfiguration": dict.fromkeys(
             ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)},
         {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True}}),
        ("origin-access", "AWS::CloudFront::Distribution", {"DistributionConfig": PAGE},
         {"DistributionConfig": {"Origins": [{"S3OriginConfig": {}}]}}),
        ("https", "AWS::CloudFront::Distribution", {"DistributionConfig": PAGE},
         {"DistributionConfig": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": "allow-all"}}}),
        ("authorizer", "AWS::ApiGatewayV2::Route", {"RouteKey": "GET /tasks", "AuthorizationType": "JWT"},
         {"RouteKey": "GET /tasks", "AuthorizationType": "NONE"}),
        ("authorizer", "AWS::ApiGatewayV2::Route", {"RouteKey": "GET /healthz", "AuthorizationType": "NONE"},
         {"RouteKey": "$default"}),
        ("authorizer", "AWS::ApiGatewayV2::Route", {"RouteKey": "HEAD /openapi.json"},
         {"RouteKey": "GET /healthz/more"}),
        ("cors", "AWS::ApiGatewayV2::Api", {}, {"CorsConfiguration": {"AllowOrigins": ["*"]}}),
        ("grants", "AWS::IAM::Role",
         {"Policies": [{"PolicyDocument": {"Statement": [{"Action": "xray:Put", "Resource": "*"}]}}]},
         {"Policies": [OPEN_POLICY]}),
        ("egress", "AWS::EC2::SecurityGroup", {"SecurityGroupEgress": [{"DestinationPrefixListId": "pl-1"}]},
         {"SecurityGroupEgress": [{"CidrIp": "0.0.0.0/0"}]}),
        ("not-root", "Account", {"Caller": "arn:aws:iam::1:user/ada"}, {"Caller": "arn:aws:iam::1:root"}),
        ("drill", "Drill", {"DaysAgo": 10}, {"DaysAgo": None}),
        ("drill", "Drill", {"DaysAgo": 90}, {"DaysAgo": 91}),
        ("capacity", "AWS::DynamoDB::Table",
         {"ProvisionedThroughput": {"ReadCapacityUnits": 25, "WriteCapacityUnits": 25}},
         {"ProvisionedThroughput": {"ReadCapacityUnits": 25, "WriteCapacityUnits": 26}}),
        ("subscription", "AWS::SNS::Subscription", {"Confirmed": True}, {"Confirmed": False}),
        ("door", "Choices", {}, {"door": "open"}),
        ("log-retention", "AWS::Logs::LogGroup", {"RetentionInDays": 14}, {"RetentionInDays": None}),
    ],
)  # fmt: skip
def test_tells_good_from_bad(id: str, kind: str, good: Properties, bad: Properties) -> None:
    for properties, result in ((good, "pass"), (bad, "fail")):
        evidence = Evidence(live=True)
        evidence.add(kind, "thing", properties)
        found = finding(evidence, id)
        assert found.result == result
        assert bool(found.todo) == (result == "fail")


def test_what_cannot_be_seen_is_unknown() -> None:
    evidence = Evidence(live=True, unread={"AWS::DynamoDB::Table": "these credentials do not allow this"})
    found = finding(evidence, "recovery")
    assert (found.result, found.detail) == ("unknown", "these credentials do not allow this")


def test_every_line_says_what_to_do_in_its_own_name() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS) >= 25
    assert {check.area for check in CHECKS} == {"performance", "security", "cost", "resilience"}
    found = evaluate(Evidence(live=True))
    assert [one.id for one in found if one.result == "fail" and not one.todo] == []


def test_templates_are_checked_without_an_account(made: Made) -> None:
    found = of_templates(made.plan().stacks, Choices(name="small"))
    assert finding(found, "recovery").result == "pass"
    assert finding(found, "table-kept").result == "pass"
    assert finding(found, "public-access").detail == "Assets, Page"
    assert finding(found, "drill").result == "not applicable"


@pytest.mark.xdist_group("deploy")
def test_a_deployment_is_looked_at_as_it_is(made: Made, told: Told) -> None:
    outputs = made.deploy(told).outputs
    evidence = inspect(made.account, "small")
    assert finding(evidence, "table-kept").result == "pass"
    assert finding(evidence, "stack-kept").result == "pass"
    made.account.client("dynamodb").update_table(
        TableName=outputs["TableName"], DeletionProtectionEnabled=False
    )
    assert finding(inspect(made.account, "small"), "table-kept").detail == "Table"


@pytest.mark.xdist_group("deploy")
def test_the_status_of_what_nobody_used_yet(made: Made, told: Told) -> None:
    made.deploy(told)
    found = status(made.account, "small", 24, cost=False)
    assert {number.what for number in found.numbers} == {
        "units read", "units written", "reads throttled", "writes throttled",
    }  # fmt: skip
    assert found.errors == ()
    assert not [sentence for sentence in found.missing if "budgets" not in sentence]
