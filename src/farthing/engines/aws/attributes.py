"""Values of Python and of DynamoDB.

| Python | DynamoDB |
|---|---|
| str, bytes, bool, None | S, B (base64), BOOL, NULL |
| int, Decimal | N, a decimal text: exact, so a float is refused |
| list or tuple, dict | L, M |
| set or frozenset of str, of numbers, of bytes | SS, NS, BS |

Back again a number is an int where it is whole, and a Decimal where not; sequences are lists.
"""

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

DIGITS: Final = 38
_TOO_LARGE: Final = 10**DIGITS
Attribute = dict[str, Any]


def encode(value: object) -> Attribute:
    """The attribute value that holds a value, as it is in JSON.

    Raises:
        TypeError: DynamoDB has no such thing: a float, a set that is empty or of several kinds.
        ValueError: a number that is infinite, not a number, or of more than 38 digits.
    """
    encoder = _ENCODERS.get(type(value))
    if encoder is None:
        raise TypeError(f"DynamoDB has no attribute value for {type(value).__name__}")
    return encoder(value)


def decode(attribute: Attribute) -> Any:
    """The value that an attribute value holds.

    Raises:
        ValueError: it is not one.
    """
    ((kind, held),) = attribute.items()
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise ValueError(f"DynamoDB has no attribute values of type {kind!r}")
    return decoder(held)


def _int(value: int) -> Attribute:
    if abs(value) >= _TOO_LARGE:
        raise _inexact(value)
    return {"N": str(value)}


def _decimal(value: Decimal) -> Attribute:
    if not value.is_finite() or len(value.as_tuple().digits) > DIGITS:
        raise _inexact(value)
    return {"N": str(value)}


def _inexact(value: int | Decimal) -> ValueError:
    return ValueError(f"DynamoDB keeps numbers of at most {DIGITS} digits, not {value}")


def _base64(value: bytes) -> str:
    return b2a_base64(value, newline=False).decode()


def _set(value: Iterable[object]) -> Attribute:
    members = [encode(member) for member in value]
    kinds = {kind for member in members for kind in member}
    if len(kinds) != 1 or not kinds <= {"S", "N", "B"}:
        raise TypeError("a set of DynamoDB holds at least one text, number or binary, and all of one kind")
    (kind,) = kinds
    return {kind + "S": [member[kind] for member in members]}


def _parsed(text: str) -> int | Decimal:
    try:
        return int(text)
    except ValueError:
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else number


_ENCODERS: Final[dict[type, Callable[[Any], Attribute]]] = {
    str: lambda text: {"S": text},
    int: _int,
    bool: lambda truth: {"BOOL": truth},
    bytes: lambda binary: {"B": _base64(binary)},
    Decimal: _decimal,
    type(None): lambda _: {"NULL": True},
    list: lambda values: {"L": [encode(value) for value in values]},
    tuple: lambda values: {"L": [encode(value) for value in values]},
    dict: lambda fields: {"M": {name: encode(value) for name, value in fields.items()}},
    set: _set,
    frozenset: _set,
}
_DECODERS: Final[dict[str, Callable[[Any], Any]]] = {
    "S": lambda text: text,
    "N": _parsed,
    "BOOL": lambda truth: truth,
    "B": a2b_base64,
    "NULL": lambda _: None,
    "L": lambda held: [decode(attribute) for attribute in held],
    "M": lambda held: {name: decode(attribute) for name, attribute in held.items()},
    "SS": set,
    "NS": lambda held: {_parsed(text) for text in held},
    "BS": lambda held: {a2b_base64(text) for text in held},
}
