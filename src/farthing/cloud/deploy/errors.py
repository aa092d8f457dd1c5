"""What AWS says no with, in our words: the one place that knows botocore's errors."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final


class Refused(Exception):
    """`code` names the kind, as the problems of the API do; `detail` is one sentence with the next step."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


_AGAIN: Final = "run the same command again"
_CREDENTIALS: Final = "no_credentials"
_BY_NAME: Final = {  # botocore's own exceptions, by the names of their classes
    "NoCredentialsError": (
        _CREDENTIALS,
        "there are no credentials for AWS: run `aws configure sso` or `aws configure`, or set AWS_PROFILE",
    ),
    "PartialCredentialsError": (
        _CREDENTIALS,
        "the credentials for AWS are incomplete: set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    ),
    "CredentialRetrievalError": (
        _CREDENTIALS, "the credentials cannot be fetched: sign in to AWS anew (`aws sso login`)"
    ),
    "SSOTokenLoadError": (_CREDENTIALS, "you are not signed in to AWS: run `aws sso login`"),
    "UnauthorizedSSOTokenError": (_CREDENTIALS, "your session at AWS is over: run `aws sso login`"),
    "TokenRetrievalError": (_CREDENTIALS, "your session at AWS is over: run `aws sso login`"),
    "ProfileNotFound": (_CREDENTIALS, "there is no such profile: `aws configure list-profiles` lists them"),
    "NoRegionError": ("usage", "say in which region: --region us-east-1, or AWS_REGION"),
    "InvalidRegionError": ("usage", "this is no name of a region: give one such as --region us-east-1"),
    "ParamValidationError": ("usage", "AWS takes no such value: {message}"),
}  # fmt: skip
_EXPIRED: Final = "the credentials have expired: sign in to AWS anew (`aws sso login`)"
_UNKNOWN_KEY: Final = "AWS does not know these credentials: check the access key"
_CLOCK: Final = "the credentials have expired, or this machine's clock is wrong: check both"
_SIGNATURE: Final = "the secret access key is wrong, or this machine's clock is: check both"
_REGION_OFF: Final = "the account has not switched this region on: do so in the console, or take another"
_UNFINISHED: Final = "the account is not fully set up at AWS yet: finish its registration in the console"
_QUOTA: Final = "a quota of the account is used up ({message}): ask for more in Service Quotas"
_BUCKETS: Final = "the account has as many buckets as it may: remove one, or ask for more in Service Quotas"
_BUCKET_TAKEN: Final = "another account has a bucket of that name: choose another --name"
_BY_CODE: Final = {  # what services answer
    "InvalidClientTokenId": (_CREDENTIALS, _UNKNOWN_KEY),
    "UnrecognizedClientException": (_CREDENTIALS, _UNKNOWN_KEY),
    "SignatureDoesNotMatch": (_CREDENTIALS, _SIGNATURE),
    "ExpiredToken": (_CREDENTIALS, _EXPIRED),
    "ExpiredTokenException": (_CREDENTIALS, _EXPIRED),
    "RequestExpired": (_CREDENTIALS, _CLOCK),
    "OptInRequired": ("region", _REGION_OFF),
    "AuthFailure": ("region", _REGION_OFF),
    "SubscriptionRequiredException": ("forbidden", _UNFINISHED),
    "LimitExceededException": ("quota", _QUOTA),
    "LimitExceeded": ("quota", _QUOTA),
    "ServiceQuotaExceededException": ("quota", _QUOTA),
    "TooManyBuckets": ("quota", _BUCKETS),
    "BucketAlreadyExists": ("conflict", _BUCKET_TAKEN),
}
_DENIED: Final = {
    "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "Forbidden", "403"
}  # fmt: skip
_SLOW: Final = {
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "SlowDown",
}


@contextmanager
def explained() -> Iterator[None]:
    """Whatever botocore raises within, in our words.

    Raises:
        Refused: instead of any error of botocore's.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise refused(error) from error


def refused(error: Exception) -> Refused:
    """An error of botocore's in our words."""
    response = getattr(error, "response", None)
    if response is None:
        return _own(error)
    code, message = code_of(error), " ".join(response["Error"].get("Message", "").split())
    if code in _DENIED:
        return Refused("forbidden", f"{_permission(error, message)}: ask whoever runs the account for it")
    if code in _SLOW:
        return Refused("unavailable", f"AWS asks for patience: {_AGAIN} in a minute")
    if code in _BY_CODE:
        kind, sentence = _BY_CODE[code]
        return Refused(kind, sentence.format(message=message))
    operation = getattr(error, "operation_name", "a call")
    return Refused("failed", f"AWS answered {operation} with {code}: {message}")


def code_of(error: Exception) -> str:
    """What a service calls an error; empty for botocore's own."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def says(error: Exception, *words: str) -> bool:
    """Whether all of these are in the error's text."""
    return all(word in str(error) for word in words)


def _own(error: Exception) -> Refused:
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_NAME:
            code, sentence = _BY_NAME[kind.__name__]
            return Refused(code, sentence.format(message=" ".join(str(error).split())))
    if "onnect" in type(error).__name__ or "Timeout" in type(error).__name__:
        return Refused("unreachable", f"AWS cannot be reached ({error}): check the network, then {_AGAIN}")
    return Refused("failed", f"AWS cannot be asked: {' '.join(str(error).split())}")


def _permission(error: Exception, message: str) -> str:
    named = re.search(r"perform: ([\w-]+:\w+)", message)
    action = named[1] if named else getattr(error, "operation_name", "this")
    return f"these credentials do not allow {action}"
