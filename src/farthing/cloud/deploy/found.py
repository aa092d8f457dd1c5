"""What templates take from the account, looked up there."""

from typing import Final

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.people import person
from farthing.cloud.deploy.stack import CERTIFICATE_REGION, find
from farthing.cloud.plan import Found

_LISTS: Final = ("dynamodb", "s3")  # services that functions reach through gateway endpoints


def look(account: Account, choices: Choices) -> Found:
    """What there is by now: the owner and the certificate are made on the way.

    Raises:
        Refused: the region lacks what every region has.
    """
    data = find(account, f"{choices.name}-data")
    pool = data.outputs.get("UserPoolId") if data else None
    certificate = None
    if choices.domain and choices.zone:
        made = find(account, f"{choices.name}-certificate", CERTIFICATE_REGION)
        certificate = made.outputs.get("CertificateArn") if made else None
    owner = person(account, pool, choices.email) if pool and choices.email else None
    return Found(prefix_lists=_prefix_lists(account), owner=owner, certificate=certificate)


def _prefix_lists(account: Account) -> dict[str, str]:
    names = {f"com.amazonaws.{account.region}.{service}": service for service in _LISTS}
    filters = [{"Name": "prefix-list-name", "Values": list(names)}]
    found = account.client("ec2").describe_prefix_lists(Filters=filters)["PrefixLists"]
    ids = {
        names[one["PrefixListName"]]: one["PrefixListId"] for one in found if one["PrefixListName"] in names
    }
    missing = [service for service in _LISTS if service not in ids]
    if missing:
        raise Refused(
            "region", f"{account.region} has no gateway for {', '.join(missing)}: take another region"
        )
    return ids
