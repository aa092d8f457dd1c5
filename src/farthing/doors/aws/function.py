"""A function of Lambda around a door: made while it starts, so that each event finds it ready."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from farthing.doors.aws.event import request_of, result_of
from farthing.wiring.aws import Home


class Context(Protocol):
    """What Lambda says of an invocation."""

    @property
    def aws_request_id(self) -> str: ...

    def get_remaining_time_in_millis(self) -> int: ...


def function(home: Home) -> Callable[[Mapping[str, Any], Context], dict[str, Any]]:
    """The handler of a door."""

    def handler(event: Mapping[str, Any], context: Context) -> dict[str, Any]:
        home.begin(context.get_remaining_time_in_millis(), context.aws_request_id)
        request = request_of(event)
        return result_of(home.app(request), request.method)

    return handler
