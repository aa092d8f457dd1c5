"""THE list of functions: what each runs, how much it gets, and all that it may do."""

from typing import Final, Literal

from msgspec import Struct

from farthing.cloud.package import Package

On = Literal["table", "indexes", "changes", "stream", "functions", "alarms"]


class Grant(Struct, frozen=True):
    """Actions that a role allows, and on what: the table, its indexes or that of changes alone, its
    stream, the other functions, or the topic of the alarms."""

    actions: tuple[str, ...]
    on: tuple[On, ...]


class Function(Struct, frozen=True, kw_only=True):
    """One function. `memory` in MB, `seconds` is its time-out; `inside`: it runs in the subnets that reach
    DynamoDB and S3 and nothing else."""

    name: str
    about: str
    package: Package
    memory: int
    seconds: int
    inside: bool = False
    grants: tuple[Grant, ...] = ()

    @property
    def handler(self) -> str:
        return f"farthing.doors.aws.{self.name}.handler"


_KEEPING: Final = (
    Grant(
        ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"),
        ("table",),
    ),
    Grant(("dynamodb:Query",), ("table", "indexes")),
)

API: Final = Function(
    name="api", about="The HTTP API", package="api", memory=256, seconds=5, inside=True, grants=_KEEPING
)
CAPTURE: Final = Function(
    name="capture", about="The capture door", package="door", memory=256, seconds=5, inside=True,
    grants=_KEEPING,
)  # fmt: skip
TEXTS: Final = Function(
    name="texts", about="Quick add, files of other programs, calendars", package="door", memory=256,
    seconds=5, inside=True,
    grants=(
        Grant(("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"), ("table",)),
        Grant(("dynamodb:Query",), ("table", "indexes")),
    ),
)  # fmt: skip
CLAIMS: Final = Function(
    name="claims",
    about="Puts the verified e-mail into access tokens",
    package="claims",
    memory=128,
    seconds=3,
)
FOLLOW: Final = Function(
    name="follow", about="Follows the changes: history, progress of parents, search", package="follow",
    memory=512, seconds=30, inside=True,
    grants=(
        Grant(("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"), ("table",)),
        Grant(("dynamodb:Query",), ("table", "changes")),
        Grant(  # Lambda's, in its name, when it reads the stream
            (
                "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
            ),
            ("stream",),
        ),
        Grant(("sns:Publish",), ("alarms",)),  # Lambda's too, when it has failed for too long
    ),
)  # fmt: skip
BRAKE: Final = Function(
    name="brake", about="Stops the functions when the budget is spent", package="brake", memory=128,
    seconds=30,
    grants=(
        Grant(("lambda:PutFunctionConcurrency",), ("functions",)),
        Grant(("sns:Publish",), ("alarms",)),  # Lambda's, in its name, when all tries have failed
    ),
)  # fmt: skip

DOORS: Final = (API, CAPTURE, TEXTS)
FUNCTIONS: Final = (*DOORS, FOLLOW, CLAIMS, BRAKE)
