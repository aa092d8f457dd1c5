"""What a checklist looks at: resources by kind, with their properties as templates write them."""

import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field, to_builtins

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.remembered import KEY
from farthing.cloud.plan import Stack

CHOICES = "Choices"


class Thing(Struct, frozen=True):
    """One resource, under the name that its template or the account has for it."""

    name: str
    properties: dict[str, Any]


class Evidence(Struct):
    """`things` by kind. `live`: as they are in the account, not as a template wants them; `emulated`: that is
    no account of AWS. `unread` says of a kind why it cannot be looked at."""

    live: bool
    emulated: bool = False
    things: dict[str, list[Thing]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, name: str, properties: dict[str, Any]) -> None:
        self.things.setdefault(kind, []).append(Thing(name, properties))

    def of(self, kind: str) -> list[Thing]:
        return self.things.get(kind, [])


def of_templates(stacks: Iterable[Stack], choices: Choices) -> Evidence:
    """What the templates say, without any account."""
    evidence = Evidence(live=False)
    evidence.add(CHOICES, KEY, to_builtins(choices))
    for stack in stacks:
        for name, resource in json.loads(stack.template)["Resources"].items():
            evidence.add(resource["Type"], name, resource.get("Properties", {}))
        evidence.add("AWS::CloudFormation::Stack", stack.name, {"EnableTerminationProtection": stack.keeps})
    return evidence
