"""The table that `DynamoStore` expects, as the API of DynamoDB takes it."""

from typing import Any, Final

from farthing.features.records import INDEX_KEY

TIME_TO_LIVE: Final[dict[str, Any]] = {"AttributeName": "expires", "Enabled": True}
"""The `TimeToLiveSpecification`, which is set on a table that is there already."""


def definition(name: str) -> dict[str, Any]:
    """What `CreateTable` takes: on demand, with its indexes and the stream of the change feed."""
    return {
        "TableName": name,
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "changed", "AttributeType": "N"},
            {"AttributeName": "due", "AttributeType": "S"},
        ],
        "KeySchema": _keys("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index,
                "KeySchema": _keys("pk", key),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index, key in INDEX_KEY.items()
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    }


def _keys(partition: str, order: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": order, "KeyType": "RANGE"},
    ]
