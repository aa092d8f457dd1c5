"""Deployment by the owner's repository: GitHub's word for who runs, and no keys.

What the role may do is made from the types of resources that the other stacks have: a new type without a line
here fails a test, and so does a line that no type needs. Whoever may deploy may make roles, and so do what
those may: the names are held to this deployment's, and the way in is one environment of one repository.
"""

from collections.abc import Iterable
from typing import Final

from aws_cdk import App, Aws, CfnResource
from aws_cdk import aws_iam as iam

from farthing.cloud.choices import Choices
from farthing.cloud.stacks import Base

ISSUER: Final = "token.actions.githubusercontent.com"
ENVIRONMENT: Final = "production"  # of the repository: it may ask for a review before it lets a job in

# Service of resource types → prefix of its actions, and the resources that they are held to, as ARNs without
# their beginning. Some services know their resources by ids that nobody can say beforehand.
SERVICES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "ApiGatewayV2": ("apigateway", ("apigateway:{region}::/*",)),
    "Budgets": ("budgets", ("budgets::{account}:budget/{name}-*",)),
    "CertificateManager": ("acm", ("acm:us-east-1:{account}:certificate/*",)),
    "CloudFront": ("cloudfront", ("cloudfront::{account}:*",)),
    "CloudWatch": (
        "cloudwatch",
        ("cloudwatch:{region}:{account}:alarm:{name}-*", "cloudwatch::{account}:dashboard/{name}-*"),
    ),
    "CodeDeploy": ("codedeploy", ("codedeploy:{region}:{account}:*:{name}*",)),
    "Cognito": ("cognito-idp", ("cognito-idp:{region}:{account}:userpool/*",)),
    "DynamoDB": ("dynamodb", ("dynamodb:{region}:{account}:table/{name}-*",)),
    "EC2": ("ec2", ("ec2:{region}:{account}:*",)),
    "IAM": ("iam", ("iam::{account}:role/{name}-*",)),
    "Lambda": (
        "lambda",
        (
            "lambda:{region}:{account}:function:{name}-*",
            "lambda:{region}:{account}:event-source-mapping:*",
        ),
    ),
    "Logs": ("logs", ("logs:{region}:{account}:*",)),
    "Route53": ("route53", ("route53:::hostedzone/{zone}", "route53:::change/*")),
    "S3": ("s3", ("s3:::{name}-*",)),
    "SSM": ("ssm", ("ssm:{region}:{account}:parameter/farthing/{name}/*",)),
    "SNS": ("sns", ("sns:{region}:{account}:{name}-*",)),
}
# What can be asked of no resource in particular; nothing here changes anything but what is made next.
_OF_NOTHING: Final = (
    "cloudformation:GetTemplateSummary", "cognito-idp:CreateUserPool", "cognito-idp:DescribeUserPoolDomain",
    "ec2:Describe*", "logs:DescribeLogGroups", "logs:DescribeQueryDefinitions", "logs:PutQueryDefinition",
    "logs:DeleteQueryDefinition", "logs:*LogDelivery", "logs:*ResourcePolicies", "logs:*ResourcePolicy",
    "cloudwatch:DescribeAlarms", "codedeploy:List*", "codedeploy:GetDeploymentConfig",
    "logs:ListLogDeliveries", "lambda:CreateEventSourceMapping",
)  # fmt: skip
_STACKS: Final = ("cloudformation:*:{account}:stack/{name}-*", "cloudformation:*:{account}:stack/{name}/*")


class PipelineStack(Base):
    """GitHub as one whose word counts, and the role that a job of the chosen repository may take."""

    def __init__(self, app: App, choices: Choices, repository: str) -> None:
        super().__init__(app, f"{choices.name}-pipeline", choices, "Farthing: who may deploy it")
        services = services_of(app)
        github = iam.CfnOIDCProvider(
            self, "GitHub", url=f"https://{ISSUER}", client_id_list=["sts.amazonaws.com"]
        )
        who = iam.FederatedPrincipal(
            str(github.ref),
            {
                "StringEquals": {
                    f"{ISSUER}:aud": "sts.amazonaws.com",
                    f"{ISSUER}:sub": f"repo:{repository}:environment:{ENVIRONMENT}",
                }
            },
            "sts:AssumeRoleWithWebIdentity",
        )
        role = iam.CfnRole(
            self, "Deployer",
            description=f"Farthing: deploys it from {repository}",
            max_session_duration=3600,
            assume_role_policy_document=iam.PolicyDocument(
                statements=[iam.PolicyStatement(principals=[who], actions=[who.assume_role_action])]
            ),
            policies=[
                iam.CfnRole.PolicyProperty(
                    policy_name="deploy",
                    policy_document=iam.PolicyDocument(statements=statements(choices, services)),
                )
            ],
        )  # fmt: skip
        self.say(DeployerRole=role.attr_arn)


def services_of(app: App) -> list[str]:
    """The services whose resources the stacks have, such as `Lambda`."""
    found = (one for one in app.node.find_all() if CfnResource.is_cfn_resource(one))
    types = {one.cfn_resource_type for one in found}  # type: ignore[attr-defined]  # the question narrows no type
    return sorted({kind.split("::")[1] for kind in types if kind.startswith("AWS::")})


def statements(choices: Choices, services: Iterable[str]) -> list[iam.PolicyStatement]:
    """What deploying takes.

    Raises:
        KeyError: a service has no line in the table.
    """
    words = {
        "region": Aws.REGION, "account": Aws.ACCOUNT_ID, "name": choices.name, "zone": choices.zone or "*"
    }  # fmt: skip

    def arns(ends: Iterable[str]) -> list[str]:
        return [f"arn:{Aws.PARTITION}:{end.format(**words)}" for end in ends]

    made = [
        iam.PolicyStatement(actions=["cloudformation:*"], resources=arns(_STACKS)),
        iam.PolicyStatement(actions=list(_OF_NOTHING), resources=["*"]),
    ]
    # It is this very role that could otherwise give itself everything.
    own = iam.PolicyStatement(
        effect=iam.Effect.DENY, actions=["iam:*"], resources=arns(("iam::{account}:role/{name}-pipeline-*",))
    )
    made.append(own)
    for service in services:
        prefix, ends = SERVICES[service]
        made.append(iam.PolicyStatement(actions=[f"{prefix}:*"], resources=arns(ends)))
    return made
