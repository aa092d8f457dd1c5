"""The page could not run anything but its own scripts if it wanted to."""

import re
from pathlib import Path

import pytest

from tests.browser.app import App
from tests.browser.modules import SCRIPTS, WEB

SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment"
    r"|DOMParser|document\.write|\beval\b|new Function|srcdoc|setTimeout\(['\"`]|javascript:"
    r"|import\((?!['`]\.\.?/)"
)


def listen(app: App) -> None:
    """Have violations of the policy in the console, and no dialog opened by anybody."""
    app.page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"
    )
    app.page.on("dialog", lambda dialog: app.problems.append(dialog.message))


def test_the_policy_forbids_what_the_page_never_does(app: App) -> None:
    listen(app)
    app.page.reload()
    refused = app.page.evaluate(
        """() => ['innerHTML', 'outerHTML'].map((sink) => {
          try { document.createElement('p')[sink] = '<b>x</b>'; return 'done'; } catch { return 'refused'; }
        })"""
    )
    assert refused == ["refused", "refused"]
    app.page.evaluate(
        """() => {
          new Image().src = 'https://example.com/x.png';
          document.body.setAttribute('style', 'color: red');
        }"""
    )
    expected = {"CSP img-src", "CSP style-src-attr"}
    app.eventually(lambda: expected & set(app.problems), expected)
    assert app.page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    app.problems.clear()


def test_nobody_may_frame_the_page_or_guess_its_types(app: App) -> None:
    answer = app.page.request.get(app.url)
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_parses_text_as_html(path: Path) -> None:
    assert SINKS.findall(path.read_text()) == []


def test_the_document_has_nothing_inline() -> None:
    text = (WEB / "index.html").read_text()
    assert re.findall(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|https?://", text) == []
