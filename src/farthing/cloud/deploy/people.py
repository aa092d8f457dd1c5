"""The people of a deployment, as far as its owner's terminal has to do with them."""

from contextlib import closing

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import code_of
from farthing.engines.aws.client import Client
from farthing.engines.aws.credentials import Credentials
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features import calendars, members, tokens


def person(account: Account, pool: str, email: str) -> str | None:
    """The id of whoever has this address, as it stands in their tokens."""
    quoted = email.replace("\\", "\\\\").replace('"', '\\"')
    found = account.client("cognito-idp").list_users(UserPoolId=pool, Filter=f'email = "{quoted}"', Limit=1)
    for user in found["Users"]:
        for attribute in user["Attributes"]:
            if attribute["Name"] == "sub":
                return str(attribute["Value"])
    return None


def every(account: Account, pool: str) -> list[dict[str, str]]:
    """The people there are, by `userId`, with `email`, and `state` as Cognito calls it."""
    pages = account.client("cognito-idp").get_paginator("list_users").paginate(UserPoolId=pool)
    people = []
    for user in (user for page in pages for user in page["Users"]):
        given = {attribute["Name"]: attribute["Value"] for attribute in user["Attributes"]}
        people.append({"userId": given["sub"], "email": given.get("email", ""), "state": user["UserStatus"]})
    return sorted(people, key=lambda person: person["email"])


def remove(account: Account, pool: str, table: str, email: str) -> str | None:
    """End an account with its sessions and tokens, and take the person out of the spaces of others; what they
    kept stays. Returns the person's id, or None where nobody has this address. Access tokens that are out
    are good until they end, an hour at most.

    Raises:
        Conflict: they own a space that others would be left in without an owner.
    """
    user = person(account, pool, email)
    if user is None:
        return None
    with closing(_client(account)) as client:
        store = DynamoStore(client, table, SystemClock())
        members.leave_everything(store, user)
        tokens.TOKENS.revoke_all(store, user)
        calendars.CALENDARS.revoke_all(store, user)
    account.client("cognito-idp").admin_user_global_sign_out(UserPoolId=pool, Username=email)
    account.client("cognito-idp").admin_delete_user(UserPoolId=pool, Username=email)
    return user


def _client(account: Account) -> Client:
    """Of DynamoDB, with the credentials that the account was opened with."""

    def credentials() -> Credentials:
        found = account.credentials()
        return Credentials(found.access_key, found.secret_key, found.token)

    url = account.endpoint or f"https://dynamodb.{account.region}.amazonaws.com"
    return Client(url, account.region, credentials)


def make_account(account: Account, pool: str, email: str) -> bool:
    """Make an account, whose owner gets a mail with a first password; False if there is one."""
    from botocore.exceptions import ClientError

    if person(account, pool, email) is not None:
        return False
    attributes = {"email": email, "email_verified": "true"}
    try:
        account.client("cognito-idp").admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
            DesiredDeliveryMediums=["EMAIL"],
        )
    except ClientError as error:
        if code_of(error) != "UsernameExistsException":
            raise
        return False
    return True
