"""What stands in somebody's way on the page: by axe, by the size of targets, and by the width of a phone."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tests.browser.app import App
from tests.browser.sights import leave

Somebodys = TypeVar("Somebodys", bound=App)
Sights = Mapping[str, Callable[[Somebodys, dict[str, str]], None]]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 320, "height": 740}}
# Axe wants all of what lies half under something that sticks to an edge. What opens over a place scrolls.
HEIGHT = """() => document.querySelector('dialog:modal, :popover-open')
  ? innerHeight : document.documentElement.scrollHeight"""
# What a person may ask of the page, and the rules of axe that this can break.
LOOKS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "light": ({"color_scheme": "light", "contrast": "no-preference"}, RULES),
    "dark": ({"color_scheme": "dark", "contrast": "no-preference"}, ["color-contrast"]),
    "contrast": ({"color_scheme": "light", "contrast": "more"}, ["color-contrast-enhanced"]),
    "dark contrast": ({"color_scheme": "dark", "contrast": "more"}, ["color-contrast-enhanced"]),
}
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea')]
  .filter((target) => target.checkVisibility() && target.getBoundingClientRect().width > 4)
  .filter((target) => !target.matches('p a, .facts a')) // which are within text
  .map((target) => target.closest('.switch, .choice label, .calendar td') ?? target)
  .filter((target) => !target.matches('.skip'))
  .map((target) => [target, target.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([target]) => target.outerHTML)"""
# Of a part of a pixel browsers make one.
WIDER = """() => [document.documentElement, ...document.querySelectorAll('dialog[open]')]
  .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  .reduce((most, wider) => Math.max(most, wider > 1 ? wider : 0), 0)"""
# Of what the device has now a page hears some frames later.
WEARS = "contrast => document.documentElement.dataset.theme === (contrast === 'more' ? 'contrast' : 'auto')"


# Behind a modal dialog all is out of reach, and seen at other sights.
RUN = """options => axe.run([...document.querySelectorAll('dialog:modal')].at(-1) ?? document, options)"""


def findings(app: App, axe: str, rules: list[str] = RULES) -> list[str]:
    """What axe has to say, a line each, of everything that is in sight and in reach."""
    if not app.page.evaluate("'axe' in window"):
        app.page.evaluate(axe)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    result = app.page.evaluate(RUN, options)
    return [
        f"{found['id']}: {node['html']}: {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(app: App) -> int:
    """How many pixels the page is wider than its window, or what is in a dialog than that."""
    wider: int = app.page.evaluate(WIDER)
    return wider


def in_every_look(app: Somebodys, sights: Sights[Somebodys], ids: dict[str, str], axe: str) -> dict[str, Any]:
    """The sights and looks in which axe finds something, with that."""
    found = {}
    for sight, go in sights.items():
        go(app, ids)
        for look, (taste, rules) in LOOKS.items():
            app.page.emulate_media(**taste)
            app.page.wait_for_function(WEARS, arg=taste["contrast"])
            found[f"{sight}, {look}"] = findings(app, axe, rules)
        leave(app)
    return {sight: what for sight, what in found.items() if what}


def on_a_phone(app: Somebodys, sights: Sights[Somebodys], ids: dict[str, str], axe: str) -> dict[str, Any]:
    """The sights in which something stands in the way on a small screen, from left to right or back."""
    found = {}
    for sight, go in sights.items():
        app.page.set_viewport_size(NARROW["viewport"])
        go(app, ids)
        app.page.set_viewport_size(NARROW["viewport"] | {"height": app.page.evaluate(HEIGHT)})
        found[sight] = findings(app, axe) + app.page.evaluate(SMALL_TARGETS)
        for direction in ("rtl", "ltr"):
            app.page.evaluate("direction => document.dir = direction", direction)
            found[sight] += [f"{direction}: wider by {overflow(app)} px"] if overflow(app) else []
        leave(app)
    return {sight: what for sight, what in found.items() if what}
