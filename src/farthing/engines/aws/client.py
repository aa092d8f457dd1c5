"""Asking DynamoDB: signed, tried again where that may help, and ended by a deadline."""

import os
from binascii import crc32
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import inf
from time import monotonic, sleep, time
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from msgspec import json

from farthing.domain.errors import Unavailable
from farthing.engines.aws.breaker import Breaker
from farthing.engines.aws.connection import Answer, Connection, endpoint
from farthing.engines.aws.credentials import Credentials
from farthing.engines.aws.errors import Failure, NoAnswer, ServiceError, Stale
from farthing.engines.aws.sigv4 import authorization, timestamp

if TYPE_CHECKING:
    from ssl import SSLContext

TABLES: Final = "DynamoDB_20120810"
STREAMS: Final = "DynamoDBStreams_20120810"
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 1.0
AMAZON_ROOTS: Final = os.path.join(os.path.dirname(__file__), "amazon-roots.pem")
_EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException"})
_UNTIMELY: Final = frozenset({"InvalidSignatureException", "RequestExpired", "RequestTimeTooSkewed"})

Meter = Callable[[str, Any], None]
Watch = Callable[[str, str, Mapping[str, Any]], None]
Report = Callable[[BaseException], None]
Decoded = TypeVar("Decoded")
_encode = json.Encoder().encode


class Client:
    """One service of AWS in one region. It may be used from several threads.

    `deadline` is the moment of `monotonic` at which every call ends, answered or not: whoever takes in a
    request sets it. A call also ends after `patience` seconds, and each of its tries after `attempt`
    seconds, so that one which hangs leaves time for another.

    When many tries in a row found no service that works, calls are refused at once for a while (`Breaker`).
    Throttling does not count: a service that throttles is there.

    `ca_file` names the certificates to trust instead of the system's. `report` is told what ended a call
    without an answer, since whoever asked is not told why. `meter` is told the name of each operation and
    what capacity it consumed. `watch`, one for all clients, is told of each call before it is
    sent: the service, the operation and the request.
    """

    watch: ClassVar[Watch | None] = None

    def __init__(
        self,
        url: str,
        region: str,
        credentials: Callable[[], Credentials],
        *,
        service: str = TABLES,
        ca_file: str | None = None,
        report: Report = lambda _failure: None,
        meter: Meter | None = None,
        patience: float = 10.0,
        attempt: float = 1.0,
    ) -> None:
        self.deadline = inf
        self._endpoint = endpoint(url)
        self._tls = _trust(ca_file) if self._endpoint.tls else None
        self._region, self._service = region, service
        self._read_credentials = credentials
        self._credentials = credentials()
        self._report = report
        self._meter = meter
        self._breaker = Breaker(monotonic)
        self._patience, self._attempt = patience, attempt
        self._ahead = 0.0  # seconds by which AWS's clock is ahead of ours
        self._resting: list[Connection] = []

    def call(self, operation: str, request: Mapping[str, Any], answer: json.Decoder[Decoded]) -> Decoded:
        """What an operation answers, decoded.

        Raises:
            ServiceError: AWS refused, and asking again would not help.
            Unavailable: there was no answer in time, or from somebody who did not prove to be AWS, or there
                has been none for so long that nobody was asked; what was asked may have been done, or not.
        """
        if Client.watch is not None:
            Client.watch(self._service, operation, request)
        if self._meter is None:
            return answer.decode(self._persist(operation, _encode(request)))
        content = self._persist(operation, _encode({**request, "ReturnConsumedCapacity": "INDEXES"}))
        self._meter(operation, json.decode(content).get("ConsumedCapacity"))
        return answer.decode(content)

    def close(self) -> None:
        """Close the connections at rest."""
        while self._resting:
            self._resting.pop().close()

    def _persist(self, operation: str, body: bytes) -> bytes:
        """Try until there is an answer, or no use in another try."""
        until = min(self.deadline, monotonic() + self._patience)
        cause, failures, repeated, mended = None, 0, False, set[str]()
        while self._breaker.passes():
            try:
                answer = self._try(operation, body, min(until, monotonic() + self._attempt))
                self._breaker.succeeded()
                return answer
            except Failure as failure:
                self._count(failure)
                failure.repeated, repeated = repeated, repeated or failure.maybe_done
                cause, wait = failure, 0.0
                if not self._mend(failure, mended):
                    if isinstance(failure, ServiceError) and not failure.passing:
                        raise
                    failures += 1
                    chance = int.from_bytes(os.urandom(4)) / 2**32
                    wait = pause(failures, chance) if failure.passing else inf
                if self._breaker.open or monotonic() + wait >= until:
                    break
            sleep(wait)
        if cause is not None:
            self._report(cause)
        raise Unavailable("the store gave no answer in time; try again in a moment") from cause

    def _count(self, failure: Failure) -> None:
        """For the breaker: was the service there? A connection that had rested says nothing of that."""
        if isinstance(failure, ServiceError) and not failure.maybe_done:
            self._breaker.succeeded()
        elif not isinstance(failure, Stale):
            self._breaker.failed()

    def _try(self, operation: str, body: bytes, until: float) -> bytes:
        answer = self._exchange(self._message(operation, body), until)
        checksum = answer.headers.get("x-amz-crc32")
        if checksum is not None and checksum != str(crc32(answer.body)):
            raise NoAnswer("the answer was damaged on its way")
        if answer.status != 200:
            raise ServiceError(answer.status, answer.body, answer.headers.get("date", ""))
        return answer.body

    def _exchange(self, message: bytes, until: float) -> Answer:
        """On a connection at rest, or a new one; it rests again if the server lets it."""
        connection = self._rested() or Connection(self._endpoint, self._tls, until)
        try:
            return connection.exchange(message, until)
        finally:
            if connection.reusable:
                self._resting.append(connection)
            else:
                connection.close()

    def _rested(self) -> Connection | None:
        with suppress(IndexError):
            return self._resting.pop()
        return None

    def _message(self, operation: str, body: bytes) -> bytes:
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "host": self._endpoint.authority,
            "x-amz-date": timestamp(time() + self._ahead),
            "x-amz-target": f"{self._service}.{operation}",
        }
        credentials = self._credentials
        if credentials.session_token is not None:
            headers["x-amz-security-token"] = credentials.session_token
        headers["authorization"] = authorization(credentials, self._region, "dynamodb", headers, body)
        lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
        return f"POST / HTTP/1.1\r\n{lines}content-length: {len(body)}\r\n\r\n".encode() + body

    def _mend(self, failure: Failure, mended: set[str]) -> bool:
        """Whether the failure had a cause that is gone now, so that the next try need not wait.

        What was mended once in a call, and fails again for it, is not.
        """
        if isinstance(failure, Stale):
            return True
        if not isinstance(failure, ServiceError) or failure.code in mended:
            return False
        mended.add(failure.code)
        if failure.code in _EXPIRED:
            self._credentials = self._read_credentials()
            return True
        if failure.code in _UNTIMELY and failure.date:
            self._ahead = _unix_time(failure.date) - time()
            return True
        return False


def pause(failures: int, chance: float) -> float:
    """Seconds to wait after so many failures in a row; `chance` is from 0 to 1 ("full jitter")."""
    return chance * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (failures - 1))


def _unix_time(date: str) -> float:
    from email.utils import parsedate_to_datetime  # much to load for what hardly ever happens

    return parsedate_to_datetime(date).timestamp()


def _trust(ca_file: str | None) -> "SSLContext":
    from ssl import create_default_context  # much to load: only where it is needed

    return create_default_context(cafile=ca_file)
