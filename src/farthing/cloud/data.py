"""What is kept: the table."""

from typing import Any, Final

from aws_cdk import CfnDeletionPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.engines.store.dynamodb_table import TIME_TO_LIVE, definition

# Of the 25 units (reads, writes) a second that are always free, shared by table and indexes. A change of an
# open task is one write to the table, two to the index of changes and one or two to that of dues.
FREE_TABLE: Final = (13, 9)
FREE_INDEX: Final[dict[str, tuple[int, int]]] = {"byChange": (6, 10), "byDue": (6, 6)}


def table(scope: Construct, choices: Choices) -> dynamodb.CfnTable:
    """The table as `engines/store/dynamodb_table.py` declares it, recoverable to any second of 35 days."""
    wanted = definition("")
    free = choices.capacity == "free"
    made = dynamodb.CfnTable(
        scope, "Table",
        key_schema=_keys(wanted),
        attribute_definitions=[
            dynamodb.CfnTable.AttributeDefinitionProperty(
                attribute_name=one["AttributeName"], attribute_type=one["AttributeType"]
            )
            for one in wanted["AttributeDefinitions"]
        ],
        global_secondary_indexes=[_index(one, free) for one in wanted["GlobalSecondaryIndexes"]],
        billing_mode="PROVISIONED" if free else "PAY_PER_REQUEST",
        provisioned_throughput=_throughput(*FREE_TABLE) if free else None,
        stream_specification=dynamodb.CfnTable.StreamSpecificationProperty(
            stream_view_type=wanted["StreamSpecification"]["StreamViewType"]
        ),
        time_to_live_specification=dynamodb.CfnTable.TimeToLiveSpecificationProperty(
            attribute_name=TIME_TO_LIVE["AttributeName"], enabled=TIME_TO_LIVE["Enabled"]
        ),
        point_in_time_recovery_specification=dynamodb.CfnTable.PointInTimeRecoverySpecificationProperty(
            point_in_time_recovery_enabled=True
        ),
        deletion_protection_enabled=choices.keep,
    )  # fmt: skip
    keep(made, choices)
    return made


def keep(resource: Any, choices: Choices) -> None:
    """Let it outlive its stack, if the owner keeps things."""
    policy = CfnDeletionPolicy.RETAIN if choices.keep else CfnDeletionPolicy.DELETE
    resource.cfn_options.deletion_policy = policy
    resource.cfn_options.update_replace_policy = CfnDeletionPolicy.RETAIN


def _index(wanted: dict[str, Any], free: bool) -> dynamodb.CfnTable.GlobalSecondaryIndexProperty:
    return dynamodb.CfnTable.GlobalSecondaryIndexProperty(
        index_name=wanted["IndexName"],
        key_schema=_keys(wanted),
        projection=dynamodb.CfnTable.ProjectionProperty(
            projection_type=wanted["Projection"]["ProjectionType"]
        ),
        provisioned_throughput=_throughput(*FREE_INDEX[wanted["IndexName"]]) if free else None,
    )


def _keys(wanted: dict[str, Any]) -> list[dynamodb.CfnTable.KeySchemaProperty]:
    return [
        dynamodb.CfnTable.KeySchemaProperty(attribute_name=one["AttributeName"], key_type=one["KeyType"])
        for one in wanted["KeySchema"]
    ]


def _throughput(reads: int, writes: int) -> dynamodb.CfnTable.ProvisionedThroughputProperty:
    return dynamodb.CfnTable.ProvisionedThroughputProperty(
        read_capacity_units=reads, write_capacity_units=writes
    )
