"""New versions come in by steps, and go out again where an alarm says so."""

from typing import Final

from aws_cdk import CfnCodeDeployLambdaAliasUpdate, CfnUpdatePolicy
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from constructs import Construct

from farthing.cloud.function import LambdaFunction
from farthing.cloud.watch import Watch

STEPS: Final = "CodeDeployDefault.LambdaCanary10Percent5Minutes"


def shift_by_steps(scope: Construct, functions: list[LambdaFunction], watch: Watch) -> None:
    """Let each function's alias move to a new version for a tenth of the calls first, and for all of them
    five minutes later, if its alarm has been quiet. The first deployment has no version to shift from."""
    application = codedeploy.CfnApplication(scope, "Shifting", compute_platform="Lambda")
    role = _role(scope, functions)
    for function in functions:
        group = codedeploy.CfnDeploymentGroup(
            scope, f"Shift{function.declared.name.title()}",
            application_name=application.ref,
            service_role_arn=role.attr_arn,
            deployment_config_name=STEPS,
            deployment_style=codedeploy.CfnDeploymentGroup.DeploymentStyleProperty(
                deployment_option="WITH_TRAFFIC_CONTROL", deployment_type="BLUE_GREEN"
            ),
            alarm_configuration=codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty(
                enabled=True,
                alarms=[
                    codedeploy.CfnDeploymentGroup.AlarmProperty(name=name)
                    for name in watch.alarms_of(function)
                ],
            ),
            auto_rollback_configuration=codedeploy.CfnDeploymentGroup.AutoRollbackConfigurationProperty(
                enabled=True,
                events=["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            ),
        )  # fmt: skip
        function.alias.cfn_options.update_policy = CfnUpdatePolicy(
            code_deploy_lambda_alias_update=CfnCodeDeployLambdaAliasUpdate(
                application_name=application.ref, deployment_group_name=group.ref
            )
        )


def _role(scope: Construct, functions: list[LambdaFunction]) -> iam.CfnRole:
    """What AWS's own policy for this allows, held to these functions."""
    arns = [one.function.attr_arn for one in functions]
    statements = [
        iam.PolicyStatement(
            actions=["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
            resources=[arn for one in arns for arn in (one, f"{one}:*")],
        ),
        # Alarms are looked up by name in a list, which cannot be held to a resource.
        iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"]),
    ]
    return iam.CfnRole(
        scope, "ShiftingRole",
        description="Farthing: moves aliases to new versions",
        assume_role_policy_document=iam.PolicyDocument(
            statements=[
                iam.PolicyStatement(
                    actions=["sts:AssumeRole"], principals=[iam.ServicePrincipal("codedeploy.amazonaws.com")]
                )
            ]
        ),
        policies=[
            iam.CfnRole.PolicyProperty(
                policy_name="all", policy_document=iam.PolicyDocument(statements=statements)
            )
        ],
    )  # fmt: skip
