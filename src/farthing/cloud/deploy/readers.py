"""How each kind of resource is read from the account, in the words that templates have for it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import code_of

Properties = dict[str, Any]
Reader = Callable[[Account, str, Mapping[str, str]], Properties]
"""Takes the account, the id of the resource, and the ids of what it may be part of, by kind."""


def _table(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    client = account.client("dynamodb")
    found: Properties = client.describe_table(TableName=name)["Table"]
    backups = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    expiry = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    on = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    mode = found.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")
    return {
        **found,
        "BillingMode": mode,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": on},
        "TimeToLiveSpecification": {"Enabled": expiry["TimeToLiveStatus"] in ("ENABLED", "ENABLING")},
    }


def _bucket(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    s3 = account.client("s3")
    block = _or_none(s3.get_public_access_block, "NoSuchPublicAccessBlockConfiguration", Bucket=name)
    rules = _or_none(s3.get_bucket_encryption, "ServerSideEncryptionConfigurationNotFoundError", Bucket=name)
    encryption = rules.get("ServerSideEncryptionConfiguration", {}).get("Rules", [])
    return {
        "PublicAccessBlockConfiguration": block.get("PublicAccessBlockConfiguration", {}),
        "BucketEncryption": {"ServerSideEncryptionConfiguration": encryption},
    }


def bucket_policy(account: Account, name: str) -> Properties:
    """A bucket's policy, which in templates is a resource of its own."""
    found = _or_none(account.client("s3").get_bucket_policy, "NoSuchBucketPolicy", Bucket=name)
    return {"PolicyDocument": found.get("Policy", "")}


def _function(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    client = account.client("lambda")
    found: Properties = client.get_function_configuration(FunctionName=name)
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    count = sum(len(page["Versions"]) for page in pages) - 1
    return {**found, "Versions": count}


def _log(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    groups = account.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    days = [group.get("retentionInDays") for group in groups if group["logGroupName"] == name]
    return {"RetentionInDays": days[0]}


def _alarm(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    found: Properties = account.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    return found


def _pool(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    found: Properties = account.client("cognito-idp").describe_user_pool(UserPoolId=id)["UserPool"]
    return found


def _api(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    found: Properties = account.client("apigatewayv2").get_api(ApiId=id)
    return found


def _stage(account: Account, name: str, whole: Mapping[str, str]) -> Properties:
    api = whole["AWS::ApiGatewayV2::Api"]
    found: Properties = account.client("apigatewayv2").get_stage(ApiId=api, StageName=name)
    return found


def _integration(account: Account, id: str, whole: Mapping[str, str]) -> Properties:
    api = whole["AWS::ApiGatewayV2::Api"]
    found: Properties = account.client("apigatewayv2").get_integration(ApiId=api, IntegrationId=id)
    return found


def routes(account: Account, api: str) -> Iterator[tuple[str, Properties]]:
    """Every route of an API under its key, also those that were made by hand."""
    for page in account.client("apigatewayv2").get_paginator("get_routes").paginate(ApiId=api):
        for found in page["Items"]:
            yield found["RouteKey"], found


def _distribution(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    found = account.client("cloudfront").get_distribution_config(Id=id)["DistributionConfig"]
    return {"DistributionConfig": _plain(found)}


def _headers(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    found = account.client("cloudfront").get_response_headers_policy_config(Id=id)
    return {"ResponseHeadersPolicyConfig": _plain(found["ResponseHeadersPolicyConfig"])}


def _group(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    found = account.client("ec2").describe_security_groups(GroupIds=[id])["SecurityGroups"][0]
    ranges = [one for rule in found["IpPermissionsEgress"] for one in rule.get("IpRanges", [])]
    return {"SecurityGroupEgress": ranges, "SecurityGroupIngress": found["IpPermissions"]}


def _network(account: Account, id: str, _whole: Mapping[str, str]) -> Properties:
    filters = [{"Name": "vpc-id", "Values": [id]}, {"Name": "state", "Values": ["pending", "available"]}]
    return {"NatGateways": account.client("ec2").describe_nat_gateways(Filters=filters)["NatGateways"]}


def _role(account: Account, name: str, _whole: Mapping[str, str]) -> Properties:
    iam = account.client("iam")
    names = iam.list_role_policies(RoleName=name)["PolicyNames"]
    documents = [iam.get_role_policy(RoleName=name, PolicyName=one)["PolicyDocument"] for one in names]
    return {"Policies": [{"PolicyDocument": document} for document in documents]}


def _subscription(account: Account, arn: str, _whole: Mapping[str, str]) -> Properties:
    if not arn.startswith("arn:"):
        return {"Confirmed": False}
    found = account.client("sns").get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    return {"Confirmed": found.get("PendingConfirmation") != "true"}


def _certificate(account: Account, arn: str, _whole: Mapping[str, str]) -> Properties:
    region = arn.split(":")[3]
    found: Properties = account.client("acm", region).describe_certificate(CertificateArn=arn)["Certificate"]
    return found


def _queue(account: Account, url: str, _whole: Mapping[str, str]) -> Properties:
    names = ["ApproximateNumberOfMessages", "RedrivePolicy"]
    found: Properties = account.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
    return dict(found.get("Attributes", {}))


READERS: Final[dict[str, Reader]] = {
    "AWS::ApiGatewayV2::Api": _api,
    "AWS::ApiGatewayV2::Integration": _integration,
    "AWS::ApiGatewayV2::Stage": _stage,
    "AWS::CertificateManager::Certificate": _certificate,
    "AWS::CloudFront::Distribution": _distribution,
    "AWS::CloudFront::ResponseHeadersPolicy": _headers,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::Cognito::UserPool": _pool,
    "AWS::DynamoDB::Table": _table,
    "AWS::EC2::SecurityGroup": _group,
    "AWS::EC2::VPC": _network,
    "AWS::IAM::Role": _role,
    "AWS::Lambda::Function": _function,
    "AWS::Logs::LogGroup": _log,
    "AWS::S3::Bucket": _bucket,
    "AWS::SNS::Subscription": _subscription,
    "AWS::SQS::Queue": _queue,
}


def _or_none(call: Callable[..., Any], code: str, **arguments: Any) -> Properties:
    """An answer, or an empty one where that is what an error of this code means."""
    from botocore.exceptions import ClientError

    try:
        answer: Properties = call(**arguments)
    except ClientError as error:
        if code_of(error) != code:
            raise
        return {}
    return answer


def _plain(value: Any) -> Any:
    """Lists as templates have them: CloudFront's API counts what is in its own."""
    if isinstance(value, dict) and "Quantity" in value:
        return [_plain(one) for one in value.get("Items", [])]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
