"""The templates as a whole."""

import json

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.checks import evaluate
from farthing.cloud.deploy.evidence import of_templates
from farthing.cloud.plan import Stack
from tests.cloud.templates.reading import Template, properties

pytestmark = pytest.mark.xdist_group("templates")


def test_the_checklist_has_nothing_against_what_is_usual(usual: dict[str, Template]) -> None:
    stacks = [
        Stack(name, "us-east-1", json.dumps(template), keeps=name.endswith("-data"))
        for name, template in usual.items()
    ]
    found = evaluate(of_templates(stacks, Choices(email="owner@example.org")))
    assert [(one.what, one.detail) for one in found if one.result == "fail"] == []


def test_every_template_remembers_the_choices(templates: dict[str, Template]) -> None:
    remembered = {template["Metadata"]["Farthing"] for template in templates.values()}
    # To CloudFormation metadata alone is no change, and would be dropped; the value of a parameter is one.
    assert remembered == {properties(templates, "SSM::Parameter")["Value"]}


def test_no_template_is_too_large(templates: dict[str, Template]) -> None:
    for template in templates.values():
        assert len(json.dumps(template, indent=1)) < 1_000_000
        assert len(template["Resources"]) < 400
