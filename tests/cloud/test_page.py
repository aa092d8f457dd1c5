"""The page's files as they are uploaded: all that is asked for is there, under names for its content."""

import re
from pathlib import PurePosixPath
from posixpath import join, normpath

import pytest

from farthing.cloud import page
from farthing.cloud.choices import Choices
from farthing.http.page_files import ASK_AGAIN, ELSEWHERE, FOREVER, PageFile

NAMED = {"index.html", "manifest.webmanifest", "sw.js", "config.json"}
OUTPUTS = {
    "Issuer": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Abc",
    "SignInUrl": "https://farthing-111122223333.auth.eu-central-1.amazoncognito.com",
    "ClientId": "1example23456789",
    "Scopes": "openid email farthing/read",
}


@pytest.fixture
def files() -> dict[str, PageFile]:
    return {file.path: file for file in page.files(OUTPUTS, Choices(registration="open"))}


def _named_in(file: PageFile) -> list[str]:
    """The addresses that a file asks for."""
    text = file.content.decode()
    if file.path.endswith(".js"):
        return re.findall(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""", text)
    if file.path.endswith(".html"):
        return [address for address in re.findall(r'(?:href|src)="(\./[^"]*)"', text) if address != "./"]
    return re.findall(r'"src": "(\./[^"]+)"', text)


def test_whatever_a_file_asks_for_is_there(files: dict[str, PageFile]) -> None:
    asked = 0
    for file in files.values():
        if not file.path.endswith((".js", ".html", ".webmanifest")):
            continue
        for address in _named_in(file):
            target = normpath(join(str(PurePosixPath(file.path).parent), address))
            if not target.startswith("api/") and not target.endswith(ELSEWHERE["cognito"]):
                assert target in files, (file.path, address)
                asked += 1
    assert asked > 60


def test_only_what_keeps_its_name_is_asked_for_anew(files: dict[str, PageFile]) -> None:
    kept = {path for path, file in files.items() if file.cache == ASK_AGAIN}
    assert kept == NAMED
    (folder,) = {"/".join(path.split("/")[:2]) for path in files if path not in kept}
    assert re.fullmatch(r"v/[0-9a-f]{16}", folder)
    assert {files[path].cache for path in files if path not in kept} == {FOREVER}


def test_what_names_the_others_comes_last() -> None:
    order = [file.path for file in page.files(OUTPUTS, Choices())]
    assert order[-1] == "index.html"
    assert all(path.startswith("v/") for path in order[:-4])


def test_another_content_has_another_name(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path
    from shutil import copytree

    before = {file.path for file in page.files(OUTPUTS, Choices())}
    web = Path(str(tmp_path)) / "web"
    copytree(page.WEB, web)
    (web / "app.js").write_text((web / "app.js").read_text() + "void 0;\n")
    monkeypatch.setattr(page, "WEB", web)
    after = {file.path for file in page.files(OUTPUTS, Choices())}
    assert before & after == NAMED


def test_it_says_how_people_sign_in(files: dict[str, PageFile]) -> None:
    import json

    assert json.loads(files["config.json"].content) == {
        "signIn": "cognito",
        "authority": OUTPUTS["SignInUrl"],
        "issuer": OUTPUTS["Issuer"],
        "idp": "https://cognito-idp.eu-central-1.amazonaws.com/",
        "clientId": OUTPUTS["ClientId"],
        "scopes": OUTPUTS["Scopes"],
        "registration": "open",
    }
