"""The functions: their settings, versions, logs, and what calls them."""

import json
from pathlib import Path

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.functions import FUNCTIONS
from tests.cloud.templates.reading import Template, properties, resources, synthesized

pytestmark = pytest.mark.xdist_group("templates")


def test_each_function_of_the_list_is_there_with_a_role_and_a_log_of_its_own(
    unusual: dict[str, Template],
) -> None:
    made = [one["Properties"] for _, one in resources(unusual, "Lambda::Function")]
    assert sorted(one["Handler"] for one in made) == sorted(one.handler for one in FUNCTIONS)
    assert len({json.dumps(one["Role"]) for one in made}) == len(made)
    assert len({json.dumps(one["LoggingConfig"]["LogGroup"]) for one in made}) == len(made)
    for one in made:
        (declared,) = [each for each in FUNCTIONS if each.handler == one["Handler"]]
        assert (one["MemorySize"], one["Timeout"]) == (declared.memory, declared.seconds)
        assert one["TracingConfig"] == {"Mode": "Active"}
        assert one["LoggingConfig"]["LogFormat"] == "JSON"


def test_those_on_the_request_path_end_in_time() -> None:
    for function in FUNCTIONS:
        if function.name not in ("brake", "follow"):
            assert 3 <= function.seconds <= 5
            assert 128 <= function.memory <= 256


def test_a_new_version_comes_with_new_code_or_settings(tmp_path: Path, usual: dict[str, Template]) -> None:
    other = synthesized(Choices(email="owner@example.org", runtime="python3.12"), tmp_path)
    names = [{name for name, _ in resources(made, "Lambda::Version")} for made in (usual, other)]
    assert not names[0] & names[1]


def test_choices_that_are_no_versions_change_only_what_they_are_about(
    tmp_path: Path, usual: dict[str, Template]
) -> None:
    """Lambda refuses a version that is as the one before; and an export that another stack still names cannot
    be taken back, so that whatever is chosen later, the same is exported."""
    other = synthesized(Choices(email="owner@example.org", reserve=3, brake=True, canary=False), tmp_path)
    for kind in ("Lambda::Version", "Lambda::Alias"):
        doors = [{name for name, _ in resources({"": made["farthing"]}, kind)} for made in (usual, other)]
        assert doors[0] == doors[1]
    exports = [
        {one["Export"]["Name"] for one in made["farthing"]["Outputs"].values() if "Export" in one}
        for made in (usual, other)
    ]
    assert exports[0] == exports[1]


def test_every_log_is_kept_for_a_while_and_no_longer(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, days in ((usual, 14), (unusual, 30)):
        logs = resources(templates, "Logs::LogGroup")
        assert logs
        assert {log["Properties"]["RetentionInDays"] for _, log in logs} == {days}


def test_what_follows_is_given_the_changes_of_tasks_soon_and_for_as_long_as_the_stream_has_them(
    templates: dict[str, Template],
) -> None:
    mapping = properties(templates, "Lambda::EventSourceMapping")
    assert json.dumps(mapping["EventSourceArn"]).count("StreamArn") == 1
    assert mapping["MaximumBatchingWindowInSeconds"] <= 1
    assert "MaximumRetryAttempts" not in mapping  # none is given up before its time
    assert 3600 < mapping["MaximumRecordAgeInSeconds"] < 24 * 3600
    assert mapping["BisectBatchOnFunctionError"]
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"]
    (wanted,) = [json.loads(one["Pattern"]) for one in mapping["FilterCriteria"]["Filters"]]
    assert wanted == {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "T#"}]}}}}


def test_every_queue_has_a_queue_for_its_dead(templates: dict[str, Template]) -> None:
    for _, queue in resources(templates, "SQS::Queue"):
        assert "RedrivePolicy" in queue["Properties"] or "RedriveAllowPolicy" in queue["Properties"]
    for _, config in resources(templates, "Lambda::EventInvokeConfig"):
        assert config["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]


def test_the_doors_lock_is_the_owners_choice(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, kind in ((usual, "NONE"), (unusual, "AWS_IAM")):
        assert properties(templates, "Lambda::Url")["AuthType"] == kind
    capture = "farthing.doors.aws.capture.handler"
    for templates, open_door in ((usual, None), (unusual, "1")):
        (door,) = [
            one
            for _, one in resources(templates, "Lambda::Function")
            if one["Properties"]["Handler"] == capture
        ]
        assert door["Properties"]["Environment"]["Variables"].get("FARTHING_OPEN_DOOR") == open_door


def test_versions_shift_by_steps_where_the_owner_wants_it(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    aliases = [
        alias
        for name, alias in resources(usual, "Lambda::Alias")
        if not name.startswith(("Claims", "Changes"))
    ]
    assert all(alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"] for alias in aliases)
    names = {one["Properties"].get("AlarmName") for _, one in resources(usual, "CloudWatch::Alarm")}
    for _, group in resources(usual, "CodeDeploy::DeploymentGroup"):
        (alarm,) = group["Properties"]["AlarmConfiguration"]["Alarms"]
        assert alarm["Name"] in names
        assert group["Properties"]["AutoRollbackConfiguration"]["Enabled"]
    assert not resources(unusual, "CodeDeploy::DeploymentGroup")
    assert not any("UpdatePolicy" in alias for _, alias in resources(unusual, "Lambda::Alias"))
