"""Where Tab leads in every view: to all that can be operated, in the order that it stands in, and seen."""

from typing import Any

from tests.browser.app import App
from tests.browser.conftest import Opener
from tests.browser.furnished import furnish
from tests.browser.rings import RINGED
from tests.browser.server import Server
from tests.browser.sights import SIGHTS, leave

VIEWS = [
    sight for sight in SIGHTS if sight not in ("all", "menu", "nothing-found")
]  # which have nothing more
AT_ONCE, MOST = 10, 120  # stops
# Notes every stop until the first comes again. Fields of a date are several; the end of a dialog is none.
WATCH = f"""() => {{
  const ringed = {RINGED};
  window.seen = [];
  window.over = false;
  document.addEventListener('focusin', ({{ target }}) => {{
    if (target.matches('dialog') || target === seen.at(-1)?.[0]) return;
    window.over ||= target === seen[0]?.[0];
    if (!over) seen.push([target, ringed(target)]);
  }});
}}"""
# What was seen, from the first stop on; and what can be operated, of radio buttons the one that is checked.
TOLD = """() => {
  const within = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
  const operable = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const stops = [...within.querySelectorAll(operable)].filter((element) =>
    element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({ visibilityProperty: true })
    && !(element.type === 'radio' && !element.checked));
  const from = seen.findIndex(([element]) => element === stops[0]);
  const name = ({ ariaLabel, labels, textContent }) =>
    (ariaLabel || labels?.[0]?.textContent || textContent).trim();
  return {
    stops: stops.map(name),
    seen: [...seen.slice(from), ...seen.slice(0, from)].map(([element]) => name(element)),
    unseen: seen.filter(([, ringed]) => !ringed).map(([element]) => name(element)),
  };
}"""


def round_of(app: App) -> dict[str, Any]:
    """Press Tab until it is where it was first."""
    app.page.evaluate("() => { seen.length = 0; window.over = false; }")
    for _ in range(MOST // AT_ONCE):
        for _ in range(AT_ONCE):
            app.page.keyboard.press("Tab")
        if app.page.evaluate("over"):
            break
    told: dict[str, Any] = app.page.evaluate(TOLD)
    return told


def test_tab_goes_through_every_view_in_its_order_and_shows_where(server: Server, tab: Opener) -> None:
    ids = furnish(server)
    app = tab("today")
    app.page.evaluate(WATCH)
    found = {}
    for view in sorted(VIEWS):
        SIGHTS[view](app, ids)
        told = round_of(app)
        if told["seen"] != told["stops"] or told["unseen"]:
            found[view] = told
        leave(app)
    server.clear()
    assert found == {}
