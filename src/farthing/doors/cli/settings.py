"""`settings`: what a person has settled once."""

import click

from farthing.doors.cli import output, when
from farthing.doors.cli.command import Command, pass_session
from farthing.doors.cli.session import Session

HERE = "here"


@click.command(cls=Command)
@click.option("--time-zone", metavar="ZONE", help="Where your days begin, such as Europe/Berlin; or `here`.")
@click.option("--first-weekday", type=click.IntRange(1, 7), help="1 is Monday, 7 is Sunday.")
@click.option("--language", type=click.Choice(["en", "de"]), help="The language of quick add.")
@pass_session
def settings(
    session: Session, /, time_zone: str | None, first_weekday: int | None, language: str | None
) -> None:
    """Show your settings, or change those that are given."""
    if time_zone == HERE:
        time_zone = when.here()
        if time_zone is None:
            raise click.UsageError("This machine does not say which zone it is in; name it.")
    given = {"timeZone": time_zone, "firstWeekday": first_weekday, "language": language}
    change = {name: value for name, value in given.items() if value is not None}
    found = session.ask("PATCH", "/settings", change) if change else session.ask("GET", "/settings")
    if session.json:
        output.document(found)
    else:
        for name in given:
            print(f"{name}\t{found[name]}")
