"""Row S1: items, any small JSON documents beside the tasks."""

import pytest

from tests.api.client import Client


def test_an_item_is_put_read_listed_and_deleted(api: Client) -> None:
    assert api("PUT", "/items", {"id": "mug", "price": 5}).status == 201
    assert api("PUT", "/items", {"id": "mug", "price": 6}).status == 200
    answer = api("GET", "/items/mug")
    assert (answer.json, answer.headers["etag"]) == ({"id": "mug", "price": 6}, '"2"')
    assert api.ok("GET", "/items") == {"items": [{"id": "mug", "price": 6}], "next": None}
    assert api("DELETE", "/items/mug").status == 204
    assert api("GET", "/items/mug").status == 404
    assert api.ok("GET", "/items")["items"] == []
    assert api.ok("PUT", "/items", {"id": "mug", "price": 7}) == {"id": "mug", "price": 7}


def test_a_document_comes_back_byte_for_byte(api: Client) -> None:
    document = b'{"id":"n", "big": 123456789012345678901234567890.10, "e": 1e-400, "u": "\\u00e4\xc3\xa4"}'
    api.ok("PUT", "/items", document)
    assert api("GET", "/items/n").body == document


def test_the_401st_kilobyte_is_refused_before_the_store(api: Client) -> None:
    fits = b'{"id":"big","x":"' + b"x" * (400_000 - 19) + b'"}'
    assert len(fits) == 400_000
    assert api("PUT", "/items", fits).status == 201
    assert api("GET", "/items/big").body == fits
    over = api("PUT", "/items", b'{"id":"big","x":"' + b"y" * (400_000 - 18) + b'"}')
    assert (over.status, over.json["code"]) == (413, "too_large")
    assert api("GET", "/items/big").body == fits


@pytest.mark.parametrize(
    "document",
    [{}, {"id": 7}, {"id": ""}, {"id": "a b"}, {"id": "a/b"}, {"id": ".."}, {"id": "x" * 129}, ["id"], "id"],
)
def test_an_item_needs_an_id_that_fits_into_an_address(api: Client, document: object) -> None:
    assert api("PUT", "/items", document).status == 422


@pytest.mark.parametrize(
    "document",
    [b'{"id":"x","d":' + b"[" * 50_000 + b"]" * 50_000 + b"}", b'{"id":"x","d":"\xff"}', b'{"id":"x"'],
    ids=["deep", "no UTF-8", "cut short"],
)  # fmt: skip
def test_what_no_reader_can_take_in_is_refused(api: Client, document: bytes) -> None:
    assert api("PUT", "/items", document).status in (400, 422)
    assert api("GET", "/items/x").status == 404


def test_if_match_guards_an_item(api: Client) -> None:
    api.ok("PUT", "/items", {"id": "a", "n": 1})
    assert api("PUT", "/items", {"id": "a", "n": 2}, if_match='"2"').status == 412
    assert api("PUT", "/items", {"id": "a", "n": 2}, if_none_match="*").status == 412
    assert api.ok("PUT", "/items", {"id": "a", "n": 2}, if_match='"1"') == {"id": "a", "n": 2}
