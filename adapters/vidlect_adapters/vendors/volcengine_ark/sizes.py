"""Pixels of films by tier and ratio, and the way back from pixels.

Here live the vendor's tables of sizes. Never: a model, a call.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from vidlect_adapters.canonical import Pixels

RATIOS: Final = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")
ADAPTIVE: Final = "adaptive"
"""The ratio of the picture that is given, or the one that suits the text."""

Sizes: TypeAlias = Mapping[str, Mapping[str, tuple[int, int]]]
"""Tier → ratio → width and height."""


def _row(*sizes: tuple[int, int]) -> Mapping[str, tuple[int, int]]:
    return MappingProxyType(dict(zip(RATIOS, sizes, strict=True)))


FIRST_GENERATION: Final[Sizes] = MappingProxyType(
    {
        "480p": _row((864, 480), (736, 544), (640, 640), (544, 736), (480, 864), (960, 416)),
        "720p": _row((1248, 704), (1120, 832), (960, 960), (832, 1120), (704, 1248), (1504, 640)),
        "1080p": _row((1920, 1088), (1664, 1248), (1440, 1440), (1248, 1664), (1088, 1920), (2176, 928)),
    }
)
"""Seedance 1.0 (facts 3.5)."""

LATER: Final[Sizes] = MappingProxyType(
    {
        "480p": _row((864, 496), (752, 560), (640, 640), (560, 752), (496, 864), (992, 432)),
        "720p": _row((1280, 720), (1112, 834), (960, 960), (834, 1112), (720, 1280), (1470, 630)),
        "1080p": _row((1920, 1080), (1664, 1248), (1440, 1440), (1248, 1664), (1080, 1920), (2206, 946)),
        "4k": _row((3840, 2160), (3326, 2494), (2880, 2880), (2494, 3326), (2160, 3840), (4398, 1886)),
    }
)
"""Seedance 1.5 and 2.0 (facts 3.5)."""

NEWEST: Final[Sizes] = MappingProxyType(
    {**LATER, "480p": MappingProxyType({**LATER["480p"], "16:9": (854, 480), "9:16": (480, 854)})}
)
"""Seedance 2.5: one size was seen, 480x854; the rest is that of 2.0 (facts 3.5, unsure)."""

ANY: Final[Sizes] = MappingProxyType({**LATER})
"""What an endpoint makes: a table of its own name, so that it is told apart from the models'."""

_FOREIGN: Final[Mapping[tuple[int, int], tuple[str, str]]] = MappingProxyType(
    {(832, 480): ("480p", "16:9"), (480, 832): ("480p", "9:16"), (624, 624): ("480p", "1:1")}
    | {
        pixels: (tier, ratio)
        for table in (NEWEST, LATER, FIRST_GENERATION)
        for tier, row in table.items()
        for ratio, pixels in row.items()
    }
)
"""Sizes of other models, and those that only the AI SDK's table has (facts 3.5)."""


class Named(NamedTuple):
    """A pixel size in the vendor's words; `exact`: the model makes just these pixels."""

    tier: str
    ratio: str
    exact: bool


def named(size: Pixels, sizes: Sizes, tiers: tuple[str, ...]) -> Named | None:
    """The tier and ratio of a pixel size for a model: its own, another model's, or the nearest of the same ratio."""
    pixels = (size.width, size.height)
    for tier in tiers:
        for ratio, own in sizes[tier].items():
            if own == pixels:
                return Named(tier, ratio, exact=True)
    found = _FOREIGN.get(pixels)
    if found is not None:
        return Named(*found, exact=False) if found[0] in tiers else None
    divisor = gcd(*pixels)
    aspect = _BY_SIDES.get((size.width // divisor, size.height // divisor))
    if aspect is None:
        return None
    area = size.width * size.height
    tier = min(tiers, key=lambda one: abs(_area(sizes[one][aspect]) - area))
    return Named(tier, aspect, exact=False)


def _area(pixels: tuple[int, int]) -> int:
    return pixels[0] * pixels[1]


def _lowest(ratio: str) -> tuple[int, int]:
    """The two sides in lowest terms: 7 and 3 of `21:9`."""
    width, height = map(int, ratio.split(":"))
    divisor = gcd(width, height)
    return width // divisor, height // divisor


_BY_SIDES: Final[Mapping[tuple[int, int], str]] = MappingProxyType(
    {_lowest(ratio): ratio for ratio in RATIOS}
)
