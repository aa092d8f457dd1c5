"""The brake, for owners who would rather stand still than pay more than they said."""

from collections.abc import Mapping

from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.function import LambdaFunction
from farthing.cloud.functions import BRAKE
from farthing.cloud.package import Package
from farthing.cloud.plan import Asset
from farthing.cloud.watch import topic_policy


class Brake(Construct):
    """A topic, `cord`, and the function that it wakes, which sets the concurrency of the doors to zero. If it
    fails, that is told where `alarms` are. The next `farthing deploy` lets them run again."""

    def __init__(
        self, scope: Construct, choices: Choices, doors: list[LambdaFunction], alarms: str,
        code: Mapping[Package, Asset], bucket: str,
    ) -> None:  # fmt: skip
        super().__init__(scope, "Stop")
        stops = LambdaFunction(
            self, BRAKE, choices,
            code=code[BRAKE.package], bucket=bucket,
            arns={"functions": [one.function.attr_arn for one in doors], "alarms": [alarms]},
            environment={"STOPS": " ".join(one.function.ref for one in doors)},
        )  # fmt: skip
        lambda_.CfnEventInvokeConfig(
            self, "Failing",
            function_name=stops.function.ref, qualifier="$LATEST", maximum_retry_attempts=2,
            destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
                on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=alarms)
            ),
        )  # fmt: skip
        topic = sns.CfnTopic(self, "Cord", display_name="Farthing's brake")
        self.cord = str(topic.ref)
        policy = topic_policy(topic.ref, "budgets.amazonaws.com")
        sns.CfnTopicPolicy(self, "CordPolicy", topics=[topic.ref], policy_document=policy)
        sns.CfnSubscription(
            self, "Pulled", topic_arn=topic.ref, protocol="lambda", endpoint=stops.function.attr_arn
        )
        lambda_.CfnPermission(
            self, "MayPull",
            action="lambda:InvokeFunction", principal="sns.amazonaws.com",
            function_name=stops.function.ref, source_arn=topic.ref,
        )  # fmt: skip
