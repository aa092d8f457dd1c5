"""How a deployment fares: the dashboard's numbers, alarms, money and the last errors."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from msgspec import Struct

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import refused
from farthing.cloud.deploy.stack import deployed, resources

T = TypeVar("T")
COST_EXPLORER_REGION: Final = "us-east-1"
ERRORS: Final = '{ $.level = "ERROR" || $.level = "error" || $.level = "FATAL" || $.type = "platform.fault" }'
LINES: Final = 10
_FUNCTION: Final = (
    ("requests", "Invocations", "Sum"), ("errors", "Errors", "Sum"), ("throttles", "Throttles", "Sum"),
    ("p50 ms", "Duration", "p50"), ("p95 ms", "Duration", "p95"), ("p99 ms", "Duration", "p99"),
)  # fmt: skip
_API: Final = (
    ("requests", "Count", "Sum"), ("4xx", "4xx", "Sum"), ("5xx", "5xx", "Sum"),
    ("p50 ms", "Latency", "p50"), ("p95 ms", "Latency", "p95"), ("p99 ms", "Latency", "p99"),
)  # fmt: skip
_TABLE: Final = (
    ("units read", "ConsumedReadCapacityUnits", "Sum"),
    ("units written", "ConsumedWriteCapacityUnits", "Sum"), ("reads throttled", "ReadThrottleEvents", "Sum"),
    ("writes throttled", "WriteThrottleEvents", "Sum"),
)  # fmt: skip
_ALARMS: Final = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
_WATCHED: Final = {  # by kind of resource: the namespace, the dimension, and what of it
    "AWS::Lambda::Function": ("AWS/Lambda", "FunctionName", _FUNCTION),
    "AWS::ApiGatewayV2::Api": ("AWS/ApiGateway", "ApiId", _API),
    "AWS::DynamoDB::Table": ("AWS/DynamoDB", "TableName", _TABLE),
}


class Number(Struct, frozen=True):
    """A metric of a resource over the whole time; None where nothing was measured."""

    resource: str
    kind: str
    what: str
    value: float | None


class Money(Struct, frozen=True):
    """Dollars of this month: spent, forecast, and the limit of the budget; None where it is not known."""

    name: str
    spent: float | None
    forecast: float | None
    limit: float | None = None


class Line(Struct, frozen=True):
    """A line of a log; `at` in UTC."""

    at: str
    log: str
    text: str


class Status(Struct, frozen=True):
    """`missing` are sentences about what could not be read."""

    numbers: tuple[Number, ...]
    alarms: dict[str, str]
    money: tuple[Money, ...]
    errors: tuple[Line, ...]
    missing: tuple[str, ...]


def status(account: Account, name: str, hours: int, *, cost: bool) -> Status:
    """Over the last `hours`. With `cost`, Cost Explorer is asked, too: each of its two answers costs $0.01.

    Raises:
        Refused: nothing of that name is deployed.
    """
    stacks = deployed(account, name)
    made = [one for stack in stacks for one in resources(account, stack)]
    there = [one for one in made if one.get("PhysicalResourceId")]
    missing: list[str] = []
    return Status(
        tuple(_tried(missing, "metrics", _numbers(account, there, hours))),
        dict(_tried(missing, "alarms", _alarms(account, there))),
        tuple(_tried(missing, "budgets", _budgets(account)))
        + (tuple(_tried(missing, "costs", _costs(account))) if cost else ()),
        tuple(_tried(missing, "logs", _errors(account, there, hours))),
        tuple(missing),
    )


def _tried(missing: list[str], what: str, things: Iterator[T]) -> list[T]:
    from botocore.exceptions import BotoCoreError, ClientError

    found: list[T] = []
    try:
        found.extend(things)
    except (BotoCoreError, ClientError) as error:
        missing.append(f"no {what}: {refused(error).detail}")
    return found


def _numbers(account: Account, there: list[dict[str, Any]], hours: int) -> Iterator[Number]:
    asked = [
        (one, what, {"Namespace": namespace, "MetricName": metric, "Dimensions": [
            {"Name": dimension, "Value": one["PhysicalResourceId"]}]}, statistic)
        for one in there if one["ResourceType"] in _WATCHED
        for namespace, dimension, metrics in [_WATCHED[one["ResourceType"]]]
        for what, metric, statistic in metrics
    ]  # fmt: skip
    queries = [
        {"Id": f"m{number}", "MetricStat": {"Metric": metric, "Period": hours * 3600, "Stat": statistic}}
        for number, (_, _, metric, statistic) in enumerate(asked)
    ]
    now = datetime.now(UTC)
    values: dict[str, list[float]] = {}
    pages = account.client("cloudwatch").get_paginator("get_metric_data")
    for page in pages.paginate(
        MetricDataQueries=queries, StartTime=now - timedelta(hours=hours), EndTime=now
    ):
        for result in page["MetricDataResults"]:
            values.setdefault(result["Id"], []).extend(result["Values"])
    for number, (one, what, _, statistic) in enumerate(asked):
        found = values.get(f"m{number}", [])
        value = None if not found else sum(found) if statistic == "Sum" else max(found)
        kind = one["ResourceType"].rpartition("::")[2]
        yield Number(one["LogicalResourceId"], kind, what, value)


def _alarms(account: Account, there: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    alarms = [one for one in there if one["ResourceType"] in _ALARMS]
    names = {one["PhysicalResourceId"]: one["LogicalResourceId"] for one in alarms}
    if not names:
        return
    pages = account.client("cloudwatch").get_paginator("describe_alarms")
    for page in pages.paginate(AlarmNames=list(names), AlarmTypes=["MetricAlarm", "CompositeAlarm"]):
        for alarm in [*page.get("MetricAlarms", []), *page.get("CompositeAlarms", [])]:
            yield names[alarm["AlarmName"]], alarm["StateValue"]


def _budgets(account: Account) -> Iterator[Money]:
    for one in account.client("budgets").describe_budgets(AccountId=account.id).get("Budgets", []):
        spend = one.get("CalculatedSpend", {})
        yield Money(
            f"budget {one['BudgetName']}", _amount(spend.get("ActualSpend")),
            _amount(spend.get("ForecastedSpend")), _amount(one.get("BudgetLimit")),
        )  # fmt: skip


def _costs(account: Account) -> Iterator[Money]:
    """The month so far, and what it is forecast to become. On its last day nothing is left to forecast."""
    client = account.client("ce", COST_EXPLORER_REGION)
    today = datetime.now(UTC).date()
    begin, after = today.replace(day=1), (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    tomorrow = today + timedelta(days=1)
    spent = client.get_cost_and_usage(
        TimePeriod={"Start": str(begin), "End": str(tomorrow)},
        Granularity="MONTHLY",
        Metrics=["UnblendedCost"],
    )["ResultsByTime"]
    so_far = sum(float(one["Total"]["UnblendedCost"]["Amount"]) for one in spent)
    rest = 0.0
    if tomorrow < after:
        answer = client.get_cost_forecast(
            TimePeriod={"Start": str(tomorrow), "End": str(after)},
            Granularity="MONTHLY",
            Metric="UNBLENDED_COST",
        )
        rest = float(answer["Total"]["Amount"])
    yield Money("whole account", so_far, so_far + rest)


def _errors(account: Account, there: list[dict[str, Any]], hours: int) -> Iterator[Line]:
    """The last lines that tell of an error, the oldest first."""
    since = int((datetime.now(UTC) - timedelta(hours=hours)).timestamp() * 1000)
    found: list[tuple[int, str, str]] = []
    for one in there:
        if one["ResourceType"] == "AWS::Logs::LogGroup":
            pages = account.client("logs").get_paginator("filter_log_events")
            wanted = {"logGroupName": one["PhysicalResourceId"], "startTime": since, "filterPattern": ERRORS}
            for page in pages.paginate(**wanted):
                found.extend(_line(one, event) for event in page["events"])
    for at, log, text in sorted(found)[-LINES:]:
        yield Line(f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M:%S}", log, " ".join(text.split()))


def _line(group: dict[str, Any], event: dict[str, Any]) -> tuple[int, str, str]:
    return event["timestamp"], group["LogicalResourceId"], event["message"]


def _amount(spend: dict[str, Any] | None) -> float | None:
    return float(spend["Amount"]) if spend else None
