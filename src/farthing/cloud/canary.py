"""New versions come in by steps, and go out again where an alarm says so.

What does the shifting is made before the functions are, in a stack of its own: so it names them, and their
alarms, by names that are known beforehand.
"""

from typing import Final

from aws_cdk import Aws, CfnCodeDeployLambdaAliasUpdate, CfnUpdatePolicy
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_iam as iam
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.function import LambdaFunction
from farthing.cloud.functions import API, CAPTURE, DOORS, Function

STEPS: Final = "CodeDeployDefault.LambdaCanary10Percent5Minutes"


def alarm_name(choices: Choices, function: Function) -> str:
    """Of the alarm that rolls a new version of a function back: the gateway's is one for all behind it."""
    name = CAPTURE.name if function is CAPTURE else API.name
    return f"{choices.name}-{name}-errors"


def shifting(scope: Construct, choices: Choices) -> None:
    """What moves the alias of each door to a new version for a tenth of the calls first, and for all of them
    five minutes later, if its alarm has been quiet."""
    codedeploy.CfnApplication(
        scope, "Shifting", application_name=choices.name, compute_platform="Lambda"
    ).override_logical_id("Shifting")
    role = _role(scope, choices)
    for function in DOORS:
        group = codedeploy.CfnDeploymentGroup(
            scope, f"Shift{function.name.title()}",
            application_name=choices.name,
            deployment_group_name=function.name,
            service_role_arn=role.attr_arn,
            deployment_config_name=STEPS,
            deployment_style=codedeploy.CfnDeploymentGroup.DeploymentStyleProperty(
                deployment_option="WITH_TRAFFIC_CONTROL", deployment_type="BLUE_GREEN"
            ),
            alarm_configuration=codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty(
                enabled=True,
                alarms=[
                    codedeploy.CfnDeploymentGroup.AlarmProperty(name=alarm_name(choices, function))
                ],
            ),
            auto_rollback_configuration=codedeploy.CfnDeploymentGroup.AutoRollbackConfigurationProperty(
                enabled=True,
                events=["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            ),
        )  # fmt: skip
        group.add_override("DependsOn", ["Shifting"])


def shift_by_steps(choices: Choices, function: LambdaFunction) -> None:
    """Have the function's alias moved so. The first deployment has no version to move from."""
    function.alias.cfn_options.update_policy = CfnUpdatePolicy(
        code_deploy_lambda_alias_update=CfnCodeDeployLambdaAliasUpdate(
            application_name=choices.name, deployment_group_name=function.declared.name
        )
    )


def _role(scope: Construct, choices: Choices) -> iam.CfnRole:
    """What AWS's own policy for this allows, held to the functions of this deployment."""
    functions = f"arn:{Aws.PARTITION}:lambda:{Aws.REGION}:{Aws.ACCOUNT_ID}:function:{choices.name}-*"
    statements = [
        iam.PolicyStatement(
            actions=["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
            resources=[functions],
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
