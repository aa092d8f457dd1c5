"""A small deployment in place of the real one, with what matters to whoever deploys it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from farthing.cloud.choices import Choices, encode
from farthing.cloud.deploy import found
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.deployment import Deployment, Done
from farthing.cloud.deploy.progress import Tell
from farthing.cloud.plan import Asset, Found, Plan, Stack
from farthing.http.page_files import ASK_AGAIN, FOREVER, PageFile

SAID = {
    "Issuer": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_1",
    "SignInUrl": "https://small.auth.us-east-1.amazoncognito.com",
    "ClientId": "1",
    "Scopes": "openid email",
}
CODE = "def handler(event, context):\n    return event\n"


class Made:
    """Deploys the small plan. What a test changes shows in the next plan."""

    def __init__(self, folder: Path, account: Account) -> None:
        self.account = account
        self.choices = Choices(name="small", email="ada@example.org")
        self.app: dict[str, Any] = {"Setting": parameter("one")}
        self.data: dict[str, Any] = {"Table": table(), "Pool": pool()}
        self.version = b"1"
        self.known: list[Found] = []
        self._code = folder / "code.zip"
        self._code.write_bytes(CODE.encode())

    def plan(self, known: Found | None = None) -> Plan:
        if known is not None:
            self.known.append(known)
        name, key = self.choices.name, f"code-{hashlib.sha256(CODE.encode()).hexdigest()}.zip"
        stacks = (
            self._stack(
                "-assets", {"Assets": bucket(f"{name}-assets-{self.account.id}")}, AssetsBucket="Assets"
            ),
            self._stack("-data", self.data, keeps=self.choices.keep, TableName="Table", UserPoolId="Pool"),
            self._stack("", self.app | {"Page": bucket(f"{name}-page-{self.account.id}")}, PageBucket="Page"),
            self._stack("-watch", {"Budget": {"Type": "AWS::Budgets::Budget"}}, emulated=False),
        )
        return Plan(stacks, (Asset(self._code, key),))

    def deploy(self, tell: Tell) -> Done:
        known = found.look(self.account, self.choices)
        return self.deployment(tell).run(self.plan(known), known)

    def deployment(self, tell: Tell) -> Deployment:
        return Deployment(self.account, self.choices, self.plan, tell, page_files=self._page)

    def _stack(self, suffix: str, resources: dict[str, Any], *, keeps: bool = False, emulated: bool = True,
               **outputs: str) -> Stack:  # fmt: skip
        template = {
            "Metadata": {"Farthing": encode(self.choices)},
            "Resources": resources,
            "Outputs": {name: {"Value": {"Ref": of}} for name, of in outputs.items()},
        }
        if suffix == "":
            said = SAID | {"DistributionId": self._distribution()}
            template["Outputs"] |= {name: {"Value": value} for name, value in said.items()}
        return Stack(self.choices.name + suffix, "us-east-1", json.dumps(template), keeps, emulated)

    def _distribution(self) -> str:
        """One that is there already: what stands in front of the page is not what is tested here."""
        cloudfront = self.account.client("cloudfront")
        there = cloudfront.list_distributions()["DistributionList"].get("Items", [])
        if there:
            return str(there[0]["Id"])
        origin = {
            "Id": "page",
            "DomainName": "page.example.org",
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }
        behavior = {
            "TargetOriginId": "page", "ViewerProtocolPolicy": "https-only", "MinTTL": 0,
            "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
        }  # fmt: skip
        config = {
            "CallerReference": "page", "Comment": "", "Enabled": True, "DefaultCacheBehavior": behavior,
            "Origins": {"Quantity": 1, "Items": [origin]},
        }  # fmt: skip
        return str(cloudfront.create_distribution(DistributionConfig=config)["Distribution"]["Id"])

    def _page(self, _outputs: Mapping[str, str], _choices: Choices) -> list[PageFile]:
        folder = f"v/{hashlib.sha256(self.version).hexdigest()[:16]}"
        return [
            PageFile(f"{folder}/main.js", b"// " + self.version, "text/javascript", FOREVER),
            PageFile("index.html", b"<script src=" + folder.encode() + b"/main.js>", "text/html", ASK_AGAIN),
        ]


def bucket(name: str) -> dict[str, Any]:
    return {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}


def parameter(value: str) -> dict[str, Any]:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": value, "Name": "/small"}}


def table() -> dict[str, Any]:
    properties = {
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}
        ],
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": True,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
    }  # fmt: skip
    return {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "Properties": properties}


def pool() -> dict[str, Any]:
    properties = {"UsernameAttributes": ["email"], "DeletionProtection": "ACTIVE"}
    return {"Type": "AWS::Cognito::UserPool", "DeletionPolicy": "Retain", "Properties": properties}


def held() -> dict[str, Any]:
    """A stack that is not made until its handle is told to go on."""
    return {
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "Held": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "300"},
        },
        "Setting": parameter("one"),
    }
