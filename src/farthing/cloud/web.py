"""The page: a private bucket that only CloudFront reads, and the API under the same name."""

from typing import Final

from aws_cdk import Aws, Duration
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_route53 as route53
from constructs import Construct

from farthing.cloud import edge
from farthing.cloud.bucket import private_bucket
from farthing.cloud.choices import Choices
from farthing.http.page_headers import PERMISSIONS_POLICY, REFERRER_POLICY, content_security_policy

API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
CLOUDFRONT_ZONE: Final = "Z2FDTNDATAQYW2"  # of every distribution, says Route 53's documentation
HSTS: Final = cloudfront.ResponseHeadersStrictTransportSecurity(
    access_control_max_age=Duration.days(730), include_subdomains=True, override=True
)


class Web(Construct):
    """`connect` are the origins beside its own that the page speaks to; `api_host` answers under `/api/`."""

    def __init__(
        self,
        scope: Construct,
        choices: Choices,
        *,
        api_host: str,
        connect: list[str],
        certificate: str | None,
    ) -> None:
        super().__init__(scope, "Web")
        self.bucket = private_bucket(self, "Page")
        headers = self._headers(choices, content_security_policy(connect))
        at_edge = [
            cloudfront.FunctionAssociation(
                event_type=cloudfront.FunctionEventType.VIEWER_REQUEST,
                function=cloudfront.Function(
                    self, "Edge",
                    code=cloudfront.FunctionCode.from_inline(edge.code(choices)),
                    runtime=cloudfront.FunctionRuntime.JS_2_0,
                    comment="Clean addresses, and no robots",
                ),
            )
        ]  # fmt: skip
        self.distribution = cloudfront.Distribution(
            self, "Distribution",
            comment=f"Farthing: {choices.name}",
            # No default root object: CloudFront would put it in place of `/` before the function is asked,
            # which sends `/index.html` to `/`, for ever.
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(
                    self.bucket, origin_access_control=self._access(choices)
                ),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
                response_headers_policy=headers,
                function_associations=at_edge,
                compress=True,
            ),
            additional_behaviors={
                "/api/*": cloudfront.BehaviorOptions(
                    origin=origins.HttpOrigin(
                        api_host, protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
                    ),
                    viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
                    allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                    cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                    origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                    response_headers_policy=self._api_headers(choices),
                )
            },
            geo_restriction=cloudfront.GeoRestriction.allowlist(*choices.countries)
            if choices.countries
            else None,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            web_acl_id=choices.waf,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            domain_names=[choices.domain] if choices.domain else None,
            certificate=acm.Certificate.from_certificate_arn(self, "Certificate", certificate)
            if certificate
            else None,
        )  # fmt: skip
        self.address = f"https://{choices.domain or self.distribution.distribution_domain_name}"
        if choices.domain and choices.zone:
            self._names(choices.domain, choices.zone)

    def _access(self, choices: Choices) -> cloudfront.S3OriginAccessControl:
        """Its name is the account's, not the region's, as are those of the headers below."""
        return cloudfront.S3OriginAccessControl(
            self, "Access", origin_access_control_name=f"{choices.name}-{Aws.REGION}"
        )

    def _api_headers(self, choices: Choices) -> cloudfront.ResponseHeadersPolicy:
        """Answers are data: a browser that is led to one has nothing to load, run or frame."""
        return cloudfront.ResponseHeadersPolicy(
            self, "ApiHeaders",
            response_headers_policy_name=f"{choices.name}-api-{Aws.REGION}",
            security_headers_behavior=_security(API_POLICY),
        )  # fmt: skip

    def _headers(self, choices: Choices, policy: str) -> cloudfront.ResponseHeadersPolicy:
        custom = {
            "permissions-policy": PERMISSIONS_POLICY,
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }
        return cloudfront.ResponseHeadersPolicy(
            self, "Headers",
            comment="What the local server sends too, and HSTS",
            response_headers_policy_name=f"{choices.name}-page-{Aws.REGION}",
            security_headers_behavior=_security(policy),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=header, value=value, override=True)
                    for header, value in custom.items()
                ]
            ),
        )  # fmt: skip

    def _names(self, domain: str, zone: str) -> None:
        for kind in ("A", "AAAA"):
            route53.CfnRecordSet(
                self, f"Name{kind}",
                hosted_zone_id=zone, name=domain, type=kind,
                alias_target=route53.CfnRecordSet.AliasTargetProperty(
                    dns_name=self.distribution.distribution_domain_name, hosted_zone_id=CLOUDFRONT_ZONE
                ),
            )  # fmt: skip


def _security(policy: str) -> cloudfront.ResponseSecurityHeadersBehavior:
    """What both page and API send, each with a content security policy of its own."""
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
            content_security_policy=policy, override=True
        ),
        strict_transport_security=HSTS,
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        frame_options=cloudfront.ResponseHeadersFrameOptions(
            frame_option=cloudfront.HeadersFrameOption.DENY, override=True
        ),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy[REFERRER_POLICY.upper().replace("-", "_")],
            override=True,
        ),
    )
