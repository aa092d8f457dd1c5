"""What is spent, and what else the emulator does not know: a stack beside the others, so that they can be
deployed without it. The budget, the rate of errors, a saved query, and the brake's cord."""

from typing import Final

from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from farthing.cloud.api import STAGE
from farthing.cloud.choices import Choices
from farthing.cloud.function import LambdaFunction
from farthing.cloud.watch import ERROR_LINES, FIVE_MINUTES, Watch

ACTUAL: Final = (50, 80, 100)  # per cent of the budget
RATE: Final = 5  # per cent of calls that fail


def budget(scope: Construct, choices: Choices, topic: str, brake: str | None) -> None:
    """Mail at 50, 80 and 100 % of what was spent, and where the forecast is above it. It measures the whole
    account: a bill by tags needs a switch in the console that no template can set. `brake` is the topic that
    stops the functions."""
    subscribers = [budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=topic)]
    if choices.email:
        subscribers = [budgets.CfnBudget.SubscriberProperty(subscription_type="EMAIL", address=choices.email)]
    notices = [_notice("ACTUAL", percent, subscribers) for percent in ACTUAL]
    notices.append(_notice("FORECASTED", 100, subscribers))
    if brake:
        cord = budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=brake)
        notices[len(ACTUAL) - 1] = _notice("ACTUAL", 100, [*subscribers, cord])
    budgets.CfnBudget(
        scope, "Budget",
        budget=budgets.CfnBudget.BudgetDataProperty(
            budget_type="COST", time_unit="MONTHLY",
            budget_limit=budgets.CfnBudget.SpendProperty(amount=choices.budget, unit="USD"),
        ),
        notifications_with_subscribers=notices,
    )  # fmt: skip


def _notice(
    kind: str, percent: int, subscribers: list[budgets.CfnBudget.SubscriberProperty]
) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
    return budgets.CfnBudget.NotificationWithSubscribersProperty(
        notification=budgets.CfnBudget.NotificationProperty(
            notification_type=kind, comparison_operator="GREATER_THAN", threshold=percent,
            threshold_type="PERCENTAGE",
        ),
        subscribers=subscribers,
    )  # fmt: skip


def error_rate(scope: Construct, watch: Watch, api: str) -> None:
    """An alarm on the share of the API's answers that are 5xx, which takes arithmetic between two metrics."""
    cloudwatch.CfnAlarm(
        scope, "ErrorRate",
        alarm_description=f"More than {RATE} % of the API's answers are 5xx",
        metrics=[
            cloudwatch.CfnAlarm.MetricDataQueryProperty(
                id="rate", expression="IF(calls >= 20, 100 * errors / calls, 0)", label="errors, %"
            ),
            _sum("errors", "5xx", api),
            _sum("calls", "Count", api),
        ],
        threshold=RATE, evaluation_periods=2, comparison_operator="GreaterThanThreshold",
        treat_missing_data="notBreaching",
        alarm_actions=[watch.topic.ref], ok_actions=[watch.topic.ref],
    )  # fmt: skip


def _sum(id: str, metric: str, api: str) -> cloudwatch.CfnAlarm.MetricDataQueryProperty:
    dimensions = {"ApiId": api, "Stage": STAGE}
    return cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id=id,
        return_data=False,
        metric_stat=cloudwatch.CfnAlarm.MetricStatProperty(
            period=FIVE_MINUTES,
            stat="Sum",
            metric=cloudwatch.CfnAlarm.MetricProperty(
                namespace="AWS/ApiGateway",
                metric_name=metric,
                dimensions=[
                    cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value)
                    for name, value in dimensions.items()
                ],
            ),
        ),
    )


def saved_query(scope: Construct, choices: Choices, functions: list[LambdaFunction]) -> None:
    """The dashboard's question, to be asked again by hand."""
    logs.CfnQueryDefinition(
        scope, "ErrorsLately",
        name=f"{choices.name}/errors lately", query_string=ERROR_LINES,
        log_group_names=[one.log.ref for one in functions],
    )  # fmt: skip
