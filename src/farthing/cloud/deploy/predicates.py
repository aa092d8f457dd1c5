"""What a check may hold of a resource: its properties, as templates write them, and all other evidence."""

from collections.abc import Callable
from json import dumps
from typing import Any, Final

from farthing.cloud.deploy.evidence import CHOICES, Evidence
from farthing.http.routes import ROUTES

Properties = dict[str, Any]
Predicate = Callable[[Properties, Evidence], bool]
_PUBLIC: Final = {f"{route.method} {route.path}" for route in ROUTES if route.access is None}
# What can be held to no resource: the network interfaces of functions in subnets, and their traces.
_UNBOUND: Final = ("ec2:", "xray:", "cloudwatch:DescribeAlarms")


def at(properties: Properties, path: str) -> Any:
    """The property at a path with dots; None where there is none."""
    found: Any = properties
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def equal(path: str, value: object) -> Predicate:
    return lambda properties, _: bool(at(properties, path) == value)


def one_of(path: str, *values: object) -> Predicate:
    return lambda properties, _: at(properties, path) in values


def between(path: str, least: float, most: float) -> Predicate:
    def holds(properties: Properties, _: Evidence) -> bool:
        found = at(properties, path)
        return isinstance(found, int | float) and least <= found <= most

    return holds


def given(path: str) -> Predicate:
    return lambda properties, _: bool(at(properties, path))


def mentions(path: str, words: str) -> Predicate:
    return lambda properties, _: words in _text(at(properties, path)).replace("HTTP", "http").replace("_", "")


def by_alias(properties: Properties, _: Evidence) -> bool:
    uri = _text(at(properties, "IntegrationUri"))
    return ":live" in uri or "Alias" in uri


def closed(properties: Properties, _: Evidence) -> bool:
    block = at(properties, "PublicAccessBlockConfiguration") or {}
    names = "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"
    return all(block.get(name) is True for name in names)


def by_origin_access(properties: Properties, _: Evidence) -> bool:
    origins = at(properties, "DistributionConfig.Origins") or []
    return all(bool(one.get("OriginAccessControlId")) for one in origins if "S3OriginConfig" in one)


def https_only(properties: Properties, _: Evidence) -> bool:
    config = at(properties, "DistributionConfig") or {}
    behaviors = [config.get("DefaultCacheBehavior", {}), *(config.get("CacheBehaviors") or [])]
    return all(one.get("ViewerProtocolPolicy") in ("https-only", "redirect-to-https") for one in behaviors)


def modern_tls(properties: Properties, _: Evidence) -> bool:
    certificate = at(properties, "DistributionConfig.ViewerCertificate") or {}
    own = not certificate.get("CloudFrontDefaultCertificate", not certificate)
    return not own or str(certificate.get("MinimumProtocolVersion", "")) >= "TLSv1.2"


def secure_headers(properties: Properties, _: Evidence) -> bool:
    headers = at(properties, "ResponseHeadersPolicyConfig.SecurityHeadersConfig") or {}
    wanted = "StrictTransportSecurity", "ContentSecurityPolicy", "ContentTypeOptions", "FrameOptions"
    return all(headers.get(name) for name in wanted)


def authorized(properties: Properties, _: Evidence) -> bool:
    method, path = str(at(properties, "RouteKey")).partition(" ")[::2]
    public = method == "OPTIONS" or f"{method.replace('HEAD', 'GET')} {path}" in _PUBLIC
    return public or at(properties, "AuthorizationType") == "JWT"


def few_origins(properties: Properties, _: Evidence) -> bool:
    return "*" not in (at(properties, "CorsConfiguration.AllowOrigins") or [])


def door_closed(properties: Properties, _: Evidence) -> bool:
    return bool(at(properties, "door") != "open")


def registration_chosen(properties: Properties, evidence: Evidence) -> bool:
    chosen = next((one.properties for one in evidence.of(CHOICES)), {}).get("registration", "invite")
    closed_ = at(properties, "AdminCreateUserConfig.AllowAdminCreateUserOnly") is True
    return bool(closed_ == (chosen != "open"))


def no_wildcards(properties: Properties, _: Evidence) -> bool:
    for policy in at(properties, "Policies") or []:
        for statement in policy["PolicyDocument"].get("Statement", []):
            actions, resources = _list(statement["Action"]), _list(statement["Resource"])
            if any("*" in action for action in actions):
                return False
            if "*" in resources and not all(action.startswith(_UNBOUND) for action in actions):
                return False
    return True


def no_way_out(properties: Properties, _: Evidence) -> bool:
    egress = at(properties, "SecurityGroupEgress") or []
    return not any("CidrIp" in rule or "CidrIpv6" in rule for rule in egress)


def no_nat(properties: Properties, evidence: Evidence) -> bool:
    return not at(properties, "NatGateways") and not evidence.of("AWS::EC2::NatGateway")


def not_root(properties: Properties, _: Evidence) -> bool:
    return not str(at(properties, "Caller")).endswith(":root")


def any_budget(properties: Properties, evidence: Evidence) -> bool:
    return not evidence.live or bool(at(properties, "Names"))


def capacity_free(properties: Properties, _: Evidence) -> bool:
    if at(properties, "BillingMode") == "PAY_PER_REQUEST":
        return True
    parts = [properties, *(at(properties, "GlobalSecondaryIndexes") or [])]
    units = [at(part, "ProvisionedThroughput") or {} for part in parts]
    return all(sum(one.get(f"{kind}CapacityUnits", 0) for one in units) <= 25 for kind in ("Read", "Write"))


def within_ten(_properties: Properties, evidence: Evidence) -> bool:
    return len(evidence.of("AWS::CloudWatch::Alarm")) <= 10


def data_protected(properties: Properties, evidence: Evidence) -> bool:
    """Of the stacks, one is protected: the one that keeps things."""
    stacks = evidence.of("AWS::CloudFormation::Stack")
    return any(stack.properties.get("EnableTerminationProtection") for stack in stacks) or not properties


def whole(properties: Properties, _: Evidence) -> bool:
    status = str(at(properties, "StackStatus"))
    return status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


def quiet(properties: Properties, _: Evidence) -> bool:
    return bool(at(properties, "StateValue") != "ALARM")


def confirmed(properties: Properties, evidence: Evidence) -> bool:
    return not evidence.live or at(properties, "Confirmed") is True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else dumps(value)
