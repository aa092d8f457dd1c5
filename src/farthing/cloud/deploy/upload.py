"""Files into a bucket: each whole or not at all, and only those that are not there yet."""

from collections.abc import Iterable
from hashlib import md5, sha256
from typing import Any

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import code_of
from farthing.cloud.deploy.progress import Progress, Tell
from farthing.cloud.plan import Asset, Stack
from farthing.http.page_files import PageFile


def assets(account: Account, bucket: str, wanted: Iterable[Asset], tell: Tell) -> None:
    """Upload what is not there with the same size; the key is of the content."""
    s3 = account.client("s3")
    for asset in wanted:
        content = asset.path.read_bytes()
        if _size(s3, bucket, asset.key) == len(content):
            tell(Progress(text=f"{asset.key} is there already"))
        else:
            s3.put_object(Bucket=bucket, Key=asset.key, Body=content, ChecksumAlgorithm="SHA256")
            tell(Progress(text=f"uploaded {asset.key}, {len(content):,} bytes"))


def template(account: Account, bucket: str, stack: Stack) -> str:
    """Put a template into the bucket; returns the address at which CloudFormation finds it."""
    content = stack.template.encode()
    key = f"templates/{stack.name}-{sha256(content).hexdigest()[:20]}.json"
    account.client("s3").put_object(Bucket=bucket, Key=key, Body=content, ChecksumAlgorithm="SHA256")
    base = account.endpoint or f"https://s3.{account.region}.amazonaws.com"
    return f"{base}/{bucket}/{key}"


def page(account: Account, bucket: str, files: list[PageFile], tell: Tell) -> int:
    """Upload the page in the order of its files; returns how many were new or other than before."""
    s3, new = account.client("s3"), 0
    there = {one["Key"]: one["ETag"].strip('"') for one in listing(s3, bucket)}
    for file in files:
        if there.get(file.path) != md5(file.content, usedforsecurity=False).hexdigest():
            s3.put_object(
                Bucket=bucket, Key=file.path, Body=file.content, ContentType=file.media,
                CacheControl=file.cache, ChecksumAlgorithm="SHA256",
            )  # fmt: skip
            tell(Progress(text=f"uploaded {file.path}"))
            new += 1
    return new


def remove_old_pages(account: Account, bucket: str, files: list[PageFile]) -> int:
    """Remove files that neither this page has nor the one before it, which open browsers may still load;
    returns how many. Files of one deployment share their folder."""
    s3 = account.client("s3")
    current = {file.path for file in files}
    others: dict[str, list[dict[str, Any]]] = {}
    for one in listing(s3, bucket):
        if one["Key"] not in current:
            others.setdefault(_folder(one["Key"]), []).append(one)
    by_age = sorted(others.values(), key=lambda group: max(one["LastModified"] for one in group))
    old = [one["Key"] for group in by_age[:-1] for one in group]
    for start in range(0, len(old), 1000):
        s3.delete_objects(
            Bucket=bucket,
            Delete={"Objects": [{"Key": key} for key in old[start : start + 1000]], "Quiet": True},
        )
    return len(old)


def listing(s3: Any, bucket: str) -> Iterable[dict[str, Any]]:
    """Every object of a bucket."""
    for found in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        yield from found.get("Contents", [])


def _folder(key: str) -> str:
    """`v/<hash>` of `v/<hash>/…`, as http/page_files.py names the files of one deployment."""
    return "/".join(key.split("/")[:2])


def _size(s3: Any, bucket: str, key: str) -> int | None:
    from botocore.exceptions import ClientError

    try:
        size: int = s3.head_object(Bucket=bucket, Key=key)["ContentLength"]
    except ClientError as error:
        if code_of(error) in ("404", "NoSuchKey", "NotFound"):
            return None
        raise
    return size
