"""The stacks: what is kept, what works on it, and what watches from beside."""

from collections.abc import Mapping
from typing import Any, Final

from aws_cdk import App, Aws, CfnOutput, Duration, LegacyStackSynthesizer, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_ssm as ssm

from farthing.cloud import choices as choices_
from farthing.cloud.api import HttpApi
from farthing.cloud.brake import Brake
from farthing.cloud.bucket import private_bucket
from farthing.cloud.budget import budget, error_rate, saved_query
from farthing.cloud.canary import shift_by_steps, shifting
from farthing.cloud.choices import Choices
from farthing.cloud.data import table
from farthing.cloud.door import Door
from farthing.cloud.follower import Follower
from farthing.cloud.function import LambdaFunction
from farthing.cloud.functions import API, CAPTURE, CLAIMS, FOLLOW, TEXTS
from farthing.cloud.identity import PageClient, People, looks
from farthing.cloud.network import Network
from farthing.cloud.package import Package
from farthing.cloud.plan import Asset, Found
from farthing.cloud.watch import Watch
from farthing.cloud.web import Web
from farthing.features.records import INDEX_KEY

CERTIFICATES: Final = "us-east-1"  # where CloudFront takes them from
Code = Mapping[Package, Asset]


class Base(Stack):
    """A stack that remembers the owner's choices, and needs no bootstrapping of an account."""

    def __init__(self, app: App, name: str, choices: Choices, about: str) -> None:
        super().__init__(app, name, synthesizer=LegacyStackSynthesizer(), description=about)
        self.template_options.metadata = {"Farthing": choices_.encode(choices)}

    def say(self, **outputs: str) -> None:
        """Outputs, under these very names."""
        for name, value in outputs.items():
            CfnOutput(self, name, value=value).override_logical_id(name)


class AssetsStack(Base):
    """The bucket of what templates name by key: zips, and templates that are too long to be sent."""

    def __init__(self, app: App, choices: Choices, bucket: str) -> None:
        super().__init__(app, f"{choices.name}-assets", choices, "Farthing: what deployments are made from")
        old = s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))
        made = private_bucket(self, "Assets", bucket_name=bucket, lifecycle_rules=[old])
        self.say(AssetsBucket=made.bucket_name)


class DataStack(Base):
    """Tasks and people."""

    def __init__(self, app: App, choices: Choices, code: Code, bucket: str) -> None:
        super().__init__(app, f"{choices.name}-data", choices, "Farthing: its tasks and its people")
        self.table = table(self, choices)
        # Metadata alone is no change to CloudFormation, so what was chosen is in a resource too.
        ssm.CfnParameter(
            self, "Choices",
            name=f"/farthing/{choices.name}/choices", type="String", value=choices_.encode(choices),
            description="What the owner of this Farthing chose; farthing deploy reads it",
        )  # fmt: skip
        self.claims = LambdaFunction(
            self, CLAIMS, choices, code=code[CLAIMS.package], bucket=bucket, arns={}, environment={}
        )
        self.people = People(self, choices, self.claims.alias)
        self.say(
            TableName=self.table.ref, TableArn=self.table.attr_arn, UserPoolId=self.people.pool.ref,
            Issuer=self.people.issuer, SignInUrl=self.people.address,
        )  # fmt: skip


class CertificateStack(Base):
    """The certificate of a domain of one's own, in the region that CloudFront takes it from."""

    def __init__(self, app: App, choices: Choices, domain: str, zone: str) -> None:
        super().__init__(app, f"{choices.name}-certificate", choices, "Farthing: the certificate of its page")
        made = acm.CfnCertificate(
            self, "Certificate",
            domain_name=domain, validation_method="DNS",
            domain_validation_options=[
                acm.CfnCertificate.DomainValidationOptionProperty(
                    domain_name=domain, hosted_zone_id=zone
                )
            ],
        )  # fmt: skip
        self.say(CertificateArn=made.ref)


class ShiftStack(Base):
    """What brings new versions in by steps; no emulator takes it."""

    def __init__(self, app: App, choices: Choices) -> None:
        super().__init__(app, f"{choices.name}-shift", choices, "Farthing: how new versions of it come in")
        shifting(self, choices)


class AppStack(Base):
    """The page, the API, the capture door, and what watches them."""

    def __init__(
        self, app: App, choices: Choices, data: DataStack, code: Code, bucket: str, found: Found
    ) -> None:
        super().__init__(app, choices.name, choices, "Farthing: its page, its API and its capture door")
        network = Network(self, data.table, found.prefix_lists)
        arns: dict[Any, list[str]] = {
            "table": [data.table.attr_arn],
            "indexes": [f"{data.table.attr_arn}/index/{index}" for index in INDEX_KEY],
            "changes": [f"{data.table.attr_arn}/index/byChange"],
        }
        shared: dict[str, Any] = {"bucket": bucket, "arns": arns, "network": network}
        environment = _environment(choices, data)
        function, texts = (
            LambdaFunction(self, one, choices, environment=environment, code=code[one.package], **shared)
            for one in (API, TEXTS)
        )
        door = Door(self, choices, found.owner, environment, code=code[CAPTURE.package], **shared)
        api = self.api = HttpApi(self, choices, api=function, texts=texts)
        web = Web(
            self, choices,
            api_host=api.host,
            connect=[data.people.address, f"https://cognito-idp.{Aws.REGION}.amazonaws.com"],
            certificate=choices.certificate or found.certificate,
        )  # fmt: skip
        client = self.client = PageClient(self, data.people, [web.address])
        api.authorize(data.people.issuer, client.client.ref)
        self.doors = [function, door.function, texts]
        self.watch = Watch(
            self, choices, api=api, functions=[*self.doors, data.claims], table=data.table
        )  # fmt: skip
        self.follower = Follower(
            self, choices, data.table, self.watch.topic.ref,
            environment=_table(data), code=code[FOLLOW.package], **shared,
        )  # fmt: skip
        self.watch.follow(self.follower.function)
        if choices.canary:
            for one in self.doors:
                shift_by_steps(choices, one)
        self.say(
            PageUrl=f"{web.address}/", ApiUrl=api.address, CaptureUrl=door.address,
            PageBucket=web.bucket.bucket_name, DistributionId=web.distribution.distribution_id,
            ClientId=client.client.ref, Scopes=" ".join(client.scopes),
            AccessLogGroup=api.log.ref, Alarms=self.watch.topic.ref, Dashboard=self.watch.dashboard(),
            Functions=" ".join([one.function.ref for one in self.doors]),
        )  # fmt: skip
        self._export()

    def _export(self) -> None:
        """What other stacks may name, whether one does so now or not: what is named cannot be taken back
        before whoever names it is gone."""
        for one in self.doors:
            for value in (one.function.ref, one.function.attr_arn, one.log.ref):
                self.export_value(value)
        self.export_value(self.api.api.ref)
        self.export_value(self.watch.topic.ref)
        self.export_value(self.client.client.ref)


class WatchStack(Base):
    """The budget, the looks of the hosted pages, and what else no emulator takes."""

    def __init__(
        self, app: App, choices: Choices, data: DataStack, of: AppStack, code: Code, bucket: str
    ) -> None:
        super().__init__(app, f"{choices.name}-watch", choices, "Farthing: its budget, and what else watches")
        alarms = of.watch.topic.ref
        brake = Brake(self, choices, of.doors, alarms, code, bucket) if choices.brake else None
        budget(self, choices, alarms, brake.cord if brake else None)
        error_rate(self, of.watch, of.api.api.ref)
        saved_query(self, choices, of.doors)
        looks(self, data.people, of.client)


def _table(data: DataStack) -> dict[str, str]:
    return {"FARTHING_TABLE": data.table.ref}


def _environment(choices: Choices, data: DataStack) -> dict[str, str]:
    variables = _table(data)
    if choices.cors_origins:
        variables["FARTHING_CORS_ORIGINS"] = ",".join(choices.cors_origins)
    return variables
