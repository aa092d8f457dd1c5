"""What the commands about the account say to people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from farthing.cloud.choices import Choices
from farthing.doors.cli import output
from farthing.doors.cli.output import Column
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from farthing.cloud.deploy.account import Account
    from farthing.cloud.deploy.deployment import Done
    from farthing.cloud.deploy.destruction import Remains
    from farthing.doors.cli.cloud.planning import Planned

_ADDRESSES: Final = {"PageUrl": "Page", "ApiUrl": "API", "CaptureUrl": "Capture door", "SignInUrl": "Sign-in"}
_STYLE: Final = {"Add": "green", "Remove": "red", "Modify": "yellow", "Unused": "yellow"}
_VERB: Final = {"Modify": "change", "Unused": "no longer made"}
_CHANGES: Final = (
    Column("stack", lambda one: one["stack"]),
    Column("change", lambda one: _verb(one), style=lambda one: _STYLE.get(one["action"], "")),
    Column("resource", lambda one: one["resource"]),
    Column("kind", lambda one: one["kind"].removeprefix("AWS::")),
    Column("because of", lambda one: ", ".join(one["properties"])),
)
_DRIFTS: Final = (
    Column("stack", lambda one: one["stack"]),
    Column("resource", lambda one: one["resource"]),
    Column("kind", lambda one: one["kind"].removeprefix("AWS::")),
    Column("what", lambda one: "removed by hand" if one["removed"] else one["path"]),
    Column("expected", lambda one: one["expected"]),
    Column("found", lambda one: one["actual"], style=lambda _: "yellow"),
)


def question(account: "Account", planned: "Planned") -> str:
    """What is about to be made, where, and what it costs while nobody uses it."""
    from farthing.cloud.deploy import summary

    choices = planned.choices
    kinds = summary.kinds(planned.plan, account.emulated)
    costs = summary.at_rest(choices, planned.plan)
    total = sum(cost.dollars for cost in costs)
    where = f"an emulator at {account.endpoint}" if account.emulated else f"account {account.id}"
    return "\n".join([
        f"{choices.name} goes to {account.region} of {where}, as {account.caller}.",
        f"{sum(count for _, count in kinds)} resources: "
        + ", ".join(f"{count} {kind}" for kind, count in kinds[:8])
        + (f" and {len(kinds) - 8} kinds more." if len(kinds) > 8 else "."),
        f"At rest it costs ${total:.2f} a month:",
        *(f"  ${cost.dollars:.2f}  {cost.what}: {cost.why}" for cost in costs),
        _protection(choices),
    ])  # fmt: skip


def addresses(session: Session, done: "Done", choices: Choices) -> None:
    """Where everything is now."""
    for name, words in _ADDRESSES.items():
        if name in done.outputs:
            print(f"{words}: {done.outputs[name]}")
    if done.skipped:
        session.note(f"Left out, because no emulator has them: {', '.join(done.skipped)}.")
    if done.invited:
        session.note(f"A mail with a first password is on its way to {choices.email}.")
    elif not choices.email:
        session.note(
            "Nobody has an account yet: run it again with --email, or sign up on the page if that is open."
        )


def changes(session: Session, found: list[dict[str, Any]]) -> None:
    """What a deployment would change."""
    _all(session, "changes", found, _CHANGES, "No differences.")


def drifts(session: Session, found: list[dict[str, Any]]) -> None:
    """What was changed by hand."""
    _all(session, "drifts", found, _DRIFTS, "Nothing was changed by hand, as far as CloudFormation can see.")


def pairs(session: Session, found: Mapping[str, str]) -> None:
    """Names with their values."""
    columns = (Column("name", lambda one: one["name"]), Column("value", lambda one: one["value"]))
    things = [{"name": name, "value": value} for name, value in sorted(found.items())]
    output.listing(session, "outputs", things, columns)


def farewell(account: "Account", remains: "Remains", everything: bool) -> str:
    """What is about to go."""
    lines = [f"In {account.region} of account {account.id} these are removed: {', '.join(remains.removed)}."]
    if everything:
        lines.append("All tasks, all people and all backups go with them, for good. `farthing export` first.")
    if remains.kept:
        lines.append(f"Kept, with all tasks and people: {', '.join(remains.kept)}.")
    return "\n".join(lines)


def remains(name: str, left: "Remains") -> str:
    """What is still there after all, and what it costs."""
    if not left.kept:
        return f"Removed: {', '.join(left.removed)}. Nothing of {name} is left."
    return (
        f"Kept: {', '.join(left.kept)}. That costs nothing below 25 GB of tasks, and $0.20 a GB for backups. "
        f"`farthing deploy --name {name}` takes it up again; `farthing destroy --everything` removes it."
    )


def _protection(choices: Choices) -> str:
    if choices.keep:
        return "Tasks and people are protected: `farthing destroy` keeps them, unless told otherwise."
    return "Tasks and people are NOT protected (--no-keep): `farthing destroy` removes them with the rest."


def _verb(one: dict[str, Any]) -> str:
    if one["action"] == "Modify" and one["replaced"]:
        return "replace"
    return _VERB.get(one["action"]) or str(one["action"]).lower()


def _all(
    session: Session, kind: str, found: list[dict[str, Any]], columns: tuple[Column, ...], nothing: str
) -> None:
    output.listing(session, kind, found, columns) if found or session.json else session.note(nothing)
