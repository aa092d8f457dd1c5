"""What people write stays text, and the page could not run anything else if it wanted to."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import farthing
from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.server import Server

WEB = Path(farthing.__file__).parent / "web"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "</textarea><iframe src=//example.com>",
    "a\u202eb \u200b&lt;b&gt; 🪶",
]
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


def test_hostile_texts_stay_text_everywhere(server: Server, tab: Opener) -> None:
    app = tab()
    listen(app)
    for text in HOSTILE:
        list_id = server.add_list(text)
        server.add(text, description=text, labels=[text], listId=list_id)
    app.page.reload()
    expect(app.rows).to_have_count(len(HOSTILE))
    assert [title.strip() for title in app.titles.all_text_contents()] == HOSTILE
    for part in (".about", ".label"):
        assert app.page.locator(f"#tasks {part}").all_text_contents() == HOSTILE
    assert app.page.locator("#list-places .name").all_text_contents() == HOSTILE
    form = app.edit(HOSTILE[0])
    expect(form.field("Title")).to_have_value(HOSTILE[0])
    expect(form.field("Description")).to_have_value(HOSTILE[0])
    app.page.keyboard.press("Escape")
    app.delete(HOSTILE[0])
    expect(app.toast).to_contain_text(HOSTILE[0])
    app.go("Trash")
    expect(app.page.locator("#view .title").first).to_have_text(HOSTILE[0])
    assert (
        app.page.evaluate(
            "document.querySelectorAll('main img, main script, main iframe, nav script').length"
        )
        == 0
    )


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


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.js")), ids=lambda path: path.name)
def test_no_script_parses_text_as_html(path: Path) -> None:
    assert SINKS.findall(path.read_text()) == []


def test_the_document_has_nothing_inline() -> None:
    text = (WEB / "index.html").read_text()
    assert re.findall(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|https?://", text) == []
