"""The page's files: what is sent, what is not sent again, and what is no file."""

import gzip
import re
from pathlib import Path

import pytest
from msgspec import json

from farthing.doors.local.page import Page
from farthing.http.message import Request, Response
from farthing.http.page_headers import content_security_policy

LONG = f'say("{"again and " * 60}")'  # it cannot be said in less


@pytest.fixture
def page(tmp_path: Path) -> Page:
    (tmp_path / "secret.txt").write_text("outside")
    folder = tmp_path / "web"
    (folder / "parts").mkdir(parents=True)
    (folder / "index.html").write_text('<!doctype html><script src="./parts/list.js">')
    (folder / "parts" / "list.js").write_text(LONG)
    (folder / "icon.png").write_bytes(b"\x89PNG")
    (folder / "notes.swp").write_text("unsaved")
    return Page(folder)


def get(page: Page, path: str, **headers: str) -> Response | None:
    """The answer to a request; `~` is the folder of the page's version."""
    if path.startswith("~"):
        folder = re.search(r"/v/[0-9a-f]{16}", ok(get(page, "/")).body.decode())
        assert folder
        path = folder[0] + path[1:]
    return page(Request("GET", path, headers={key.replace("_", "-"): text for key, text in headers.items()}))


def ok(response: Response | None, status: int = 200) -> Response:
    assert response is not None
    assert response.status == status
    return response


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("~/parts/list.js", "text/javascript; charset=utf-8"),
        ("~/icon.png", "image/png"),
    ],
)
def test_files_are_sent_as_what_they_are(page: Page, path: str, type: str) -> None:
    headers = ok(get(page, path)).headers
    assert headers["content-type"] == type
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["content-security-policy"] == content_security_policy()


def test_only_what_is_named_for_its_content_is_never_asked_for_again(page: Page) -> None:
    assert ok(get(page, "/")).headers["cache-control"] == "no-cache"
    assert ok(get(page, "~/icon.png")).headers["cache-control"] == "public, max-age=31536000, immutable"


def test_scripts_come_from_here_alone() -> None:
    assert content_security_policy() == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types farthing"
    )


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.txt", "/parts/../../secret.txt", "//secret.txt", "/parts", "/parts/", "/notes.swp", ""),
        *(
            "/.",
            "/parts/list.js",
            "/v",
            "/tasks",
            "~",
            "~/",
            "~/index.html",
            "~/notes.swp",
            "~/../../index.html",
        ),
        *("~/parts/list.js/", "~/parts\\list.js", "~/parts/list.js\0", "/v/0123456789abcdef/parts/list.js"),
    ],
)
def test_what_is_no_file_is_left_to_the_application(page: Page, path: str) -> None:
    assert get(page, path) is None


def test_files_are_only_read(page: Page) -> None:
    assert page(Request("POST", "/")) is None


@pytest.mark.parametrize("offer", ["gzip", "br, GZIP;q=0.5", "deflate, gzip; q=1"])
def test_who_takes_gzip_gets_less(page: Page, offer: str) -> None:
    response = ok(get(page, "~/parts/list.js", accept_encoding=offer))
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(response.body).decode() == LONG
    assert len(response.body) < len(LONG) / 3


@pytest.mark.parametrize("offer", ["", "identity", "br", "gzip;q=0", "xgzip"])
def test_who_does_not_gets_it_plain(page: Page, offer: str) -> None:
    response = ok(get(page, "~/parts/list.js", accept_encoding=offer))
    assert "content-encoding" not in response.headers
    assert response.body.decode() == LONG


@pytest.mark.parametrize("offer", ["", "gzip"])
@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_what_the_client_has_is_not_sent_again(page: Page, offer: str, known: str) -> None:
    first = ok(get(page, "~/parts/list.js", accept_encoding=offer))
    etag = first.headers["etag"]
    again = get(page, "~/parts/list.js", accept_encoding=offer, if_none_match=known.format(etag))
    assert ok(again, 304).body == b""
    assert ok(again, 304).headers["etag"] == etag


def test_the_two_encodings_are_two_entities(page: Page) -> None:
    plain, packed = (ok(get(page, "~/parts/list.js", accept_encoding=offer)) for offer in ("", "gzip"))
    assert plain.headers["etag"] != packed.headers["etag"]


def test_another_content_is_another_entity(page: Page, tmp_path: Path) -> None:
    (tmp_path / "web" / "index.html").write_text("<!doctype html><p>new")
    assert ok(get(Page(tmp_path / "web"), "/")).headers["etag"] != ok(get(page, "/")).headers["etag"]


def test_the_page_comes_with_the_program() -> None:
    assert ok(get(Page(), "/")).headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("accounts", "told"),
    [
        ("off", {"signIn": "none"}),
        ("invite", {"signIn": "accounts", "registration": "invite"}),
    ],
)
def test_the_page_is_told_how_people_sign_in(page: Page, tmp_path: Path, accounts: str, told: object) -> None:
    assert page(Request("GET", "/config.json")) is not None
    answer = ok(get(Page(tmp_path / "web", accounts), "/config.json"))
    assert json.decode(answer.body) == told
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"
