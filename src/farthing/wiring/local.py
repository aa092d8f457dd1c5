"""The home on one machine: every local engine is named here, once."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from traceback import print_exception
from typing import Literal

from msgspec import Struct

from farthing.config import Settings
from farthing.engines.clock.system import SystemClock
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.passwords.argon2 import Argon2Passwords
from farthing.engines.store.sqlite import SqliteStore
from farthing.features import accounts, keys, registration
from farthing.features.accounts import Accounts, Audit
from farthing.features.follow import PATIENT, PROMPT, Follower
from farthing.http.access import by_token, by_token_or_owner
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.app import App
from farthing.http.session_access import by_persons_token, by_session

DATABASE = "farthing.db"
SignIn = Literal["off", "open", "invite", "closed"]
Report = Callable[[BaseException], None]


class Home(Struct, frozen=True):
    """The two doors, and what stands behind them. `bypassed`: people have accounts, but nobody signs in."""

    api: App
    capture: App
    store: SqliteStore
    clock: SystemClock
    accounts: Accounts | None
    feed: SqliteFeed
    follower: Follower
    indexer: Follower
    bypassed: bool

    @property
    def sign_in(self) -> SignIn:
        """Who may register; `off` where nobody signs in."""
        return self.accounts.registration if self.accounts is not None else "off"

    @property
    def committed(self) -> Event:
        """Set after every commit of this process, for whoever then catches up and clears it."""
        return self.store.committed

    def catch_up(self, going_on: Callable[[], bool] = lambda: True) -> bool:
        """As `Follower.catch_up`, of all that follows changes."""
        return self.follower.catch_up(going_on) and self.indexer.catch_up(going_on)

    def set_up_code(self) -> str | None:
        """A new code that makes the first account; None where there is one, or people have none here."""
        return registration.offer(self.accounts) if self.accounts is not None else None

    def close(self) -> None:
        """Let go of the files; nothing may be asked afterwards."""
        self.feed.close()
        self.store.close()


def open_home(
    settings: Settings, report: Report = print_exception, audit: Audit = lambda _event, _user: None
) -> Home:
    """Open the data folder, which is made where it is not there; errors nobody foresaw go to `report`, what
    happens to accounts goes to `audit`.

    Raises:
        FarthingError: says in one sentence what is wrong with the folder or the data.
    """
    folder = Path(settings.data)
    clock = SystemClock()
    store = SqliteStore(folder / DATABASE, clock)
    clock.never_before(store.last_changed())
    feed = SqliteFeed(folder / DATABASE)
    follower = Follower(store, feed, clock, report, PROMPT)
    indexer = Follower(store, feed, clock, report, PATIENT, keys.SEARCH)
    api = [route for route in LOCAL_ROUTES if route.door == "api"]
    door = [route for route in LOCAL_ROUTES if route.door == "capture"]
    people, owner = None, by_token_or_owner(store, accounts.owners_name(store))
    person, token = owner, by_token(store)
    known = accounts.anybody(store)
    sign_in = settings.accounts
    if sign_in == "auto":
        sign_in = "closed" if known else "off"
    if sign_in != "off":
        people = Accounts(store, clock, Argon2Passwords(), sign_in, audit)
        person, token = by_session(people), by_persons_token(people)
    at_door = owner if settings.open_door else token
    origins = settings.cors_origins
    return Home(
        api=App(
            api, store, clock, person, report, origins,
            accounts=people, secure=settings.https, catch_up=follower.catch_up,
        ),
        capture=App(door, store, clock, at_door, report, origins),
        store=store,
        clock=clock,
        accounts=people,
        feed=feed,
        follower=follower,
        indexer=indexer,
        bypassed=known and people is None,
    )  # fmt: skip
