"""The function that stops the others when the month's whole budget is spent: no more of them may run."""

import os
from typing import Any


def handler(event: dict[str, Any], _context: object) -> None:
    """Set the concurrency of each function that `STOPS` names to zero. `event` is a notification of SNS."""
    import boto3  # of the runtime: this runs once in a bad month

    functions = boto3.client("lambda")
    for name in os.environ["STOPS"].split():
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    print(f"stopped {os.environ['STOPS']}: {event['Records'][0]['Sns']['Subject']}")
