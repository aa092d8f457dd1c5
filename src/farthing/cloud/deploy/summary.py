"""What the one question before a deployment says: what will be made, and what it costs at rest."""

import json
from collections import Counter

from msgspec import Struct

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Plan


class Cost(Struct, frozen=True):
    """Dollars a month at rest in us-east-1, and why."""

    what: str
    dollars: float
    why: str


def kinds(plan: Plan, emulated: bool) -> list[tuple[str, int]]:
    """How many resources of each kind there will be, the most numerous first."""
    stacks = [stack for stack in plan.stacks if stack.emulated or not emulated]
    count = Counter(
        resource["Type"].removeprefix("AWS::")
        for stack in stacks
        for resource in json.loads(stack.template)["Resources"].values()
    )
    return sorted(count.items(), key=lambda one: (-one[1], one[0]))


def at_rest(choices: Choices, plan: Plan) -> list[Cost]:
    """What it costs a month without any use."""
    count = dict(kinds(plan, emulated=False))
    alarms = count.get("CloudWatch::Alarm", 0)
    dashboards = count.get("CloudWatch::Dashboard", 0)
    costs = [
        Cost("functions, HTTP API, page", 0.0, "billed by request; CloudFront's first 10 million are free"),
        _table(choices),
        Cost("people", 0.0, "the first 10,000 a month are free"),
        Cost("network", 0.0, "gateway endpoints are free, and there is no NAT"),
        Cost("alarms", 0.10 * max(0, alarms - 10), f"{alarms}; an account has ten free"),
        Cost("dashboard", 3.0 * max(0, dashboards - 3), f"{dashboards}; an account has three free"),
        Cost("budget", 0.0, "budgets with alerts only are free"),
    ]
    if choices.zone:
        costs.append(Cost("Route 53 zone", 0.50, "which you have already"))
    return costs


def _table(choices: Choices) -> Cost:
    if choices.capacity == "free":
        return Cost("table", 0.0, "within the 25 units and 25 GB that are always free; backups $0.20 a GB")
    return Cost("table", 0.0, "billed by request; 25 GB are free, backups are $0.20 a GB")
