"""The client of DynamoDB against a server that misbehaves."""

import threading
from binascii import crc32
from contextlib import suppress
from email.utils import formatdate
from time import monotonic, time

import pytest
from msgspec import json

from farthing.domain.errors import Unavailable
from farthing.engines.aws import client as client_module
from farthing.engines.aws.breaker import COOL_DOWN, FAILURES
from farthing.engines.aws.client import TABLES, Client, pause
from farthing.engines.aws.connection import BODY_BYTES, HEAD_BYTES
from farthing.engines.aws.credentials import Credentials
from farthing.engines.aws.errors import ServiceError
from tests.faults.scripted_server import (
    NOBODY,
    Move,
    Script,
    Turn,
    answer,
    error,
    hang,
    http,
    raw,
    reset,
    scripted,
    trickle,
    vanish,
)  # fmt: skip

ANY = json.Decoder()
MILK = {"Item": {"sk": {"S": "Milk"}}}
GOOD = http(json.encode(MILK))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The client does not pause; what it would have waited is noted."""
    noted: list[float] = []
    monkeypatch.setattr(client_module, "sleep", noted.append)
    return noted


def get(client: Client) -> object:
    return client.call("GetItem", {"Key": "T#1"}, ANY)


def tries(script: Script) -> list[int]:
    """The connection of each request."""
    return [received.connection for received in script.requests]


def test_one_connection_serves_one_call_after_the_other() -> None:
    with scripted(answer(MILK), answer({}), answer(MILK)) as (client, script):
        assert [get(client), get(client), get(client)] == [MILK, {}, MILK]
    assert tries(script) == [1, 1, 1]
    assert [received.operation for received in script.requests] == ["GetItem"] * 3


@pytest.mark.parametrize(
    "move",
    [
        raw(*(bytes([byte]) for byte in GOOD), goes_on=True),
        raw(GOOD[:-1], GOOD[-1:], goes_on=True),
        raw(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"5;name=value\r\n" + json.encode(MILK)[:5] + b"\r\n",
            b"%x\r\n" % (len(json.encode(MILK)) - 5) + json.encode(MILK)[5:] + b"\r\n0\r\nTrailer: x\r\n\r\n",
            goes_on=True,
        ),
        answer(MILK, X_Amz_Crc32=str(crc32(json.encode(MILK)))),
        raw(GOOD.replace(b"Content-Length: ", b"CONTENT-length:  "), goes_on=True),
    ],
    ids=["byte by byte", "the last byte late", "chunks", "with its checksum", "in capitals"],
)
def test_an_answer_is_understood_however_it_comes(move: Move) -> None:
    with scripted(move, answer({})) as (client, script):
        assert [get(client), get(client)] == [MILK, {}]
    assert tries(script) == [1, 1]


def test_a_connection_that_the_server_closes_is_not_used_again() -> None:
    with scripted(raw(http(b"1", Connection="close"), goes_on=True), answer(MILK)) as (client, script):
        assert [get(client), get(client)] == [1, MILK]
    assert tries(script) == [1, 2]


def test_a_connection_closed_at_rest_is_replaced_without_a_pause(pauses: list[float]) -> None:
    with scripted(raw(http(b"1")), raw(http(b"2")), answer(MILK)) as (client, script):
        assert [get(client), get(client), get(client)] == [1, 2, MILK]
    assert tries(script)[-1] == 3
    assert sum(pauses) == 0


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PASSING = {
    "closed": vanish,
    "reset": reset,
    "head cut": raw(GOOD[:20]),
    "body cut": raw(GOOD[:-5]),
    "chunks cut": raw(CHUNKED + b"5\r\n{\r\n"),
    "negative chunk": raw(CHUNKED + b"-5\r\n\r\n"),
    "long chunk": raw(CHUNKED + b"1\r\n{}\r\n0\r\n\r\n"),
    "no length": raw(OK + b"\r\n{}"),
    "no number": raw(OK + b"Content-Length: many\r\n\r\n{}"),
    "negative length": raw(OK + b"Content-Length: -1\r\n\r\n{}"),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "damaged": answer({}, X_Amz_Crc32="1"),
    "500": error("InternalServerError", 500),
    "502": raw(http(b"<html>Bad gateway</html>", 502), goes_on=True),
    "503": error("ServiceUnavailable", 503),
    "capacity": error("ProvisionedThroughputExceededException"),
    "throttled": error("ThrottlingException"),
    "too many": error("RequestLimitExceeded"),
    "conflict": error("TransactionConflictException"),
}


@pytest.mark.parametrize("move", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_tried_again(move: Move, pauses: list[float]) -> None:
    with scripted(move, answer(MILK)) as (client, script):
        assert get(client) == MILK
    assert [received.content for received in script.requests] == [b'{"Key":"T#1"}'] * 2
    assert sum(pauses) > 0


TOO_LARGE = {
    "length": OK + b"Content-Length: %d\r\n\r\n" % (BODY_BYTES + 1),
    "chunk": CHUNKED + b"%x\r\n" % (BODY_BYTES + 1),
    "chunks": CHUNKED + (b"%x\r\n%s\r\n" % (BODY_BYTES // 2, bytes(BODY_BYTES // 2))) * 2 + b"1\r\n",
    "head": OK + b"Endless: " + b"x" * HEAD_BYTES,
}


@pytest.mark.parametrize("begun", TOO_LARGE.values(), ids=TOO_LARGE)
def test_an_answer_that_is_too_large_is_not_waited_for(begun: bytes) -> None:
    def never_end(turn: Turn) -> bool:
        turn.socket.sendall(begun)
        return hang(turn)

    with scripted(never_end, answer(MILK), attempt=30, patience=5) as (client, _):
        assert get(client) == MILK


@pytest.mark.parametrize("move", [hang, trickle])
def test_a_try_that_takes_too_long_leaves_time_for_another(move: Move) -> None:
    with scripted(move, answer(MILK), attempt=0.2) as (client, script):
        assert get(client) == MILK
    assert tries(script) == [1, 2]


def test_nothing_is_read_from_the_answer_to_an_earlier_try() -> None:
    def late(turn: Turn) -> bool:
        turn.socket.sendall(http(b'"late"')[:30])
        turn.over.wait()
        return False

    with scripted(late, answer(MILK), answer({}), attempt=0.2) as (client, _):
        assert [get(client), get(client)] == [MILK, {}]


@pytest.mark.parametrize(
    "move",
    [
        error("AccessDeniedException"),
        error("ValidationException"),
        error("ResourceNotFoundException"),
        error("ConditionalCheckFailedException"),
    ],
)
def test_what_cannot_pass_is_said_at_once(move: Move) -> None:
    refused = pytest.raises(ServiceError, match=r"^\w+: because$")
    with scripted(move) as (client, script), refused as raised:
        get(client)
    assert len(script.requests) == 1
    assert not raised.value.repeated


def test_an_error_that_is_not_of_dynamodb_is_told_by_its_status() -> None:
    html = raw(http(b"<html>Not here</html>", 404))
    with scripted(html) as (client, _), pytest.raises(ServiceError) as raised:
        get(client)
    assert raised.value.code == "HTTP 404"


def test_an_error_tells_whether_an_earlier_try_may_have_been_carried_out(pauses: list[float]) -> None:
    refused = error("ConditionalCheckFailedException")
    moves = {
        "lost": vanish,
        "failed": error("InternalServerError", 500),
        "held back": error("ThrottlingException"),
    }
    told = {}
    for name, move in moves.items():
        with scripted(move, refused) as (client, _), pytest.raises(ServiceError) as raised:
            get(client)
        told[name] = raised.value.repeated
    assert told == {"lost": True, "failed": True, "held back": False}
    assert len(pauses) == 3


def test_every_call_ends_by_its_deadline() -> None:
    with scripted(*[error("ThrottlingException")] * 100) as (client, script):
        client.deadline = monotonic() + 0.3
        with pytest.raises(Unavailable, match="no answer in time") as raised:
            get(client)
    assert isinstance(raised.value.__cause__, ServiceError)
    assert 1 <= len(script.requests) < 100


def test_a_call_that_hangs_ends_by_its_deadline() -> None:
    with scripted(hang) as (client, _):
        client.deadline = monotonic() + 0.1
        with pytest.raises(Unavailable):
            get(client)


def test_no_call_takes_longer_than_the_clients_patience() -> None:
    with scripted(*[vanish] * 100, patience=0.2) as (client, _), pytest.raises(Unavailable):
        get(client)


def test_nothing_is_sent_after_the_deadline() -> None:
    with scripted(answer(MILK), answer(MILK)) as (client, script):
        client.deadline = monotonic() - 1
        with pytest.raises(Unavailable):
            get(client)
        assert script.requests == []


def test_nothing_listening_is_unavailable() -> None:
    with scripted() as (client, _):
        pass
    client.deadline = monotonic() + 0.2
    with pytest.raises(Unavailable):
        get(client)


def test_pauses_grow_and_are_anything_up_to_their_bound() -> None:
    assert [pause(failures, 1.0) for failures in (1, 2, 3, 4, 5, 6, 60)] == [0.05, 0.1, 0.2, 0.4, 0.8, 1, 1]
    assert pause(3, 0.0) == 0
    assert pause(3, 0.25) == pytest.approx(0.05)


def test_pauses_differ(pauses: list[float]) -> None:
    with scripted(*[error("ThrottlingException")] * 20, answer(MILK)) as (client, _):
        get(client)
    assert len(set(pauses)) == 20


def test_a_clock_that_is_off_is_corrected_once_and_for_all(pauses: list[float]) -> None:
    ahead = 3600.0
    date = formatdate(time() + ahead, usegmt=True)
    with scripted(
        error("InvalidSignatureException", headers={"Date": date}), answer(MILK), answer({})
    ) as (client, script):  # fmt: skip
        assert [get(client), get(client)] == [MILK, {}]
    before, *after = [received.headers["x-amz-date"] for received in script.requests]
    assert all(before[:13] < stamp[:13] for stamp in after)  # the hour
    assert sum(pauses) == 0


def test_a_signature_that_is_wrong_at_the_right_time_is_said() -> None:
    wrong = error("InvalidSignatureException", headers={"Date": formatdate(usegmt=True)})
    with scripted(wrong, wrong) as (client, script), pytest.raises(ServiceError, match="InvalidSignature"):
        get(client)
    assert len(script.requests) == 2


def test_expired_credentials_are_read_again_once(pauses: list[float]) -> None:
    given = iter([NOBODY, Credentials("AKIANEW", "new", "fresh")])
    expired = error("ExpiredTokenException")
    with scripted(expired, answer(MILK), credentials=lambda: next(given)) as (client, script):
        assert get(client) == MILK
    tokens = [received.headers["x-amz-security-token"] for received in script.requests]
    assert tokens == ["session", "fresh"]
    assert sum(pauses) == 0
    with scripted(expired, expired) as (client, script), pytest.raises(ServiceError, match="ExpiredToken"):
        get(client)
    assert len(script.requests) == 2


FAILING = [vanish, reset, error("InternalServerError", 500), answer(status=503), raw(GOOD[:-1])]


def test_a_service_that_keeps_failing_is_left_alone_until_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    now, told = monotonic(), list[BaseException]()
    monkeypatch.setattr(client_module, "sleep", lambda _: None)
    monkeypatch.setattr(client_module, "monotonic", lambda: now)
    moves = (FAILING * FAILURES)[:FAILURES]
    with scripted(*moves, vanish, answer(MILK), answer({}), report=told.append) as (client, script):

        def refused(requests: int) -> None:
            with pytest.raises(Unavailable):
                get(client)
            assert len(script.requests) == requests

        refused(FAILURES)
        refused(FAILURES)  # at once: nothing is sent
        now += COOL_DOWN
        refused(FAILURES + 1)  # one probe, which fails
        refused(FAILURES + 1)
        now += COOL_DOWN
        assert [get(client), get(client)] == [MILK, {}]
    assert len(told) == 2, "those who are refused at once have nothing new to tell"


def test_nobody_waits_for_a_service_that_is_left_alone(pauses: list[float]) -> None:
    with scripted(*[vanish] * (FAILURES + 1)) as (client, script), pytest.raises(Unavailable):
        get(client)
    assert (len(pauses), len(script.requests)) == (FAILURES - 1, FAILURES)


@pytest.mark.parametrize("move", [error("ThrottlingException"), error("ConditionalCheckFailedException")])
def test_a_service_that_refuses_is_there(monkeypatch: pytest.MonkeyPatch, move: Move) -> None:
    monkeypatch.setattr(client_module, "sleep", lambda _: None)
    almost = [vanish] * (FAILURES - 1)
    with scripted(*almost, move, *almost, answer(MILK), answer(MILK)) as (client, _):
        with suppress(ServiceError):
            get(client)
        assert get(client) == MILK


def test_connections_closed_at_rest_do_not_count(pauses: list[float]) -> None:
    rounds = FAILURES + 1
    with scripted(*[raw(GOOD)] * 2 * rounds) as (client, _):
        assert [get(client) for _ in range(rounds)] == [MILK] * rounds
    assert pauses.count(0) == len(pauses)


def test_who_watches_is_told_of_each_call_once(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    told: list[tuple[str, str, object]] = []
    monkeypatch.setattr(Client, "watch", lambda *call: told.append(call))
    with scripted(vanish, answer(MILK)) as (client, _):
        get(client)
    assert told == [(TABLES, "GetItem", {"Key": "T#1"})]
    assert len(pauses) == 1


def test_many_threads_each_get_their_own_answer() -> None:
    def echo(turn: Turn) -> bool:
        turn.socket.sendall(http(turn.received.content))
        return True

    def ask(number: int) -> None:
        for _ in range(10):
            assert client.call("GetItem", {"Key": number}, ANY) == {"Key": number}
        served.append(number)

    served: list[int] = []
    with scripted(*[echo] * 80) as (client, _):
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(served) == list(range(8))
