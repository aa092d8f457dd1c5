"""The choices that a deployment was made with, which its templates carry."""

import json
from typing import Any

from msgspec import ValidationError

from farthing.cloud.choices import Choices, decode
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.stack import Existing, find

KEY = "Farthing"


def choices(account: Account, name: str) -> Choices | None:
    """What is known of the last deployment of that name; None if there was none.

    Raises:
        Refused: a newer Farthing made it.
    """
    stack = find(account, f"{name}-data")
    if stack is None or not stack.made:
        return None
    metadata = template(account, stack).get("Metadata", {})
    if KEY not in metadata:
        return None
    try:
        return decode(metadata[KEY])
    except ValidationError as error:
        raise Refused(
            "conflict", f"{name} was deployed by another Farthing ({error}): update this one"
        ) from None


def template(account: Account, stack: Existing) -> dict[str, Any]:
    """The template of a stack as it was sent."""
    body = account.client("cloudformation", stack.region).get_template(
        StackName=stack.id, TemplateStage="Original"
    )["TemplateBody"]
    found: dict[str, Any] = json.loads(body) if isinstance(body, str) else body
    return found
