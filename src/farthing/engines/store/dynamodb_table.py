"""The table that `DynamoStore` expects, as the API of DynamoDB takes it."""

from typing import Any, Final

CHANGES_INDEX: Final = "byChange"
TIME_TO_LIVE: Final[dict[str, Any]] = {"AttributeName": "expires", "Enabled": True}
"""The `TimeToLiveSpecification`, which is set on a table that is there already."""


def definition(name: str) -> dict[str, Any]:
    """What `CreateTable` takes: on demand, with the index of changes and the stream of the change feed."""
    return {
        "TableName": name,
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "changed", "AttributeType": "N"},
        ],
        "KeySchema": _keys("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": CHANGES_INDEX,
                "KeySchema": _keys("pk", "changed"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    }


def _keys(partition: str, order: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": order, "KeyType": "RANGE"},
    ]
