"""Values of Python and of DynamoDB, held to what boto3 makes of them."""

from base64 import b64encode
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from farthing.engines.aws.attributes import decode, encode

ints = st.integers(-(10**38) + 1, 10**38 - 1)
decimals = st.decimals(-(10**20), 10**20, places=15) | ints.map(Decimal)
numbers = ints | decimals
scalars = st.none() | st.booleans() | numbers | st.text() | st.binary()
sets = st.one_of(*(st.sets(members, min_size=1) for members in (ints, decimals, st.text(), st.binary())))
values = st.recursive(
    scalars | sets, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


def on_the_wire(attribute: Any) -> Any:
    """What botocore makes of an attribute value of boto3: binary as base64. Sets come in any order."""
    ((kind, held),) = attribute.items()
    if kind == "B":
        return {"B": b64encode(held).decode()}
    if kind == "BS":
        return {"BS": sorted(b64encode(member).decode() for member in held)}
    if kind == "L":
        return {"L": [on_the_wire(member) for member in held]}
    if kind == "M":
        return {"M": {name: on_the_wire(member) for name, member in held.items()}}
    return {kind: sorted(held) if kind in ("SS", "NS") else held}


def in_order(attribute: Any) -> Any:
    ((kind, held),) = attribute.items()
    if kind == "L":
        return {"L": [in_order(member) for member in held]}
    if kind == "M":
        return {"M": {name: in_order(member) for name, member in held.items()}}
    return {kind: sorted(held) if kind in ("SS", "NS", "BS") else held}


@given(values)
def test_values_are_encoded_as_boto3_encodes_them(value: Any) -> None:
    assert in_order(encode(value)) == on_the_wire(TypeSerializer().serialize(value))


@given(values)
def test_what_is_encoded_is_decoded_again_through_json(value: Any) -> None:
    assert decode(json.decode(json.encode(encode(value)))) == value


@given(values)
def test_what_boto3_encodes_is_decoded_as_boto3_decodes_it(value: Any) -> None:
    theirs = TypeSerializer().serialize(value)
    assert decode(on_the_wire(theirs)) == plain(TypeDeserializer().deserialize(theirs))


def plain(value: Any) -> Any:
    """What boto3 decodes, without its wrapper of binary."""
    if isinstance(value, Binary):
        return value.value
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, set):
        return {plain(member) for member in value}
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    return value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12345678901234567890123456789012345678", 12345678901234567890123456789012345678),
        ("0.1", Decimal("0.1")),
        ("1.50", Decimal("1.5")),
        ("1E+2", 100),
        ("-7.000", -7),
    ],
)
def test_numbers_are_exact_and_whole_where_they_can_be(text: str, number: int | Decimal) -> None:
    found = decode({"N": text})
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    "value",
    [1.5, object(), set(), {"a", 1}, {True}, {1: "a"}.keys(), [1.5]],
    ids=["float", "object", "empty set", "mixed set", "set of a bool", "keys", "float in a list"],
)
def test_what_dynamodb_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("value", [10**38, Decimal("NaN"), Decimal("-Infinity"), Decimal(f"1.{'1' * 38}")])
def test_numbers_that_dynamodb_would_not_keep_are_refused(value: int | Decimal) -> None:
    with pytest.raises(ValueError, match="at most 38 digits"):
        encode(value)


def test_an_attribute_value_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="'X'"):
        decode({"X": "x"})
