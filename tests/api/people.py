"""One machine whose people have accounts, on a clock that moves when told; and browsers of theirs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
from argon2 import Parameters, Type

from farthing.domain.account import Registration
from farthing.engines.passwords.argon2 import Argon2Passwords
from farthing.engines.store.sqlite import SqliteStore
from farthing.features import registration
from farthing.features.accounts import Accounts
from farthing.features.ports import Store
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.app import App
from farthing.http.session_access import by_session
from tests.api.client import Answer, Client
from tests.contract.engines import ManualClock

CHEAP = Parameters(
    type=Type.ID, version=19, salt_len=16, hash_len=32, time_cost=1, memory_cost=8, parallelism=1
)
PASSWORD = "correct horse battery"
ADA, BOB = "ada@example.org", "bob@example.org"


def fail(error: BaseException) -> None:
    raise error


@dataclass
class Browser:
    """Keeps the cookie that it is given, and sends it."""

    app: App
    cookie: str = ""

    def __call__(self, method: str, target: str, body: Any = None, **headers: str) -> Answer:
        if self.cookie:
            headers = {"cookie": f"other=1; {self.cookie}", **headers}
        answer = Client(self.app)(method, target, body, **headers)
        if "set-cookie" in answer.headers:
            pair, _, attributes = answer.headers["set-cookie"].partition("; ")
            self.cookie = "" if "Max-Age=0" in attributes else pair
        return answer

    def register(self, email: str, invitation: str | None = None, password: str = PASSWORD) -> Answer:
        wanted = {"email": email, "password": password, "name": email.partition("@")[0]}
        return self("POST", "/accounts", wanted | ({"invitation": invitation} if invitation else {}))

    def sign_in(self, email: str, password: str = PASSWORD, code: str | None = None) -> Answer:
        given = {"email": email, "password": password}
        return self("POST", "/session", given | ({"code": code} if code else {}))

    @property
    def person(self) -> Any:
        answer = self("GET", "/session")
        assert answer.status == 200, answer
        return answer.json["person"]


@dataclass
class Machine:
    people: Accounts
    clock: ManualClock
    app: App
    said: list[tuple[str, str]] = field(default_factory=list)

    def browser(self) -> Browser:
        return Browser(self.app)

    def signed_in(self, email: str) -> Browser:
        browser = self.browser()
        answer = browser.sign_in(email)
        assert answer.status == 200, answer
        return browser

    def set_up(self) -> Browser:
        """The browser of Ada, whose machine it is."""
        browser = self.browser()
        answer = browser.register(ADA, registration.offer(self.people))
        assert answer.status == 201, answer
        return browser

    def joined(self, email: str = BOB) -> Browser:
        """The browser of somebody who has registered."""
        browser = self.browser()
        assert browser.register(email).status == 201
        return browser

    def code(self, secret: str, later: int = 0) -> str:
        """What an authenticator shows now, or so many seconds later."""
        return pyotp.TOTP(secret).at(self.clock.now() // 1000 + later)

    def with_second_factor(self, browser: Browser) -> str:
        """The secret of the second factor that this person has now."""
        secret: str = browser("POST", "/account/totp", {"password": PASSWORD}).json["secret"]
        assert browser("PUT", "/account/totp", {"code": self.code(secret, -30)}).status == 204
        return secret


def machine_on(
    store: Store, clock: ManualClock, mode: Registration = "open", *, secure: bool = False
) -> Machine:
    """A machine on this store."""
    said: list[tuple[str, str]] = []
    people = Accounts(
        store, clock, Argon2Passwords(CHEAP), mode, lambda event, user: said.append((event, user))
    )
    api = [route for route in LOCAL_ROUTES if route.door == "api"]
    app = App(api, store, clock, by_session(people), fail, accounts=people, secure=secure)
    return Machine(people, clock, app, said)


@contextmanager
def machine(folder: Path, mode: Registration = "open", *, secure: bool = False) -> Iterator[Machine]:
    """A machine in an empty folder."""
    clock = ManualClock(time.time_ns() // 1_000_000)
    store = SqliteStore(folder / "farthing.db", clock)
    try:
        yield machine_on(store, clock, mode, secure=secure)
    finally:
        store.close()
