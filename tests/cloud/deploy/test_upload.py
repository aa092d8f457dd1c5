"""Uploads that were interrupted, and what is left of older pages."""

from pathlib import Path
from typing import Any

import pytest

from farthing.cloud.deploy import upload
from farthing.cloud.deploy.account import Account
from farthing.cloud.plan import Asset
from farthing.http.page_files import ASK_AGAIN, FOREVER, PageFile
from tests.cloud.deploy.conftest import Told

pytestmark = pytest.mark.xdist_group("deploy")


@pytest.fixture
def s3(account: Account) -> Any:
    return account.client("s3")


@pytest.fixture
def bucket(s3: Any, account: Account) -> str:
    name = f"page-{account.id}"  # no other account may have one of that name
    s3.create_bucket(Bucket=name)
    return name


def page(version: str) -> list[PageFile]:
    return [
        PageFile(f"v/{version}/main.js", version.encode(), "text/javascript", FOREVER),
        PageFile(f"v/{version}/static/icon.svg", version.encode(), "image/svg+xml", FOREVER),
        PageFile("index.html", version.encode(), "text/html", ASK_AGAIN),
    ]


def keys(s3: Any, bucket: str) -> set[str]:
    return {one["Key"] for one in upload.listing(s3, bucket)}


def test_an_interrupted_page_is_not_seen_before_it_is_whole(
    s3: Any, account: Account, bucket: str, told: Told
) -> None:
    upload.page(account, bucket, page("one"), told)

    def interrupt(_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upload.page(account, bucket, page("two"), interrupt)
    assert s3.get_object(Bucket=bucket, Key="index.html")["Body"].read() == b"one"
    assert upload.page(account, bucket, page("two"), told) == 2, "the one that was there is left"
    index = s3.get_object(Bucket=bucket, Key="index.html")
    assert index["Body"].read() == b"two"
    assert (index["ContentType"], index["CacheControl"]) == ("text/html", ASK_AGAIN)


def test_the_page_before_stays_for_who_has_it_open(
    s3: Any, account: Account, bucket: str, told: Told
) -> None:
    for version in ("one", "two", "three"):
        upload.page(account, bucket, page(version), told)
        upload.remove_old_pages(account, bucket, page(version))
    assert keys(s3, bucket) == {one.path for version in ("two", "three") for one in page(version)}


def test_an_asset_that_is_not_whole_is_sent_again(
    s3: Any, account: Account, bucket: str, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "code.zip"
    path.write_bytes(b"all of it")
    s3.put_object(Bucket=bucket, Key="code-1", Body=b"half")
    for _ in range(2):
        upload.assets(account, bucket, [Asset(path, "code-1")], told)
    assert s3.get_object(Bucket=bucket, Key="code-1")["Body"].read() == b"all of it"
    assert told.texts.splitlines()[-1] == "code-1 is there already"
