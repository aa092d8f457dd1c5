"""Leave out of a shared library what only debuggers read: the tables of symbols and of sections, at its end.

Source: "System V Application Binary Interface", chapter 5: what is loaded is what the program headers name.
"""

import struct
from typing import Final

_MAGIC: Final = b"\x7fELF\x02\x01"  # of 64 bits, least significant byte first: what both architectures have
_SECTIONS_AT, _SECTIONS_COUNT = 0x28, 0x3C


def stripped(library: bytes) -> bytes:
    """The library, up to the end of what is loaded of it, and without sections.

    Raises:
        ValueError: it is no shared library of Linux.
    """
    if not library.startswith(_MAGIC):
        raise ValueError("not a shared library of 64-bit Linux")
    (first,) = struct.unpack_from("<Q", library, 0x20)
    size, count = struct.unpack_from("<HH", library, 0x36)
    headers = [struct.unpack_from("<IIQQQQ", library, first + size * number) for number in range(count)]
    loaded = bytearray(library[: max(offset + length for _, _, offset, _, _, length in headers)])
    struct.pack_into("<Q", loaded, _SECTIONS_AT, 0)
    struct.pack_into("<HH", loaded, _SECTIONS_COUNT, 0, 0)
    return bytes(loaded)
