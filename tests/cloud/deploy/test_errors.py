"""What AWS says no with, as its documentation has it: each in one sentence that has a next step."""

import pytest
from botocore.exceptions import ClientError

from farthing.cloud.deploy.errors import refused
from farthing.doors.cli.exits import EXIT_OF, Exit


@pytest.mark.parametrize(
    ("code", "message", "exit", "words"),
    [
        ("InvalidClientTokenId", "…", Exit.NOT_ALLOWED, "does not know these credentials"),
        ("SignatureDoesNotMatch", "…", Exit.NOT_ALLOWED, "or this machine's clock is"),
        ("ExpiredToken", "…", Exit.NOT_ALLOWED, "sign in to AWS anew"),
        ("OptInRequired", "…", Exit.USAGE, "has not switched this region on"),
        ("LimitExceededException", "Over 100", Exit.FAILED, "(Over 100): ask for more in Service Quotas"),
        ("Throttling", "Rate exceeded", Exit.FAILED, "run the same command again in a minute"),
        ("AccessDenied", "User: x is not authorized to perform: s3:PutObject on resource: y",
         Exit.NOT_ALLOWED, "do not allow s3:PutObject: ask whoever runs"),
        ("NewError", "Some\nthing", Exit.FAILED, "AWS answered CreateStack with NewError: Some thing"),
    ],
)  # fmt: skip
def test_every_no_is_one_sentence(code: str, message: str, exit: Exit, words: str) -> None:
    found = refused(ClientError({"Error": {"Code": code, "Message": message}}, "CreateStack"))
    assert words in found.detail
    assert "\n" not in found.detail
    assert EXIT_OF[found.code] == exit
