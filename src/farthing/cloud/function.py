"""One function of the list, with the role, the log, the version and the alias that are its own."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Final

from aws_cdk import Aws, CfnDeletionPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.functions import Function, On
from farthing.cloud.network import Network
from farthing.cloud.plan import Asset

ALIAS: Final = "live"
# What Lambda itself does in a function's name. None of these can be held to a resource.
TRACING: Final = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
JOINING: Final = (
    "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
)  # fmt: skip
LOGGING: Final = ("logs:CreateLogStream", "logs:PutLogEvents")


class LambdaFunction(Construct):
    """`arns` says what a grant's words stand for; `code` is the zip in the bucket of assets."""

    def __init__(
        self,
        scope: Construct,
        function: Function,
        choices: Choices,
        *,
        code: Asset,
        bucket: str,
        arns: Mapping[On, list[str]],
        environment: Mapping[str, str],
        network: Network | None = None,
    ) -> None:
        super().__init__(scope, function.name.title())
        self.declared = function
        self.log = logs.CfnLogGroup(self, "Log", retention_in_days=choices.log_days)
        self.log.cfn_options.deletion_policy = CfnDeletionPolicy.DELETE
        self.log.cfn_options.update_replace_policy = CfnDeletionPolicy.DELETE
        self.role = self._role(arns)
        self.function = self._function(choices, code, bucket, environment, network)
        place = [*network.subnets, network.group] if network and function.inside else []
        self.version = self._version([code.key, dict(environment), *place], choices)
        self.alias = lambda_.CfnAlias(
            self, "Alias",
            function_name=self.function.ref, function_version=self.version.attr_version, name=ALIAS,
        )  # fmt: skip

    def _version(self, stands_for: list[object], choices: Choices) -> lambda_.CfnVersion:
        """A version never changes: a new one is made, by a new name, whenever code or settings change.
        Reserved concurrency is the function's and no version's: Lambda refuses a new one for that alone."""
        one = self.declared
        kept = [one.about, one.handler, one.memory, one.seconds, choices.runtime, choices.architecture]
        kept += [self.log.ref, *stands_for]
        told = dumps(Stack.of(self).resolve(kept), sort_keys=True)
        version = lambda_.CfnVersion(self, "Version", function_name=self.function.ref)
        version.override_logical_id(f"{self.node.id}Version{sha256(told.encode()).hexdigest()[:16]}")
        return version

    def _role(self, arns: Mapping[On, list[str]]) -> iam.CfnRole:
        here = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}"
        statements = [
            _allow(LOGGING, [f"{here}:log-group:{self.log.ref}:*"]),
            _allow(TRACING, ["*"]),
            *(_allow(grant.actions, [arn for on in grant.on for arn in arns[on]])
              for grant in self.declared.grants),
        ]  # fmt: skip
        if self.declared.inside:
            statements.append(_allow(JOINING, ["*"]))
        return iam.CfnRole(
            self, "Role",
            description=f"Farthing: {self.declared.about}",
            assume_role_policy_document=iam.PolicyDocument(
                statements=[
                    iam.PolicyStatement(
                        actions=["sts:AssumeRole"], principals=[iam.ServicePrincipal("lambda.amazonaws.com")]
                    )
                ]
            ),
            policies=[
                iam.CfnRole.PolicyProperty(
                    policy_name="all", policy_document=iam.PolicyDocument(statements=statements)
                )
            ],
        )  # fmt: skip

    def _function(
        self,
        choices: Choices,
        code: Asset,
        bucket: str,
        environment: Mapping[str, str],
        network: Network | None,
    ) -> lambda_.CfnFunction:
        subnets = lambda_.CfnFunction.VpcConfigProperty(
            subnet_ids=network.subnets, security_group_ids=[network.group]
        ) if network and self.declared.inside else None  # fmt: skip
        return lambda_.CfnFunction(
            self, "Function",
            description=self.declared.about,
            code=lambda_.CfnFunction.CodeProperty(s3_bucket=bucket, s3_key=code.key),
            handler=self.declared.handler,
            runtime=choices.runtime,
            architectures=[choices.architecture],
            memory_size=self.declared.memory,
            timeout=self.declared.seconds,
            role=self.role.attr_arn,
            environment=lambda_.CfnFunction.EnvironmentProperty(variables=dict(environment))
            if environment else None,
            logging_config=lambda_.CfnFunction.LoggingConfigProperty(
                log_format="JSON", log_group=self.log.ref,
                application_log_level="INFO", system_log_level="WARN",
            ),
            tracing_config=lambda_.CfnFunction.TracingConfigProperty(mode="Active"),
            reserved_concurrent_executions=choices.reserve or None,
            vpc_config=subnets,
        )  # fmt: skip


def _allow(actions: tuple[str, ...], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=list(actions), resources=resources)
