"""The function behind the table's stream, which follows the changes."""

from collections.abc import Mapping
from typing import Any

from msgspec import convert

from farthing.config import read
from farthing.doors.aws.function import Context
from farthing.engines.aws.stream import StreamRecord
from farthing.features.follow import follow
from farthing.wiring.aws import open_following

home = open_following(read())


def handler(event: Mapping[str, Any], context: Context) -> None:
    """Follow the changes of an event of Lambda's ("Using AWS Lambda with Amazon DynamoDB").

    Raises:
        FarthingError: some may not have been followed; Lambda is to give all of them again.
    """
    home.begin(context.get_remaining_time_in_millis(), context.aws_request_id)
    changes = [record.change() for record in convert(event["Records"], list[StreamRecord])]
    for error in follow(home.store, home.clock, changes):
        home.log.crash(error)
