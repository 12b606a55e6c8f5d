"""Pictures in a body: an address, or base64 behind its prefix, and how large that picture is.

Here lives what the server sees of a picture that stands in the body. Never: a download.

The label in the prefix is not compared with the bytes: the maker's own client says image/jpeg of every file.
[facts 3]
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from vidlect_mock.message import JsonObject, JsonValue
from vidlect_mock.pictures import look

from .errors import Fault

_PREFIX = re.compile(r"data:image/[a-zA-Z0-9.+-]+;base64,")
_LONGEST_PREFIX = 64
_ADDRESS = ("http://", "https://")
_FLATTEST = 4.0  # longer side to shorter [facts 3]
_LEAST_REFERENCE = 128  # pixels a side [facts 3.4]
_CLOSEST, _FARTHEST = 0.8, 1.25  # first to last frame, ratio of pixel ratios [facts 3.3]


class Picture(NamedTuple):
    """One picture: `linked` by address; else `size` in pixels, None where the bytes are no picture that is known."""

    linked: bool
    size: tuple[int, int] | None = None


class Unusable(NamedTuple):
    """Not a picture at all: which reason the vendor gives, and what was expected."""

    reason: str
    expected: str


def is_inline(value: JsonValue) -> bool:
    """Whether it is base64 with a prefix."""
    return isinstance(value, str) and value.startswith("data:")


def read(value: JsonValue) -> Picture | Unusable:
    """The picture that a text stands for."""
    if not isinstance(value, str):
        return Unusable("FieldInvalid", "a text: an address, or base64 with its prefix")
    if value[:8].lower().startswith(_ADDRESS):
        return Picture(linked=True)
    prefix = _PREFIX.match(value[:_LONGEST_PREFIX])
    if prefix is None:
        # Which reason answers plain base64 is not known (unsure).
        return Unusable(
            "FieldInvalid", "an http(s) address, or base64 with its prefix data:image/png;base64,"
        )
    try:
        content = binascii.a2b_base64(value[prefix.end() :], strict_mode=True)
    except ValueError:
        return Unusable("ImageFormatInvalid", "base64 (RFC 4648, padded) after the prefix")
    seen = look(content)  # the formats of [facts 3]
    return Picture(linked=False, size=None if seen is None else seen.size)


def faults_of_pictures(operation: str, body: JsonObject) -> Iterator[Fault]:
    """What the vendor refuses about pictures; of linked ones nothing is seen."""
    seen: list[float] = []
    for field, value in _pictures(body):
        picture = read(value)
        if isinstance(picture, Unusable):
            # the picture itself stays out of the journal's reason
            yield Fault(
                picture.reason, (field,) if picture.reason == "FieldInvalid" else (), picture.expected
            )
        elif picture.size is not None:
            ratio = picture.size[0] / picture.size[1]
            seen.append(ratio)
            shown = f"{field}: {picture.size[0]}x{picture.size[1]}"
            if not 1 / _FLATTEST <= ratio <= _FLATTEST:
                yield Fault("PageSizeOutOfRange", (), "a ratio between 1:4 and 4:1", shown)
            if operation == "reference2video" and min(picture.size) < _LEAST_REFERENCE:
                least = f"at least {_LEAST_REFERENCE}x{_LEAST_REFERENCE} pixels"
                yield Fault("PageSizeOutOfRange", (), least, shown)
    if operation == "startEnd2video" and len(seen) == 2 and not _CLOSEST <= seen[0] / seen[1] <= _FARTHEST:
        expected = f"two pictures of nearly one ratio: their quotient from {_CLOSEST} to {_FARTHEST}"
        yield Fault("PageSizeOutOfRange", (), expected, f"{seen[0] / seen[1]:.2f}")


def first_size(body: JsonObject) -> tuple[int, int] | None:
    """The size of the first picture, where the body holds it: a linked one is not fetched."""
    first = next(_pictures(body), None)
    picture = None if first is None or not is_inline(first[1]) else read(first[1])
    return picture.size if isinstance(picture, Picture) else None


def _pictures(body: JsonObject) -> Iterator[tuple[str, JsonValue]]:
    """(top-level field, value) of every picture."""
    if "start_image" in body:
        yield "start_image", body["start_image"]
    for field, inner in (("images", None), ("subjects", "images"), ("image_settings", "key_image")):
        items = body.get(field)
        for item in items if isinstance(items, list) else ():
            found = item if inner is None else item.get(inner) if isinstance(item, dict) else None
            for one in found if isinstance(found, list) else (found,):
                if one is not None:
                    yield field, one
