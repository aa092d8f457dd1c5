"""The capture door: a function with an address of its own, in front of which there is no gateway."""

from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.function import ALIAS, LambdaFunction
from farthing.cloud.functions import CAPTURE


class Door(Construct):
    """With `door` chosen as `iam` or `open` nobody shows a token, and tasks are kept for `owner`, the id of a
    person. `address` ends with a slash."""

    def __init__(
        self,
        scope: Construct,
        choices: Choices,
        owner: str | None,
        environment: Mapping[str, str],
        **function: Any,
    ) -> None:
        super().__init__(scope, "Door")
        variables = dict(environment)
        if choices.door != "token" and owner:
            variables |= {"FARTHING_OPEN_DOOR": "1", "FARTHING_DOOR_PERSON": owner}
        self.function = LambdaFunction(self, CAPTURE, choices, environment=variables, **function)
        by_iam = choices.door == "iam"
        url = lambda_.CfnUrl(
            self, "Url",
            auth_type="AWS_IAM" if by_iam else "NONE",
            target_function_arn=self.function.function.ref, qualifier=ALIAS,
        )  # fmt: skip
        url.add_resource_dependency(self.function.alias)
        self.address = url.attr_function_url
        if not by_iam:
            self._let_in()

    def _let_in(self) -> None:
        """The URL is for everybody; the function itself asks for the token. Since October 2025 AWS wants both
        permissions; the second holds to calls through the URL."""
        for id, action, rest in (
            ("AnybodyByUrl", "lambda:InvokeFunctionUrl", {"function_url_auth_type": "NONE"}),
            ("AnybodyInvokes", "lambda:InvokeFunction", {"invoked_via_function_url": True}),
        ):
            lambda_.CfnPermission(
                self, id, action=action, principal="*", function_name=self.function.alias.ref, **rest
            )
