"""The reference: a handler as tutorials write it, on `boto3.resource`, with `put_item` and `scan`."""

import json
import os
import uuid
from datetime import UTC, datetime

import boto3

table = boto3.resource("dynamodb", endpoint_url=os.environ["DYNAMODB"]).Table("tasks")


def handler(event, context):  # type: ignore[no-untyped-def] # noqa: ARG001 - as tutorials have it
    if event["requestContext"]["http"]["method"] == "POST":
        body = json.loads(event["body"])
        task = {
            "taskId": str(uuid.uuid4()),
            "userId": "user",
            "title": body["title"],
            "description": body.get("description", ""),
            "priority": body.get("priority", "Medium"),
            "dueDate": body.get("dueDate", ""),
            "status": "Pending",
            "createdAt": datetime.now(UTC).isoformat(),
        }
        table.put_item(Item=task)
        return {"statusCode": 201, "body": json.dumps(task)}
    return {"statusCode": 200, "body": json.dumps(table.scan()["Items"], default=str)}
