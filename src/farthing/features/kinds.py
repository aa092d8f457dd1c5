"""Every kind of thing with its rules, for what treats all of them alike."""

from typing import Any, Final

from farthing.features.filters import FILTERS
from farthing.features.items import ITEMS
from farthing.features.keys import Kind
from farthing.features.lists import LISTS
from farthing.features.tasks import TASKS
from farthing.features.things import Rules

RULES: Final[dict[Kind, Rules[Any, Any]]] = {rules.kind: rules for rules in (TASKS, LISTS, FILTERS, ITEMS)}
