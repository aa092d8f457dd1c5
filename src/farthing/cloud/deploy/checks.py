"""THE list of what is looked at before others depend on a deployment."""

from collections.abc import Callable
from typing import Any, Final, Literal

from msgspec import Struct

from farthing.cloud.deploy import predicates as is_
from farthing.cloud.deploy.evidence import Evidence
from farthing.cloud.deploy.inspection import ACCOUNT, BUDGETS, DRILL

Area = Literal["performance", "security", "cost", "resilience"]
Result = Literal["pass", "fail", "not applicable", "unknown"]
Predicate = Callable[[dict[str, Any], Evidence], bool]


class Check(Struct, frozen=True):
    """`what` must hold of each resource of a `kind`, as `holds` finds; if not, one should `todo`. `needed`:
    that there is none of the kind is a failure, too. `live`: only a deployment can show it."""

    id: str
    area: Area
    what: str
    kind: str
    holds: Predicate
    todo: str
    needed: bool = True
    live: bool = False


class Finding(Struct, frozen=True):
    """What came of a check, `detail` being the resources that fail it or why it cannot be said."""

    id: str
    area: Area
    what: str
    result: Result
    detail: str
    todo: str


_AGAIN: Final = "run `farthing deploy`: the template has it right"
_LOST: Final = "nothing: the template has it right, and the emulator does not keep it"
_TABLE, _POOL = "AWS::DynamoDB::Table", "AWS::Cognito::UserPool"
_FUNCTION, _LOG, _ALARM = "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm"
_BUCKET, _POLICY, _STACK = "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::CloudFormation::Stack"
_PAGE, _HEADERS = "AWS::CloudFront::Distribution", "AWS::CloudFront::ResponseHeadersPolicy"
_API, _STAGE, _ROUTE = "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::Route"
_CERTIFICATE = "AWS::CertificateManager::Certificate"

CHECKS: Final = (
    Check("memory", "performance", "Functions have 128 to 512 MB, as measured",
        _FUNCTION, is_.between("MemorySize", 128, 512), _AGAIN,
    ),
    Check("timeouts", "performance", "Functions give up within 30 s",
        _FUNCTION, is_.between("Timeout", 1, 30), _AGAIN,
    ),
    Check("arm64", "performance", "Functions run on arm64, a fifth cheaper",
        _FUNCTION, is_.equal("Architectures", ["arm64"]), "run `farthing deploy --architecture arm64`",
    ),
    Check("runtime", "performance", "Functions run on a Python that AWS still mends",
        _FUNCTION, is_.one_of("Runtime", "python3.11", "python3.12", "python3.13", "python3.14"),
        "run `farthing deploy --runtime python3.13`",
    ),
    Check("compression", "performance", "The page is sent compressed",
        _PAGE, is_.equal("DistributionConfig.DefaultCacheBehavior.Compress", True), _AGAIN,
    ),
    Check("http3", "performance", "The page is served over HTTP/2 and HTTP/3",
        _PAGE, is_.mentions("DistributionConfig.HttpVersion", "http2and3"), _AGAIN,
    ),
    Check("cached", "performance", "The page is cached at the edge",
        _PAGE, is_.given("DistributionConfig.DefaultCacheBehavior.CachePolicyId"), _AGAIN,
    ),
    Check("alias", "performance", "The API calls the alias, so that versions shift without a gap",
        "AWS::ApiGatewayV2::Integration", is_.by_alias, _AGAIN,
    ),
    Check("public-access", "security", "Buckets are closed to the public",
        _BUCKET, is_.closed, _AGAIN,
    ),
    Check("bucket-encryption", "security", "Buckets are encrypted",
        _BUCKET, is_.given("BucketEncryption.ServerSideEncryptionConfiguration"), _AGAIN,
    ),
    Check("bucket-tls", "security", "Buckets refuse to be asked without TLS",
        _POLICY, is_.mentions("PolicyDocument", "aws:SecureTransport"), _AGAIN,
    ),
    Check("origin-access", "security", "Only CloudFront reads the page's bucket (OAC)",
        _PAGE, is_.by_origin_access, _AGAIN,
    ),
    Check("https", "security", "The page is served over HTTPS only",
        _PAGE, is_.https_only, _AGAIN,
    ),
    Check("tls-version", "security", "A domain of one's own takes no TLS before 1.2",
        _PAGE, is_.modern_tls, _AGAIN,
    ),
    Check("headers", "security", "The page has HSTS, a content security policy and no frames",
        _HEADERS, is_.secure_headers, _AGAIN,
    ),
    Check("authorizer", "security", "Every route asks for a token, but those that are for all",
        _ROUTE, is_.authorized, _AGAIN,
    ),
    Check("cors", "security", "No page of just anybody may call the API",
        _API, is_.few_origins, "run `farthing deploy --cors-origins https://…` with the very origins",
        needed=False,
    ),
    Check("door", "security", "The capture door asks who is there",
        "Choices", is_.door_closed, "run `farthing deploy --door token`",
    ),
    Check("mfa", "security", "Sign-in offers a second factor",
        _POOL, is_.one_of("MfaConfiguration", "OPTIONAL", "ON"), "run `farthing deploy --mfa optional`",
    ),
    Check("passwords", "security", "Passwords have 12 characters or more",
        _POOL, is_.between("Policies.PasswordPolicy.MinimumLength", 12, 99), _AGAIN,
    ),
    Check("registration", "security", "Who may make an account is as it was chosen",
        _POOL, is_.registration_chosen, _AGAIN,
    ),
    Check("grants", "security", "No function may do more than is listed: no wildcards",
        "AWS::IAM::Role", is_.no_wildcards, _AGAIN,
    ),
    Check("egress", "security", "Functions reach DynamoDB and S3 and nothing else",
        "AWS::EC2::SecurityGroup", is_.no_way_out, _AGAIN,
    ),
    Check("root-keys", "security", "The root user has no access keys",
        ACCOUNT, is_.equal("AccountAccessKeysPresent", 0),
        "remove them in the console, under security credentials", live=True,
    ),
    Check("root-mfa", "security", "The root user has a second factor",
        ACCOUNT, is_.equal("AccountMFAEnabled", 1), "set one up in the console, under security credentials",
        live=True,
    ),
    Check("not-root", "security", "It is not the root user who deploys",
        ACCOUNT, is_.not_root, "make a user in IAM Identity Center, and deploy as that", live=True,
    ),
    Check("certificate", "security", "The certificate of the domain is good",
        _CERTIFICATE, is_.equal("Status", "ISSUED"), "look at it in the console of Certificate Manager",
        needed=False, live=True,
    ),
    Check("log-retention", "cost", "Logs are kept for a time, not for ever",
        _LOG, is_.between("RetentionInDays", 1, 400), "run `farthing deploy --log-days 14`",
    ),
    Check("budget", "cost", "A budget sends alerts",
        BUDGETS, is_.any_budget, "run `farthing deploy`, or make a budget in the console",
    ),
    Check("throttling", "cost", "The API is throttled",
        _STAGE, is_.between("DefaultRouteSettings.ThrottlingRateLimit", 1, 1000), _AGAIN,
    ),
    Check("ttl", "cost", "What is over expires by itself",
        _TABLE, is_.equal("TimeToLiveSpecification.Enabled", True), _AGAIN,
    ),
    Check("capacity", "cost", "The table is billed by request, or free",
        _TABLE, is_.capacity_free, "run `farthing deploy --capacity on-demand`",
    ),
    Check("nat", "cost", "No NAT gateway runs",
        "AWS::EC2::VPC", is_.no_nat,
        "remove it in the console of VPC: it costs $33 a month, and nothing here needs it", needed=False,
    ),
    Check("versions", "cost", "Functions have no more than 20 old versions",
        _FUNCTION, is_.between("Versions", 0, 20), "remove old ones with `aws lambda delete-function`",
        live=True,
    ),
    Check("free-alarms", "cost", "There are no more alarms than the ten that are free",
        _ALARM, is_.within_ten, "remove some, or pay $0.10 for each", needed=False,
    ),
    Check("recovery", "resilience", "The table can be restored to any second of 35 days",
        _TABLE, is_.equal("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", True), _AGAIN,
    ),
    Check("table-kept", "resilience", "The table is protected against deletion",
        _TABLE, is_.equal("DeletionProtectionEnabled", True), "run `farthing deploy --keep`",
    ),
    Check("people-kept", "resilience", "The people are protected against deletion",
        _POOL, is_.equal("DeletionProtection", "ACTIVE"), "run `farthing deploy --keep`",
    ),
    Check("stack-kept", "resilience", "The stack of tasks and people is protected",
        _STACK, is_.data_protected, "run `farthing deploy --keep`",
    ),
    Check("stacks-whole", "resilience", "No stack is half-made",
        _STACK, is_.whole, "run `farthing deploy`", live=True,
    ),
    Check("drill", "resilience", "A restore was tried in the last 90 days",
        DRILL, is_.between("DaysAgo", 0, 90), "run `farthing restore-drill`", live=True,
    ),
    Check("alarm-actions", "resilience", "Every alarm tells somebody",
        _ALARM, is_.given("AlarmActions"), _AGAIN,
    ),
    Check("alarms-quiet", "resilience", "No alarm rings now",
        _ALARM, is_.quiet, "run `farthing status`", live=True, needed=False,
    ),
    Check("subscription", "resilience", "Somebody gets the alarms, and has confirmed it",
        "AWS::SNS::Subscription", is_.confirmed,
        "run `farthing deploy --email …`, and follow the link in the mail from AWS",
    ),
    Check("tracing", "resilience", "Functions are traced",
        _FUNCTION, is_.equal("TracingConfig.Mode", "Active"), _AGAIN,
    ),
    Check("access-log", "resilience", "The API logs who asked for what",
        _STAGE, is_.given("AccessLogSettings.DestinationArn"), _AGAIN,
    ),
    Check("dead-letters", "resilience", "No message was given up",
        "AWS::SQS::Queue", is_.equal("ApproximateNumberOfMessages", "0"),
        "look at them in the console of SQS", needed=False, live=True,
    ),
)  # fmt: skip


def evaluate(evidence: Evidence) -> list[Finding]:
    """Every check of the list, in its order."""
    return [_find(check, evidence) for check in CHECKS]


def _find(check: Check, evidence: Evidence) -> Finding:
    result, detail = _result(check, evidence)
    todo = _LOST if evidence.emulated and check.todo == _AGAIN else check.todo
    return Finding(check.id, check.area, check.what, result, detail, todo if result == "fail" else "")


def _result(check: Check, evidence: Evidence) -> tuple[Result, str]:
    if check.live and not evidence.live:
        return "not applicable", "only a deployment can show it"
    there = evidence.of(check.kind)
    bad = [thing.name for thing in there if not check.holds(thing.properties, evidence)]
    if bad:
        return "fail", ", ".join(bad)
    if check.kind in evidence.unread:
        return "unknown", evidence.unread[check.kind]
    if not there and check.needed:
        return "fail", "there is none"
    return ("pass", "") if there else ("not applicable", "there is none")
