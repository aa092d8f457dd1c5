"""Requests out of bytes, however those are cut."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.doors.local.limits import Limits
from farthing.doors.local.reading import Reader, Received, Refused
from farthing.http.message import Request

LIMITS = Limits(body_bytes=100, head_bytes=400, head_fields=5)
STREAM = (
    b"GET /tasks?limit=2&q=%20 HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nx-two: 2\r\n\r\n"
    b"POST /tasks%2F%C3%A4 HTTP/1.1\r\nHost: b\r\nContent-Length: 5\r\n\r\nhello"
    b"PUT /items HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nHost: late\r\n\r\n"
    b"\r\nHEAD / HTTP/1.1\r\nHost: c\r\nConnection: close\r\n\r\n"
)
REQUESTS = [
    Request("GET", "/tasks", "limit=2&q=%20", {"host": "a", "x-two": "1, 2"}),
    Request("POST", "/tasks/ä", "", {"host": "b", "content-length": "5"}, b"hello"),
    Request("PUT", "/items", "", {"transfer-encoding": "chunked"}, b"abcde"),
    Request("GET", "/", "", {"host": "c", "connection": "close"}),
]


def read(*pieces: bytes, limits: Limits = LIMITS) -> list[Received]:
    received: list[Received] = []
    reader = Reader(limits, received.append, lambda: None)
    for piece in pieces:
        reader.feed(piece)
    return received


def refusal(*pieces: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(*pieces)
    return caught.value.code


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_where_the_bytes_are_cut_does_not_matter(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    received = read(*(STREAM[start:end] for start, end in pairwise(places)))
    assert [each.request for each in received] == REQUESTS
    assert [each.head_only for each in received] == [False, False, False, True]
    assert [each.keep_alive for each in received] == [True, True, True, False]


def test_many_requests_are_not_one_large_head() -> None:
    one = b"GET /tasks HTTP/1.1\r\nHost: a\r\n\r\n"
    stream = one * 100
    assert len(read(*(stream[at : at + 333] for at in range(0, len(stream), 333)))) == 100


@given(noise=st.binary(max_size=300))
def test_noise_is_read_or_refused_and_nothing_else(noise: bytes) -> None:
    with suppress(Refused):
        read(noise)


@pytest.mark.parametrize(
    "target",
    [b"/%", b"/%4", b"/%zz", b"/%ff", b"/\xff", b"/%ED%A0%80", b"*", b"http://evil.example/", b"/a?\xe4"],
)
def test_addresses_that_cannot_be_read_are_malformed(target: bytes) -> None:
    assert refusal(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\n\r\n") == "malformed"


@pytest.mark.parametrize(
    "request_",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\nHost: a\n\n",
        b"GET / HTTP/1.1\r\nX: a\0b\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: yes\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: upgrade\r\nContent-Length: 1\r\n\r\nx",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_is_malformed(request_: bytes) -> None:
    assert refusal(request_) == "malformed"


def test_an_upgrade_is_passed_over_and_ends_the_connection() -> None:
    (received,) = read(b"GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\nPRI *")
    assert received.request.path == "/"
    assert not received.keep_alive


@pytest.mark.parametrize(("version", "kept"), [(b"1.1", True), (b"1.0", False)])
def test_connections_are_kept_since_http_1_1(version: bytes, kept: bool) -> None:
    (received,) = read(b"GET / HTTP/" + version + b"\r\nConnection: keep-alive\r\n\r\n")
    assert received.keep_alive is kept


def test_the_bounds_themselves_are_let_in() -> None:
    fields = b"".join(b"X-%d: 1\r\n" % number for number in range(LIMITS.head_fields - 1))
    length = b"Content-Length: %d\r\n\r\n" % LIMITS.body_bytes
    (received,) = read(b"POST / HTTP/1.1\r\n" + fields + length + b"b" * LIMITS.body_bytes)
    assert len(received.request.body) == LIMITS.body_bytes


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 400,
        b"GET / HTTP/1.1\r\nX: " + b"a" * 400,
        b"GET / HTTP/1.1\r\n" + b"a" * 500,
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 6,
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 90) for n in range(5)),
    ],
)
def test_heads_over_the_bound_are_refused_before_they_end(head: bytes) -> None:
    assert (
        refusal(*(head[at : at + 50] for at in range(0, len(head), 50)), b"\r\nY: z\r\n")
        == "headers_too_large"
    )


@pytest.mark.parametrize(
    "request_",
    [
        b"POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 101,
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + b"a" * 101,
    ],
)
def test_bodies_over_the_bound_are_refused_before_they_end(request_: bytes) -> None:
    assert refusal(request_) == "too_large"


def test_trailers_count_as_headers() -> None:
    begin = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    assert refusal(begin + b"X: a\r\n" * 6 + b"\r\n") == "headers_too_large"


def test_who_waits_for_leave_is_told_to_go_on_unless_it_is_too_much() -> None:
    told: list[bool] = []
    expecting = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    Reader(LIMITS, lambda _: None, lambda: told.append(True)).feed(expecting % 5)
    assert told == [True]
    assert refusal(expecting % 101) == "too_large"
