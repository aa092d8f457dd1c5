"""The home on AWS: every AWS engine is named here, once. Each function opens the one door it is."""

from collections.abc import Callable, Collection, Mapping
from time import monotonic

from msgspec import Struct, json

from farthing.config import Settings, environment
from farthing.domain.ident import is_uuid
from farthing.engines.aws.client import AMAZON_ROOTS, Client
from farthing.engines.aws.credentials import from_environment
from farthing.engines.aws.errors import ServiceError
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features.tokens import Principal
from farthing.http.access import Authenticate, by_claims, by_token
from farthing.http.app import App
from farthing.http.message import Request, Response
from farthing.http.route import Door, Route

MARGIN = 0.25  # seconds left for saying that there was no answer


class Log:
    """What goes wrong, as one line of JSON each, which Lambda's log takes as it is."""

    request = ""  # Lambda's id of what is being answered

    def crash(self, error: BaseException) -> None:
        """An error that nobody foresaw. What it says may quote what people wrote, so that only its trace is
        told; but AWS's own words are."""
        from traceback import extract_tb  # nobody wants this to happen

        frames = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)
        ]
        words = f": {error}" if isinstance(error, ServiceError) else ""
        self._say("ERROR", f"{type(error).__name__}{words}", trace=frames)

    def unanswered(self, failure: BaseException) -> None:
        """A call of DynamoDB that had no answer."""
        self._say("WARN", f"DynamoDB gave no answer: {type(failure).__name__}: {failure}")

    def _say(self, level: str, message: str, **facts: object) -> None:
        print(json.encode({"level": level, "message": message, "requestId": self.request, **facts}).decode())


class Opened(Struct, frozen=True):
    """The client of the table."""

    client: Client
    log: Log

    def begin(self, milliseconds: int, request: str) -> None:
        """A request has come, with so much time left for it: whatever is asked ends before."""
        self.client.deadline = monotonic() + milliseconds / 1000 - MARGIN
        self.log.request = request


class Home(Opened, frozen=True):
    """What a function answers with."""

    app: Callable[[Request], Response]


class Following(Opened, frozen=True):
    """What a function needs that follows the changes."""

    store: DynamoStore
    clock: SystemClock


def open_gateway(routes: Collection[Route], settings: Settings) -> Home:
    """Open routes of the API, behind the gateway that takes those who signed in, on the table that the
    settings name.

    Raises:
        ValueError: credentials are missing, or the endpoint is none.
    """
    log = Log()
    client, clock = _client(settings, environment(), log), SystemClock()
    store = DynamoStore(client, settings.table, clock)
    return Home(client, log, App(routes, store, clock, by_claims, log.crash, settings.cors_origins))


def open_capture(routes: Collection[Route], settings: Settings) -> Home:
    """Open the capture door. Scripts have a token, and behind this door they find the API too, below `/api/`.

    Raises:
        ValueError: as `open_gateway`; or an open door is nobody's.
    """
    log = Log()
    client, clock = _client(settings, environment(), log), SystemClock()
    store = DynamoStore(client, settings.table, clock)

    def app(door: Door, authenticate: Authenticate) -> App:
        served = [route for route in routes if route.door == door]
        return App(served, store, clock, authenticate, log.crash, settings.cors_origins)

    api, capture = app("api", by_token(store)), app("capture", _at_door(store, settings))
    return Home(client, log, lambda request: (api if request.path.startswith("/api/") else capture)(request))


def open_following(settings: Settings) -> Following:
    """Open the table that the settings name, for following its changes.

    Raises:
        ValueError: credentials are missing, or the endpoint is none.
    """
    log = Log()
    client, clock = _client(settings, environment(), log), SystemClock()
    return Following(client, log, DynamoStore(client, settings.table, clock), clock)


def _at_door(store: DynamoStore, settings: Settings) -> Authenticate:
    """Who asks at the capture door: the holder of a token; and where the door is open, one person with none.

    What is no token of ours is a signature that AWS has checked before.
    """
    token = by_token(store)
    if not settings.open_door:
        return token
    if not is_uuid(settings.door_person):
        raise ValueError("FARTHING_DOOR_PERSON must be the id of the person whose tasks an open door keeps")
    person = Principal(settings.door_person, frozenset(("read", "write")))

    def who(request: Request) -> Principal:
        bears = request.headers.get("authorization", "").lower().startswith("bearer ")
        return token(request) if bears else person

    return who


def _client(settings: Settings, environ: Mapping[str, str], log: Log) -> Client:
    """It trusts Amazon's own authorities only, which are few to read; `AWS_CA_BUNDLE` names others."""
    url = (
        settings.endpoint
        or environ.get("AWS_ENDPOINT_URL_DYNAMODB")
        or environ.get("AWS_ENDPOINT_URL")
        or f"https://dynamodb.{settings.region}.amazonaws.com"
    )
    authorities = environ.get("AWS_CA_BUNDLE") or AMAZON_ROOTS
    return Client(
        url, settings.region, lambda: from_environment(environment()), ca_file=authorities,
        report=log.unanswered,
    )  # fmt: skip
