"""Emptying a bucket, which must be before it can be removed."""

from typing import Any

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused, code_of


def empty(account: Account, bucket: str) -> int:
    """Remove every object, with all versions; returns how many. A bucket that is gone is empty.

    Raises:
        Refused: an object cannot be removed.
    """
    from botocore.exceptions import ClientError

    s3, count = account.client("s3"), 0
    try:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            there = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            count += _remove(s3, bucket, there)
    except ClientError as error:
        if code_of(error) != "NoSuchBucket":
            raise
    return count


def _remove(s3: Any, bucket: str, there: list[dict[str, Any]]) -> int:
    if not there:
        return 0
    objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in there]
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
    for error in answer.get("Errors", []):
        raise Refused("failed", f"{error['Key']} in {bucket} cannot be removed: {error['Message']}")
    return len(objects)
