"""Making the index of the search anew, in every space that the person owns; the same in both homes."""

from collections.abc import Iterator

from farthing.doors.cli.exits import Failed
from farthing.doors.cli.health import Check
from farthing.doors.cli.session import Session


def reindexed(session: Session) -> Iterator[Check]:
    """One check for each space, when its index is made."""
    for space in session.each("spaces"):
        if space["role"] != "owner":
            continue
        try:
            _reindex(session, space["spaceId"])
        except Failed as failed:
            yield Check("search", "problem", f"{space['name']}: {failed.detail}", "try again")
        else:
            yield Check("search", "fixed", f"{space['name']}: its index is made anew")


def _reindex(session: Session, space: str) -> None:
    """Step by step, so that no request takes long."""
    step = {"space": space, "resume": "false"}
    while session.ask("POST", "/search/reindex", query=step)["more"]:
        step["resume"] = "true"
