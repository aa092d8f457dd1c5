"""How the page is served, and signs people in."""

import json

import pytest

from tests.cloud.templates.reading import Template, properties, resources

pytestmark = pytest.mark.xdist_group("templates")


def test_only_the_distribution_reads_the_page(templates: dict[str, Template]) -> None:
    for _, bucket in resources(templates, "S3::Bucket"):
        assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["Properties"]["BucketEncryption"]
    policies = [
        one["Properties"]["PolicyDocument"]["Statement"]
        for _, one in resources(templates, "S3::BucketPolicy")
    ]
    allowed = [one for policy in policies for one in policy if one["Effect"] == "Allow"]
    (page,) = allowed
    assert (page["Action"], page["Principal"]) == ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    assert "WebDistribution" in json.dumps(page["Condition"]["StringEquals"]["AWS:SourceArn"])
    for policy in policies:
        assert any(one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}} for one in policy)


def test_the_page_comes_over_tls_with_every_header(templates: dict[str, Template]) -> None:
    config = properties(templates, "CloudFront::Distribution")["DistributionConfig"]
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    (api,) = config["CacheBehaviors"]
    assert (api["PathPattern"], api["ViewerProtocolPolicy"]) == ("/api/*", "https-only")
    assert "DELETE" in api["AllowedMethods"]
    every = [
        one["Properties"]["ResponseHeadersPolicyConfig"]
        for _, one in resources(templates, "CloudFront::ResponseHeadersPolicy")
    ]
    for one in every:
        two_years = one["SecurityHeadersConfig"]["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
        assert two_years == 2 * 365 * 86400
        assert one["SecurityHeadersConfig"]["ContentTypeOptions"]
        policy = json.dumps(one["SecurityHeadersConfig"]["ContentSecurityPolicy"])
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert one["SecurityHeadersConfig"]["FrameOptions"]["FrameOption"] == "DENY"
    (headers,) = [one for one in every if "CustomHeadersConfig" in one]
    assert config["CacheBehaviors"][0]["ResponseHeadersPolicyId"]
    assert {one["Header"] for one in headers["CustomHeadersConfig"]["Items"]} == {
        "permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
    }  # fmt: skip


def test_a_name_of_ones_own_has_tls_and_both_kinds_of_address(unusual: dict[str, Template]) -> None:
    config = properties(unusual, "CloudFront::Distribution")["DistributionConfig"]
    assert config["Aliases"] == ["tasks.example.org"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["Restrictions"]["GeoRestriction"] == {"Locations": ["DE"], "RestrictionType": "whitelist"}
    assert {one["Properties"]["Type"] for _, one in resources(unusual, "Route53::RecordSet")} == {"A", "AAAA"}
    assert properties(unusual, "CertificateManager::Certificate")["ValidationMethod"] == "DNS"


def test_the_page_is_a_client_without_a_secret_by_code_only(templates: dict[str, Template]) -> None:
    client = properties(templates, "Cognito::UserPoolClient")
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["RefreshTokenRotation"]["Feature"] == "ENABLED"
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["CallbackURLs"] == client["LogoutURLs"]
    assert "localhost" not in json.dumps(client)
