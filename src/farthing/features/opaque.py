"""Values that clients carry for us and need not look into: base64 as addresses take it, without padding.

`binascii` alone, because importing `base64` costs a starting function ten times as much.
"""

from binascii import a2b_base64, b2a_base64


def wrap(value: bytes) -> str:
    """The value as text of letters, digits, `-` and `_`."""
    return b2a_base64(value, newline=False).decode().rstrip("=").replace("+", "-").replace("/", "_")


def unwrap(text: str) -> bytes:
    """The value again.

    Raises:
        ValueError: no text of ours.
    """
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    return a2b_base64(padded, strict_mode=True)
