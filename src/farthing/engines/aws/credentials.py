"""Who signs."""

from collections.abc import Mapping

from msgspec import Struct


class Credentials(Struct, frozen=True):
    """An access key; `session_token` goes with the keys of roles, which expire."""

    access_key: str
    secret_key: str
    session_token: str | None = None

    def __repr__(self) -> str:
        return f"Credentials({self.access_key})"  # reprs end up in logs


def from_environment(environ: Mapping[str, str]) -> Credentials:
    """The credentials in the variables that Lambda, and every tool of AWS, goes by.

    Raises:
        ValueError: names the variable that is missing.
    """
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        if not environ.get(variable):
            raise ValueError(f"{variable} is not set: DynamoDB cannot be asked without AWS credentials")
    return Credentials(
        environ["AWS_ACCESS_KEY_ID"],
        environ["AWS_SECRET_ACCESS_KEY"],
        environ.get("AWS_SESSION_TOKEN") or None,
    )
