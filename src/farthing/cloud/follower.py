"""What follows the changes: a function behind the table's stream."""

from collections.abc import Mapping
from json import dumps
from typing import Any, Final

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.function import LambdaFunction
from farthing.cloud.functions import FOLLOW
from farthing.features.keys import PREFIX

# What concerns it are tasks: not what it writes itself, nor replies, sessions and the like.
WANTED: Final = {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": PREFIX["task"]}]}}}}
TOGETHER: Final = 100
WINDOW_SECONDS: Final = 1
# It is tried again for as long as it takes, but the stream forgets after 24 hours. Before that, it is told.
TRIED_SECONDS: Final = 20 * 3600


class Follower(Construct):
    """The function, and what gives it the changes of `table`. What it cannot follow is told where `alarms`
    are; more it need not, since it takes changes that come again."""

    def __init__(
        self,
        scope: Construct,
        choices: Choices,
        table: dynamodb.CfnTable,
        alarms: str,
        *,
        arns: Mapping[Any, list[str]],
        **function: Any,
    ) -> None:
        super().__init__(scope, "Changes")
        stream = table.attr_stream_arn
        self.function = LambdaFunction(
            self, FOLLOW, choices, arns={**arns, "stream": [stream], "alarms": [alarms]}, **function
        )
        mapping = lambda_.CfnEventSourceMapping
        mapping(
            self, "Stream",
            event_source_arn=stream, function_name=self.function.alias.ref,
            starting_position="TRIM_HORIZON",
            batch_size=TOGETHER, maximum_batching_window_in_seconds=WINDOW_SECONDS,
            filter_criteria=mapping.FilterCriteriaProperty(
                filters=[mapping.FilterProperty(pattern=dumps(WANTED))]
            ),
            bisect_batch_on_function_error=True,
            maximum_record_age_in_seconds=TRIED_SECONDS,
            destination_config=mapping.DestinationConfigProperty(
                on_failure=mapping.OnFailureProperty(destination=alarms)
            ),
        )  # fmt: skip
