"""What is watched: alarms that send mail, and a dashboard.

Ten metrics under alarm and three dashboards are free. These are eight; the rate of errors, in a stack beside
this one (see budget.py), takes two. A composite alarm would save none: it costs as much as five.
"""

from typing import Any, Final

from aws_cdk import Aws, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_sns as sns
from constructs import Construct

from farthing.cloud.api import STAGE, HttpApi
from farthing.cloud.canary import alarm_name
from farthing.cloud.choices import Choices
from farthing.cloud.function import ALIAS, LambdaFunction

FIVE_MINUTES: Final = 300
BEHIND_MILLISECONDS: Final = 10 * 60 * 1000
ERROR_LINES: Final = (
    "fields @timestamp, @message | filter level in ['ERROR', 'FATAL'] | sort @timestamp desc | limit 50"
)


class Watch(Construct):
    """The alarms that go to `topic`, and a dashboard."""

    def __init__(
        self,
        scope: Construct,
        choices: Choices,
        *,
        api: HttpApi,
        functions: list[LambdaFunction],
        table: dynamodb.CfnTable,
    ) -> None:
        super().__init__(scope, "Watch")
        self.topic = self._topic(choices)
        self._api, self._functions, self._table = api, functions, table
        self._stage = {"ApiId": api.api.ref, "Stage": STAGE}
        self._failures(choices)
        self._others()

    def _topic(self, choices: Choices) -> sns.CfnTopic:
        topic = sns.CfnTopic(self, "Alarms", display_name="Farthing")
        policy = topic_policy(topic.ref, "cloudwatch.amazonaws.com", "budgets.amazonaws.com")
        sns.CfnTopicPolicy(self, "AlarmsPolicy", topics=[topic.ref], policy_document=policy)
        if choices.email:
            sns.CfnSubscription(self, "Mail", topic_arn=topic.ref, protocol="email", endpoint=choices.email)
        return topic

    def _failures(self, choices: Choices) -> None:
        """Of doors by what they answer: to Lambda, a function that answers 500 has not failed."""
        api, capture = self._functions[0], self._functions[1]
        self._alarm(
            "ApiErrors", "The API answers with 5xx; the log of its function says why",
            "AWS/ApiGateway", "5xx", self._stage, at_least=5, name=alarm_name(choices, api.declared),
        )  # fmt: skip
        self._alarm(
            "CaptureErrors", "The capture door answers with 5xx; the log of its function says why",
            "AWS/Lambda", "Url5xxCount", _alias(capture), at_least=5,
            name=alarm_name(choices, capture.declared),
        )  # fmt: skip
        self._alarm(
            "Crashes", "Functions end without an answer: out of time or memory, or unable to start",
            "AWS/Lambda", "Errors", {}, at_least=3,
        )  # fmt: skip

    def _others(self) -> None:
        for statistic, milliseconds in (("p95", 1500), ("p99", 3000)):
            self._alarm(
                f"Latency{statistic.title()}", f"The API is slow: its {statistic} is above {milliseconds} ms",
                "AWS/ApiGateway", "Latency", self._stage,
                at_least=milliseconds, statistic=statistic, periods=3,
            )  # fmt: skip
        self._alarm(
            "Throttles", "More functions are wanted at once than the account allows",
            "AWS/Lambda", "Throttles", {}, at_least=1,
        )  # fmt: skip
        self._alarm(
            "WritesThrottled", "More is written to the table than its capacity",
            "AWS/DynamoDB", "WriteThrottleEvents", {"TableName": self._table.ref}, at_least=5,
        )  # fmt: skip

    def follow(self, function: LambdaFunction) -> None:
        """Watch also what follows the changes: whether it falls behind."""
        self._functions = [*self._functions, function]
        self._alarm(
            "Behind", "History, progress and search are behind; the log of the function `follow` says why",
            "AWS/Lambda", "IteratorAge", {"FunctionName": function.function.ref},
            at_least=BEHIND_MILLISECONDS, statistic="Maximum",
        )  # fmt: skip

    def _alarm(
        self, id: str, about: str, namespace: str, metric: str, dimensions: dict[str, str], *,
        at_least: float, statistic: str = "Sum", periods: int = 1, name: str | None = None,
    ) -> None:  # fmt: skip
        percentile = statistic.startswith("p")
        cloudwatch.CfnAlarm(
            self, id,
            alarm_description=about, alarm_name=name,
            namespace=namespace, metric_name=metric,
            dimensions=[
                cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value)
                for name, value in dimensions.items()
            ],
            statistic=None if percentile else statistic,
            extended_statistic=statistic if percentile else None,
            evaluate_low_sample_count_percentile="ignore" if percentile else None,
            period=FIVE_MINUTES, evaluation_periods=periods, threshold=at_least,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[self.topic.ref], ok_actions=[self.topic.ref],
        )  # fmt: skip

    def dashboard(self) -> str:
        """Make it; returns its name."""
        made = cloudwatch.CfnDashboard(
            self, "Dashboard", dashboard_body=Stack.of(self).to_json_string({"widgets": self._widgets()})
        )
        return str(made.ref)

    def _widgets(self) -> list[dict[str, Any]]:
        stage = ["ApiId", self._api.api.ref, "Stage", STAGE]
        api = "AWS/ApiGateway"
        names = [(one.declared.name, one.function.ref) for one in self._functions]
        calls = [["AWS/Lambda", "Invocations", "FunctionName", ref, {"label": name}] for name, ref in names]
        failed = [
            ["AWS/Lambda", metric, "FunctionName", ref, {"label": f"{name} {metric.lower()}"}]
            for name, ref in names
            for metric in ("Errors", "Throttles")
        ]
        took = [
            [
                "AWS/Lambda",
                "Duration",
                "FunctionName",
                ref,
                {"stat": statistic, "label": f"{name} {statistic}"},
            ]
            for name, ref in names
            for statistic in ("p50", "p95", "p99")
        ]
        units = [
            ["AWS/DynamoDB", f"Consumed{kind}CapacityUnits", "TableName", self._table.ref]
            for kind in ("Read", "Write")
        ]
        sources = " | ".join(f"SOURCE '{one.log.ref}'" for one in self._functions)
        lines = f"{sources} | {ERROR_LINES}"
        bill = ["AWS/Billing", "EstimatedCharges", "Currency", "USD"]
        so_far = {"region": "us-east-1", "id": "month", "label": "the month so far"}
        a_day = {"expression": "DIFF(month)", "label": "a day", "region": "us-east-1"}
        return [
            _graph("Requests", [[api, "Count", *stage]], 0, 0),
            _graph("Refused and failed", [[api, "4xx", *stage], [api, "5xx", *stage]], 8, 0),
            _graph(
                "Latency, ms",
                [[api, "Latency", *stage, {"stat": stat}] for stat in ("p50", "p95", "p99")], 16, 0,
            ),
            _graph("Functions: calls", calls, 0, 6),
            _graph("Functions: errors and throttles", failed, 8, 6),
            _graph("Functions: duration, ms", took, 16, 6),
            _graph("DynamoDB: units consumed", units, 0, 12),
            _graph("Cost of the month so far, and a day, $ (where billing alerts are on)",
                   [[*bill, so_far], [a_day]], 8, 12, period=86400, stat="Maximum"),
            {"type": "log", "x": 0, "y": 18, "width": 24, "height": 8,
             "properties": {"title": "Errors lately", "region": Aws.REGION, "query": lines, "view": "table"}},
        ]  # fmt: skip


def _alias(one: LambdaFunction) -> dict[str, str]:
    return {"FunctionName": one.function.ref, "Resource": f"{one.function.ref}:{ALIAS}"}


def _graph(
    title: str, metrics: list[Any], x: int, y: int, *, period: int = FIVE_MINUTES, stat: str = "Sum"
) -> dict[str, Any]:
    properties = {
        "title": title, "region": Aws.REGION, "metrics": metrics, "period": period, "stat": stat,
        "view": "timeSeries",
    }  # fmt: skip
    return {"type": "metric", "x": x, "y": y, "width": 8, "height": 6, "properties": properties}


def topic_policy(topic: str, *services: str) -> dict[str, Any]:
    """These services of AWS may publish for this account, and nobody in the clear."""
    may: list[dict[str, Any]] = [
        {
            "Effect": "Allow", "Principal": {"Service": service}, "Action": "sns:Publish", "Resource": topic,
            "Condition": {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
        }
        for service in services
    ]  # fmt: skip
    plain = {
        "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": topic,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }  # fmt: skip
    return {"Version": "2012-10-17", "Statement": [*may, plain]}
