"""What people might write to have a page run it, and how to see that none of it is run."""

import json
import re
from typing import Any

from playwright.sync_api import Request

from tests.browser.app import App
from tests.docs.generate import ROOT

THEMES: dict[str, list[str]] = json.loads((ROOT / "tests" / "data" / "hostile_texts.json").read_text())
TEXTS = [text for texts in THEMES.values() for text in texts]
ADDRESSES = THEMES["addresses"] + THEMES["names of programs"]
NOTES = """
  window.builtIn = Object.getOwnPropertyNames(Object.prototype).length;
  document.addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective));
"""
STRAY = """
  script:not([src^='./']), img:not([src$='icons/farthing.svg']), meta[http-equiv],
  link:not([href^='./'], [href='config.json'], [href*='/styles/'], [href*='/texts/']),
  iframe, object, embed, base, math, style,
  video, form[action], [href^='javascript' i],
  [onerror], [onload], [onfocus], [onclick], [onmouseover], [ontoggle]
"""
FOUND = """(stray) => ({
  pwned: window.pwned ?? null,
  stray: [...document.querySelectorAll(stray)].map((element) => element.outerHTML.slice(0, 200)),
  builtIn: Object.getOwnPropertyNames(Object.prototype).length - window.builtIn,
})"""


def watch(app: App) -> App:
    """From now on, have dialogs, requests to elsewhere and violations of the policy among the problems."""

    def asked(request: Request) -> None:
        if not request.url.startswith((app.url, f"blob:{app.url}")):
            app.problems.append(f"asked for {request.url}")

    app.page.add_init_script(NOTES)
    app.page.on("request", asked)
    app.page.on("dialog", lambda dialog: app.problems.append(dialog.message))
    app.page.reload()
    return app


def assert_nothing_ran(app: App) -> None:
    """No script of others, no element but the page's own, and no change of what all objects have."""
    found: dict[str, Any] = app.page.evaluate(FOUND, STRAY)
    assert found | {"problems": app.problems} == {"pwned": None, "stray": [], "builtIn": 0, "problems": []}


def isolated(text: str) -> str:
    """The text as it stands among other words: apart from them where it goes from right to left."""
    turns = re.search("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]", text)
    return f"\u2068{text}\u2069" if turns else text


def packed(most: int, texts: list[str] = TEXTS) -> list[str]:
    """All the texts in their order, with blanks between, in lines of at most so many characters."""
    lines = [""]
    for text in texts:
        if len(f"{lines[-1]} {text}") > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {text}".strip()
    return lines
