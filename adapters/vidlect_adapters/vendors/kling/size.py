"""Picture sizes and lengths in the vendor's terms: tiers, ratios, seconds.

Here lives arithmetic over a model's row. Never: a field's name, a loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from types import MappingProxyType
from typing import Final, NamedTuple

from vidlect_adapters.canonical import Frames, Length, Pixels, Seconds

_RATIO_OF_SIDES: Final[Mapping[tuple[int, int], str]] = MappingProxyType(
    {(16, 9): "16:9", (9, 16): "9:16", (1, 1): "1:1"}
)
_TIER_OF_LINES: Final[Mapping[int, str]] = MappingProxyType({720: "720p", 1080: "1080p", 2160: "4k"})


class Size(NamedTuple):
    """A pixel size as ratio and tier; None where the vendor has no such."""

    ratio: str | None
    tier: str | None


def of_pixels(size: Pixels) -> Size:
    """The ratio, exact, and the tier. A square has no tier: how many pixels one has is not documented."""
    divisor = gcd(size.width, size.height)
    ratio = _RATIO_OF_SIDES.get((size.width // divisor, size.height // divisor))
    lines = min(size.width, size.height)
    return Size(ratio, _TIER_OF_LINES.get(lines) if ratio not in (None, "1:1") else None)


def seconds_of(length: Length | None) -> int | None:
    """Whole seconds of a length, or None.

    The vendor's films have one frame more than that (5.041 s are 121 frames at 24 a second, facts 3), so a
    length in frames may have it, too.
    """
    match length:
        case Seconds(value) if value.denominator == 1:
            return value.numerator
        case Frames(count=count, fps=fps) if count >= fps and count % fps <= 1:
            return count // fps
        case _:
            return None
