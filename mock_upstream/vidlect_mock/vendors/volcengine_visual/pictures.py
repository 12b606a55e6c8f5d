"""Inline pictures: whether base64 can be read, and how many pixels a PNG or JPEG says it has.

Here lives what the server sees of a picture that stands in the body. Never: a download, nor a decoder.
"""

from __future__ import annotations

import binascii
import struct

MOST_BYTES = int(4.7 * 1024 * 1024)  # [facts 4.1]
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start-of-frame markers hold the size; C4, C8 and CC are tables. ITU-T T.81, table B.1.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def read(text: str) -> bytes | None:
    """The bytes of plain base64; None where it is none (a `data:` prefix, blanks, another alphabet)."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None


def size_of(picture: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None where it is neither PNG nor JPEG or breaks off too early."""
    if picture.startswith(_PNG) and len(picture) >= 24:
        width, height = struct.unpack_from(">II", picture, 16)
        return int(width), int(height)
    if not picture.startswith(_JPEG):
        return None
    at = 2
    while at + 9 <= len(picture) and picture[at] == 0xFF:
        if picture[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", picture, at + 5)
            return int(width), int(height)
        at += 2 + int(struct.unpack_from(">H", picture, at + 2)[0])
    return None


def is_known(picture: bytes) -> bool:
    """Whether the first bytes are those of a PNG or JPEG."""
    return picture.startswith((_PNG, _JPEG))
