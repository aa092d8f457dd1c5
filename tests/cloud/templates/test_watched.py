"""What tells the owner in time."""

import pytest

from tests.cloud.templates.reading import Template, properties, resources

pytestmark = pytest.mark.xdist_group("templates")


def test_alarms_are_within_those_that_are_free_and_reach_somebody(unusual: dict[str, Template]) -> None:
    alarms = resources(unusual, "CloudWatch::Alarm")
    metrics = [
        sum("MetricStat" in one for one in alarm["Properties"].get("Metrics", [])) or 1 for _, alarm in alarms
    ]
    assert sum(metrics) <= 10  # what is billed is metrics, and arithmetic takes several
    assert not resources(unusual, "CloudWatch::CompositeAlarm")
    assert all(alarm["Properties"]["AlarmActions"] for _, alarm in alarms)
    (mail, pulled) = [one["Properties"] for _, one in resources(unusual, "SNS::Subscription")]
    assert (mail["Protocol"], mail["Endpoint"], pulled["Protocol"]) == (
        "email",
        "owner@example.org",
        "lambda",
    )


def test_the_budget_tells_at_half_and_more_and_on_forecast(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, amount in ((usual, 1), (unusual, 7.5)):
        budget = properties(templates, "Budgets::Budget")
        assert budget["Budget"]["BudgetLimit"] == {"Amount": amount, "Unit": "USD"}
        told = [one["Notification"] for one in budget["NotificationsWithSubscribers"]]
        assert [(one["NotificationType"], one["Threshold"]) for one in told] == [
            ("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100),
        ]  # fmt: skip
    kinds = [one["SubscriptionType"] for one in budget["NotificationsWithSubscribers"][2]["Subscribers"]]
    assert kinds == ["EMAIL", "SNS"]  # the brake
