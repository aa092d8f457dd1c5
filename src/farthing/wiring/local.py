"""The home on one machine: every local engine is named here, once."""

from collections.abc import Callable
from pathlib import Path
from traceback import print_exception

from msgspec import Struct

from farthing.config import Settings
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.http.access import by_token, by_token_or_owner
from farthing.http.app import App
from farthing.http.routes import ROUTES

DATABASE = "farthing.db"
Report = Callable[[BaseException], None]


class Home(Struct, frozen=True):
    """The two doors, and what stands behind them."""

    api: App
    capture: App
    store: SqliteStore
    clock: SystemClock

    def close(self) -> None:
        """Let go of the files; nothing may be asked afterwards."""
        self.store.close()


def open_home(settings: Settings, report: Report = print_exception) -> Home:
    """Open the data folder, which is made where it is not there; errors nobody foresaw go to `report`.

    Raises:
        FarthingError: says in one sentence what is wrong with the folder or the data.
    """
    folder = Path(settings.data)
    clock = SystemClock()
    store = SqliteStore(folder / DATABASE, clock)
    clock.never_before(store.last_changed())
    here = [route for route in ROUTES if "local" in route.homes]
    api = [route for route in here if route.door == "api"]
    door = [route for route in here if route.door == "capture"]
    owner, token = by_token_or_owner(store), by_token(store)
    return Home(
        api=App(api, store, clock, owner, report, settings.cors_origins),
        capture=App(
            door, store, clock, owner if settings.open_door else token, report, settings.cors_origins
        ),
        store=store,
        clock=clock,
    )
