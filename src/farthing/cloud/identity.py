"""Who people are: the user pool, its hosted pages, and the page as their client."""

from typing import Final, get_args

from aws_cdk import Aws
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from farthing.cloud.choices import Choices
from farthing.cloud.data import keep
from farthing.domain.token import Scope

RESOURCE: Final = "farthing"  # what http/access.by_claims looks for before the slash
SCOPES: Final = tuple(get_args(Scope))
SELF_CARE: Final = "aws.cognito.signin.user.admin"  # lets people set up their own second factor
_MFA: Final = {"off": "OFF", "optional": "OPTIONAL", "required": "ON"}


class People(Construct):
    """The pool, the scopes of the API, and the domain of the hosted pages. `claims` is the function that it
    asks before it gives out a token."""

    def __init__(self, scope: Construct, choices: Choices, claims: lambda_.CfnAlias) -> None:
        super().__init__(scope, "People")
        self.pool = self._pool(choices, claims)
        keep(self.pool, choices)
        lambda_.CfnPermission(
            self, "AskClaims",
            action="lambda:InvokeFunction", principal="cognito-idp.amazonaws.com",
            function_name=claims.ref, source_arn=self.pool.attr_arn,
        )  # fmt: skip
        self.api = cognito.CfnUserPoolResourceServer(
            self, "Api",
            user_pool_id=self.pool.ref, identifier=RESOURCE, name="Farthing",
            scopes=[
                cognito.CfnUserPoolResourceServer.ResourceServerScopeTypeProperty(
                    scope_name=scope, scope_description=f"{scope} tasks"
                )
                for scope in SCOPES
            ],
        )  # fmt: skip
        prefix = f"{choices.name}-{Aws.ACCOUNT_ID}"
        domain = cognito.CfnUserPoolDomain(
            self, "Domain", user_pool_id=self.pool.ref, domain=prefix, managed_login_version=2
        )
        self.address = f"https://{domain.ref}.auth.{Aws.REGION}.amazoncognito.com"
        self.issuer = f"https://cognito-idp.{Aws.REGION}.amazonaws.com/{self.pool.ref}"

    def _pool(self, choices: Choices, claims: lambda_.CfnAlias) -> cognito.CfnUserPool:
        passkeys = choices.mfa != "required"  # Cognito offers them only where no second factor is asked for
        return cognito.CfnUserPool(
            self, "Pool",
            user_pool_tier="ESSENTIALS",
            username_attributes=["email"],
            username_configuration=cognito.CfnUserPool.UsernameConfigurationProperty(case_sensitive=False),
            auto_verified_attributes=["email"],
            user_attribute_update_settings=cognito.CfnUserPool.UserAttributeUpdateSettingsProperty(
                attributes_require_verification_before_update=["email"]
            ),
            admin_create_user_config=cognito.CfnUserPool.AdminCreateUserConfigProperty(
                allow_admin_create_user_only=choices.registration != "open"
            ),
            policies=cognito.CfnUserPool.PoliciesProperty(
                password_policy=cognito.CfnUserPool.PasswordPolicyProperty(
                    minimum_length=12, password_history_size=3, temporary_password_validity_days=7,
                    require_lowercase=True, require_uppercase=True,
                    require_numbers=True, require_symbols=True,
                ),
                sign_in_policy=cognito.CfnUserPool.SignInPolicyProperty(
                    allowed_first_auth_factors=["PASSWORD", "WEB_AUTHN"]
                )
                if passkeys
                else None,
            ),
            mfa_configuration=_MFA[choices.mfa],
            enabled_mfas=None if choices.mfa == "off" else ["SOFTWARE_TOKEN_MFA"],
            account_recovery_setting=cognito.CfnUserPool.AccountRecoverySettingProperty(
                recovery_mechanisms=[
                    cognito.CfnUserPool.RecoveryOptionProperty(name="verified_email", priority=1)
                ]
            ),
            lambda_config=cognito.CfnUserPool.LambdaConfigProperty(
                pre_token_generation_config=cognito.CfnUserPool.PreTokenGenerationConfigProperty(
                    lambda_arn=claims.ref, lambda_version="V2_0"
                )
            ),
            deletion_protection="ACTIVE" if choices.keep else "INACTIVE",
        )  # fmt: skip


class PageClient(Construct):
    """The page as a client of the hosted pages: public, so that it has no secret, by code and PKCE only."""

    def __init__(self, scope: Construct, people: People, addresses: list[str]) -> None:
        super().__init__(scope, "PageClient")
        back = [f"{address}/" for address in addresses]
        self.scopes = ["openid", "email", SELF_CARE, *(f"{RESOURCE}/{scope}" for scope in SCOPES)]
        self.client = cognito.CfnUserPoolClient(
            self, "Client",
            user_pool_id=people.pool.ref,
            generate_secret=False,
            allowed_o_auth_flows_user_pool_client=True,
            allowed_o_auth_flows=["code"],
            allowed_o_auth_scopes=self.scopes,
            callback_ur_ls=back,
            logout_ur_ls=back,
            supported_identity_providers=["COGNITO"],
            explicit_auth_flows=["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"],
            prevent_user_existence_errors="ENABLED",
            enable_token_revocation=True,
            refresh_token_rotation=cognito.CfnUserPoolClient.RefreshTokenRotationProperty(
                feature="ENABLED", retry_grace_period_seconds=60
            ),
            access_token_validity=60,
            id_token_validity=60,
            refresh_token_validity=30,
            token_validity_units=cognito.CfnUserPoolClient.TokenValidityUnitsProperty(
                access_token="minutes",  # noqa: S106 - units, no secrets
                id_token="minutes",  # noqa: S106 - as above
                refresh_token="days",  # noqa: S106 - as above
            ),
        )  # fmt: skip


def looks(scope: Construct, people: People, client: PageClient) -> None:
    """Give the hosted pages the looks that Cognito has for them: without any they answer nobody."""
    cognito.CfnManagedLoginBranding(
        scope, "Looks",
        user_pool_id=people.pool.ref, client_id=client.client.ref, use_cognito_provided_values=True,
    )  # fmt: skip
