"""A bucket that nobody reads but who is told so, and only over TLS."""

from typing import Any

from aws_cdk import RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct


def private_bucket(scope: Construct, id: str, **rest: Any) -> s3.Bucket:
    """Encrypted, and everything public blocked. It goes with its stack, once `destroy` emptied it."""
    return s3.Bucket(
        scope, id,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        enforce_ssl=True,
        minimum_tls_version=1.2,
        removal_policy=RemovalPolicy.DESTROY,
        **rest,
    )  # fmt: skip
