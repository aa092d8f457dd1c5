"""What keeps tasks and people."""

import json

import pytest

from farthing.engines.store.dynamodb_table import TIME_TO_LIVE, definition
from tests.cloud.templates.reading import Template, properties, resources

pytestmark = pytest.mark.xdist_group("templates")


def test_the_table_is_the_one_that_the_store_expects(usual: dict[str, Template]) -> None:
    made, wanted = properties(usual, "DynamoDB::Table"), definition("")
    for name in ("KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes"):
        assert made[name] == wanted[name]
    assert made["TimeToLiveSpecification"] == TIME_TO_LIVE
    assert made["StreamSpecification"] == {"StreamViewType": wanted["StreamSpecification"]["StreamViewType"]}
    assert made["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_tasks_and_people_are_kept_unless_the_owner_says_otherwise(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, policy, protected in ((usual, "Retain", True), (unusual, "Delete", False)):
        ((_, table),) = resources(templates, "DynamoDB::Table")
        ((_, pool),) = resources(templates, "Cognito::UserPool")
        assert (table["DeletionPolicy"], pool["DeletionPolicy"]) == (policy, policy)
        assert table["UpdateReplacePolicy"] == "Retain"
        assert table["Properties"]["DeletionProtectionEnabled"] is protected
        assert pool["Properties"]["DeletionProtection"] == ("ACTIVE" if protected else "INACTIVE")


def test_the_free_capacity_is_within_what_is_always_free(unusual: dict[str, Template]) -> None:
    table = properties(unusual, "DynamoDB::Table")
    shares = [table, *table["GlobalSecondaryIndexes"]]
    for unit in ("ReadCapacityUnits", "WriteCapacityUnits"):
        assert sum(share["ProvisionedThroughput"][unit] for share in shares) == 25


def test_who_may_register_and_how_is_the_owners_choice(
    usual: dict[str, Template], unusual: dict[str, Template]
) -> None:
    for templates, only_admin, mfa in ((usual, True, "OPTIONAL"), (unusual, False, "ON")):
        pool = properties(templates, "Cognito::UserPool")
        assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is only_admin
        assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == (mfa, ["SOFTWARE_TOKEN_MFA"])
        assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
        assert pool["AutoVerifiedAttributes"] == ["email"]
    assert "WEB_AUTHN" in json.dumps(properties(usual, "Cognito::UserPool")["Policies"])
