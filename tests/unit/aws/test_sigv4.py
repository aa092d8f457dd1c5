"""Requests are signed as botocore signs them."""

from datetime import UTC, datetime
from unittest.mock import patch

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given
from hypothesis import strategies as st

from farthing.engines.aws.credentials import Credentials
from farthing.engines.aws.sigv4 import authorization, timestamp

letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=", min_size=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


@given(
    access_key=letters,
    secret_key=letters,
    session_token=st.none() | letters,
    region=st.sampled_from(["us-east-1", "eu-central-1", "ap-southeast-2"]),
    moment=moments,
    host=st.sampled_from(["dynamodb.us-east-1.amazonaws.com", "127.0.0.1:8000"]),
    body=st.binary() | st.text().map(str.encode),
)
def test_signatures_are_those_of_botocore(
    access_key: str,
    secret_key: str,
    session_token: str | None,
    region: str,
    moment: datetime,
    host: str,
    body: bytes,
) -> None:
    theirs = AWSRequest("POST", f"https://{host}/", data=body)
    theirs.headers["Content-Type"] = "application/x-amz-json-1.0"
    theirs.headers["X-Amz-Target"] = "DynamoDB_20120810.PutItem"
    with patch("botocore.auth.get_current_datetime", return_value=moment.replace(tzinfo=None)):
        SigV4Auth(BotoCredentials(access_key, secret_key, session_token), "dynamodb", region).add_auth(theirs)
    ours = {
        "content-type": "application/x-amz-json-1.0",
        "host": host,
        "x-amz-date": timestamp(moment.timestamp()),
        "x-amz-target": "DynamoDB_20120810.PutItem",
    }
    if session_token is not None:
        ours["x-amz-security-token"] = session_token
    credentials = Credentials(access_key, secret_key, session_token)
    assert authorization(credentials, region, "dynamodb", ours, body) == theirs.headers["Authorization"]
    assert ours["x-amz-date"] == theirs.headers["X-Amz-Date"]
