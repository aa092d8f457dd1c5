"""Letting go of the brake, which a budget that was spent has pulled (see farthing/cloud/brake.py)."""

from collections.abc import Iterable

from farthing.cloud.choices import Choices
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.progress import Progress, Tell


def release(account: Account, functions: Iterable[str], choices: Choices, tell: Tell) -> None:
    """Give those functions that were stopped what the choices give them: CloudFormation sees no difference
    between its template and a function that was stopped by hand."""
    client = account.client("lambda")
    for name in functions:
        if client.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions") != 0:
            continue
        if choices.reserve:
            client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=choices.reserve)
        else:
            client.delete_function_concurrency(FunctionName=name)
        tell(Progress(text=f"let {name} run again, which was stopped"))
