"""The home on AWS: every AWS engine is named here, once. Each function opens the one door it is."""

from time import monotonic

from msgspec import Struct

from farthing.config import Settings, environment
from farthing.engines.aws.client import Client
from farthing.engines.aws.credentials import from_environment
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.http.access import by_claims, by_token
from farthing.http.app import App
from farthing.http.route import Door
from farthing.http.routes import ROUTES

MARGIN = 0.25  # seconds left for saying that there was no answer


class Home(Struct, frozen=True):
    """One door, and the client of the table behind it."""

    app: App
    client: Client

    def begin(self, milliseconds: int) -> None:
        """A request has come, with so much time left for it: whatever is asked ends before."""
        self.client.deadline = monotonic() + milliseconds / 1000 - MARGIN


def open_home(door: Door, settings: Settings) -> Home:
    """Open one door on the table that the settings name.

    Raises:
        ValueError: credentials are missing, or the endpoint is none.
    """
    url = settings.endpoint or f"https://dynamodb.{settings.region}.amazonaws.com"
    client = Client(url, settings.region, lambda: from_environment(environment()))
    clock = SystemClock()
    store = DynamoStore(client, settings.table, clock)
    routes = [route for route in ROUTES if route.door == door and "aws" in route.homes]
    authenticate = by_claims if door == "api" else by_token(store)
    return Home(App(routes, store, clock, authenticate, _report, settings.cors_origins), client)


def _report(error: BaseException) -> None:
    from traceback import print_exception  # standard error is the function's log

    print_exception(error)
