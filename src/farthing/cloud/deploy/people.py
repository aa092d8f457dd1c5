"""The people of a deployment, as far as its owner's terminal has to do with them."""

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import code_of


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
