"""Deployment by the owner's repository: GitHub's word for who runs, and no keys."""

from aws_cdk import App

from farthing.cloud.choices import Choices
from farthing.cloud.stacks import Base


class PipelineStack(Base):
    def __init__(self, app: App, choices: Choices, region: str) -> None:
        super().__init__(app, f"{choices.name}-pipeline", choices, "Farthing: who may deploy it")
