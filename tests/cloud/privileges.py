"""From templates to roles, and from what a function asks of AWS to what IAM calls it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

ACCOUNT: Final = "111122223333"
REGION: Final = "us-east-1"
TABLE: Final = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/farthing-data-Table"
FUNCTION: Final = "arn:aws:lambda:{region}:{account}:function:{name}"

# Operation, or element of a transaction, to action. Source: "Actions, resources, and condition keys for
# Amazon DynamoDB", and of transactions, that they take the actions of what is in them.
ACTIONS: Final = {
    "GetItem": "dynamodb:GetItem",
    "Query": "dynamodb:Query",
    "PutItem": "dynamodb:PutItem",
    "DeleteItem": "dynamodb:DeleteItem",
    "Put": "dynamodb:PutItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}

# What Lambda and CodeDeploy do in a role's name, which no call of ours shows.
PLATFORM: Final = {
    "logs:CreateLogStream": "Lambda writes the function's log",
    "logs:PutLogEvents": "Lambda writes the function's log",
    "xray:PutTraceSegments": "Lambda traces a share of the calls",
    "xray:PutTelemetryRecords": "Lambda traces a share of the calls",
    "ec2:CreateNetworkInterface": "Lambda joins the function to the subnets",
    "ec2:DescribeNetworkInterfaces": "Lambda joins the function to the subnets",
    "ec2:DescribeSubnets": "Lambda joins the function to the subnets",
    "ec2:DeleteNetworkInterface": "Lambda leaves the subnets when the function goes",
    "ec2:AssignPrivateIpAddresses": "Lambda joins the function to the subnets",
    "ec2:UnassignPrivateIpAddresses": "Lambda leaves the subnets when the function goes",
    "sns:Publish": "Lambda tells the alarms' topic what the brake or the stream's function failed at",
    "dynamodb:DescribeStream": "Lambda reads the table's stream",
    "dynamodb:GetRecords": "Lambda reads the table's stream",
    "dynamodb:GetShardIterator": "Lambda reads the table's stream",
    "dynamodb:ListStreams": "Lambda reads the table's stream",
}


class Asked(NamedTuple):
    """One request as IAM sees it."""

    action: str
    resource: str


def asked(operation: str, request: Mapping[str, Any]) -> Iterator[Asked]:
    """What a call of DynamoDB asks IAM for.

    Raises:
        KeyError: nobody has said yet what this operation needs.
    """
    if operation == "TransactWriteItems":
        for item in request["TransactItems"]:
            for kind in item:
                yield Asked(ACTIONS[kind], TABLE)
        return
    index = request.get("IndexName")
    yield Asked(ACTIONS[operation], f"{TABLE}/index/{index}" if index else TABLE)


def roles(templates: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The policy of each function's role, by the function's handler, with every name resolved."""
    found = {}
    for stack in templates.values():
        resources = stack["Resources"]
        for function in (one for one in resources.values() if one["Type"] == "AWS::Lambda::Function"):
            role = resources[function["Properties"]["Role"]["Fn::GetAtt"][0]]
            (policy,) = role["Properties"]["Policies"]
            found[function["Properties"]["Handler"]] = resolved(policy["PolicyDocument"], resources)
    return found


def stopped(templates: Mapping[str, Mapping[str, Any]], handler: str) -> list[str]:
    """The names of the functions that the brake, whose handler this is, is told to stop."""
    (names,) = [
        resolved(one["Properties"]["Environment"]["Variables"]["STOPS"], stack["Resources"])
        for stack in templates.values()
        for one in stack["Resources"].values()
        if one["Type"] == "AWS::Lambda::Function" and one["Properties"]["Handler"] == handler
    ]
    return str(names).split()


def resolved(value: Any, resources: Mapping[str, Any]) -> Any:
    """A part of a template as it will be when it is deployed, with the logical ids for names."""
    if isinstance(value, list):
        return [resolved(one, resources) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, inner),) = value.items()
        if key == "Ref":
            return _PSEUDO.get(inner) or _named(inner, resources, "Ref")
        if key == "Fn::GetAtt":
            return _named(inner[0], resources, inner[1])
        if key == "Fn::Join":
            return inner[0].join(resolved(inner[1], resources))
        if key == "Fn::ImportValue":
            return _imported(inner)
    return {key: resolved(inner, resources) for key, inner in value.items()}


_PSEUDO: Final = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT}
_ARNS: Final = {
    "AWS::Lambda::Function": FUNCTION,
    "AWS::SNS::Topic": "arn:aws:sns:{region}:{account}:{name}",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:{region}:{account}:table/farthing-data-{name}",
}


def _named(name: str, resources: Mapping[str, Any], attribute: str) -> str:
    kind = resources[name]["Type"]
    if attribute == "Arn" or (attribute == "Ref" and kind == "AWS::SNS::Topic"):
        return _ARNS[kind].format(region=REGION, account=ACCOUNT, name=name)
    return name


def _imported(export: str) -> str:
    """What a stack says to others, out of the name that CDK makes of an id, an attribute and a hash."""
    if "GetAttTableArn" in export:
        return TABLE
    if "GetAttTableStreamArn" in export:
        return f"{TABLE}/stream/2026-11-21T00:00:00.000"
    if "RefTable" in export:
        return TABLE.rpartition("/")[2]
    said = re.fullmatch(r".*:ExportsOutput(Ref|FnGetAtt)(\w+?)(Arn)?[0-9A-F]{8}", export)
    if said is None:
        raise KeyError(export)
    kind, name = said[1], said[2]
    if "Alarms" in name:
        return _ARNS["AWS::SNS::Topic"].format(region=REGION, account=ACCOUNT, name=name)
    if kind == "FnGetAtt":
        return FUNCTION.format(region=REGION, account=ACCOUNT, name=name)
    return name
