"""The page's files as they are uploaded, and beside them `config.json`, which tells it how people sign in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import json

import farthing
from farthing.cloud.choices import Choices
from farthing.http.page_files import ASK_AGAIN, CONFIG, PageFile, page_files
from farthing.http.page_headers import content_security_policy

WEB: Final = Path(farthing.__file__).parent / "web"


def files(outputs: Mapping[str, str], choices: Choices) -> list[PageFile]:
    """All files, in the order of upload: those with hashed names before those that name them.

    `outputs` are those of the deployed stacks, which say where people sign in.
    """
    sources = {
        path.relative_to(WEB).as_posix(): path.read_bytes()
        for path in sorted(WEB.rglob("*"))
        if path.is_file()
    }
    told = sign_in(outputs, choices)
    policy = content_security_policy([told["authority"], told["idp"]])
    config = PageFile(CONFIG, json.encode(told), "application/json", ASK_AGAIN)
    return sorted([config, *page_files(sources, policy, "cognito")], key=lambda file: file.cache == ASK_AGAIN)


def sign_in(outputs: Mapping[str, str], choices: Choices) -> dict[str, Any]:
    """What the page reads to learn how people sign in."""
    issuer = outputs["Issuer"]
    return {
        "signIn": "cognito",
        "authority": outputs["SignInUrl"],
        "issuer": issuer,
        "idp": issuer.rpartition("/")[0] + "/",
        "clientId": outputs["ClientId"],
        "scopes": outputs["Scopes"],
        "registration": choices.registration,
    }
