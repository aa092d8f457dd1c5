"""The account and the region that a deployment is in, and how they are reached."""

import os
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from farthing.cloud.deploy.errors import Refused, explained

# What a region must have. CloudFront, IAM, Budgets and Route 53 are everywhere.
SERVICES: Final = (
    "apigatewayv2", "cloudformation", "cognito-idp", "dynamodb", "ec2", "lambda", "logs", "s3", "sns"
)  # fmt: skip


class Account:
    """`id` is the account's number, `endpoint` the address of an emulator, `pause` sleeps for seconds."""

    def __init__(
        self,
        session: Any,
        id: str,
        region: str,
        endpoint: str | None = None,
        *,
        caller: str = "",
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.id = id
        self.region = region
        self.endpoint = endpoint
        self.caller = caller
        self.pause = pause
        self._session = session
        self._clients: dict[tuple[str, str], Any] = {}

    def credentials(self) -> Any:
        """The keys of whoever asks, as botocore has them: `access_key`, `secret_key`, `token`."""
        return self._session.get_credentials().get_frozen_credentials()

    @property
    def emulated(self) -> bool:
        """Whether this is an emulator on this machine, and not AWS."""
        return self.endpoint is not None and _is_loopback(self.endpoint)

    def client(self, service: str, region: str | None = None) -> Any:
        """A client of boto3, made once for each service and region."""
        asked = service, region or self.region
        if asked not in self._clients:
            self._clients[asked] = self._make(*asked)
        return self._clients[asked]

    def _make(self, service: str, region: str) -> Any:
        from botocore.config import Config

        retries = {"mode": "standard", "max_attempts": 1 if self.emulated else 5}
        how = Config(retries=retries, connect_timeout=10, read_timeout=60)
        if self.endpoint:
            how = how.merge(Config(s3={"addressing_style": "path"}))
        return self._session.client(service, region_name=region, endpoint_url=self.endpoint, config=how)


def open_account(profile: str | None, region: str | None, endpoint: str | None) -> Account:
    """Find out whose credentials these are.

    Raises:
        Refused: there are none, they are not good, the endpoint is no address, or the region is not known or
            lacks a service.
    """
    import boto3

    with explained():
        # boto3 itself reads only AWS_DEFAULT_REGION; AWS's other tools read this.
        session = boto3.Session(profile_name=profile, region_name=region or os.environ.get("AWS_REGION"))
        chosen = session.region_name
        if not chosen:
            raise Refused("usage", "say in which region: --region us-east-1, or AWS_REGION")
        if endpoint:
            _check_endpoint(endpoint)
        else:
            _check_region(session, chosen)
        account = Account(session, "", chosen, endpoint)
        caller = account.client("sts").get_caller_identity()
    account.id, account.caller = caller["Account"], caller["Arn"]
    return account


def _check_endpoint(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("usage", f"{endpoint} is no address: give --endpoint-url http://127.0.0.1:4566")


def _check_region(session: Any, region: str) -> None:
    if region not in session.get_available_regions("cloudformation"):
        raise Refused("region", f"{region} is no region of AWS: give one such as --region us-east-1")
    missing = [name for name in SERVICES if region not in session.get_available_regions(name)]
    if missing:
        raise Refused("region", f"{region} has no {', '.join(missing)}: take another region with --region")


def _is_loopback(endpoint: str) -> bool:
    host = urlsplit(endpoint).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
