"""The HTTP API: every route of the table with the scope it asks for, before the functions that answer."""

from collections.abc import Iterable
from json import dumps
from typing import Final

from aws_cdk import Aws, CfnDeletionPolicy
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.function import LambdaFunction
from farthing.cloud.identity import RESOURCE
from farthing.http.route import Route
from farthing.http.routes import ROUTES
from farthing.http.text_routes import TEXT_ROUTES

# The one stage is called as CloudFront's path is, so that `/api/tasks` is the route `/tasks` from both sides.
STAGE: Final = "api"
RATE, BURST = 50, 100  # requests a second, of everybody together
_LOGGED: Final = {
    name: f"$context.{variable}"
    for name, variable in {
        "requestId": "requestId", "at": "requestTime", "ip": "identity.sourceIp", "route": "routeKey",
        "status": "status", "bytes": "responseLength", "ms": "responseLatency",
        "functionMs": "integration.latency", "error": "integration.error", "refused": "authorizer.error",
    }.items()
}  # fmt: skip
_HEADERS: Final = ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match"]
_EXPOSED: Final = ["ETag", "Link", "Location", "Retry-After"]


class HttpApi(Construct):
    """`authorize` must be called once the client is known whose tokens are good: it is made after the page's
    address is, which is made after this."""

    def __init__(
        self, scope: Construct, choices: Choices, *, api: LambdaFunction, texts: LambdaFunction
    ) -> None:
        super().__init__(scope, "Gateway")
        self.api = apigateway.CfnApi(
            self, "Api",
            name=choices.name, protocol_type="HTTP", description="Farthing's API",
            cors_configuration=_cors(choices.cors_origins) if choices.cors_origins else None,
        )  # fmt: skip
        self.host = f"{self.api.ref}.execute-api.{Aws.REGION}.amazonaws.com"
        self.address = f"https://{self.host}/{STAGE}"
        self._target = self._integration("", api)
        self._text_target = self._integration("Texts", texts)
        self._stage(choices)

    def _integration(self, id: str, function: LambdaFunction) -> str:
        """The target of routes that a function answers."""
        integration = apigateway.CfnIntegration(
            self, f"To{id}Function",
            api_id=self.api.ref, integration_type="AWS_PROXY", integration_uri=function.alias.ref,
            payload_format_version="2.0", timeout_in_millis=function.declared.seconds * 1000 + 500,
        )  # fmt: skip
        lambda_.CfnPermission(
            self, f"Invoke{id}",
            action="lambda:InvokeFunction", principal="apigateway.amazonaws.com",
            function_name=function.alias.ref,
            source_arn=f"arn:{Aws.PARTITION}:execute-api:{Aws.REGION}:{Aws.ACCOUNT_ID}:{self.api.ref}/*/*",
        )  # fmt: skip
        return f"integrations/{integration.ref}"

    def _stage(self, choices: Choices) -> None:
        self.log = logs.CfnLogGroup(self, "AccessLog", retention_in_days=choices.log_days)
        self.log.cfn_options.deletion_policy = CfnDeletionPolicy.DELETE
        self.log.cfn_options.update_replace_policy = CfnDeletionPolicy.DELETE
        apigateway.CfnStage(
            self, "Stage",
            api_id=self.api.ref, stage_name=STAGE, auto_deploy=True,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=RATE, throttling_burst_limit=BURST, detailed_metrics_enabled=False
            ),
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=self.log.attr_arn, format=dumps(_LOGGED)
            ),
        )  # fmt: skip

    def authorize(self, issuer: str, client: str) -> None:
        """Make the routes, behind tokens that this issuer gave to this client."""
        authorizer = apigateway.CfnAuthorizer(
            self, "Tokens",
            api_id=self.api.ref, name="tokens", authorizer_type="JWT",
            identity_source=["$request.header.Authorization"],
            jwt_configuration=apigateway.CfnAuthorizer.JWTConfigurationProperty(
                issuer=issuer, audience=[client]
            ),
        )  # fmt: skip
        for route in gateway_routes(ROUTES):
            target = self._text_target if route in TEXT_ROUTES else self._target
            for method in (route.method, "HEAD") if route.method == "GET" else (route.method,):
                scopes = [f"{RESOURCE}/{route.access}"] if route.access else None
                self._route(f"{method} {route.path}", authorizer if route.access else None, scopes, target)
        self._route("OPTIONS /{path+}", None)
        # Whatever else people ask for gets our own words; strangers get no further than the gateway.
        self._route("$default", authorizer)

    def _route(
        self,
        key: str,
        authorizer: apigateway.CfnAuthorizer | None,
        scopes: list[str] | None = None,
        target: str | None = None,
    ) -> None:
        apigateway.CfnRoute(
            self, "".join(part.title() for part in key.replace("{", "/").replace("}", "").split("/"))
            .replace(" ", "").replace("$", "").replace("+", ""),
            api_id=self.api.ref, route_key=key, target=target or self._target,
            authorization_type="JWT" if authorizer else "NONE",
            authorizer_id=authorizer.ref if authorizer else None,
            authorization_scopes=scopes,
        )  # fmt: skip


def gateway_routes(table: Iterable[Route]) -> list[Route]:
    """Those of the table that the gateway serves."""
    return [route for route in table if route.door == "api"]


def _cors(origins: tuple[str, ...]) -> apigateway.CfnApi.CorsProperty:
    return apigateway.CfnApi.CorsProperty(
        allow_origins=list(origins), allow_methods=["*"], allow_headers=_HEADERS, expose_headers=_EXPOSED,
        max_age=7200,
    )  # fmt: skip
