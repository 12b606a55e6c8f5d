"""Ratios of pictures, such as 16:9, and the ratio and the tier of a size in pixels.

Here lives that arithmetic, for the surfaces that speak of both. Never: which ratios a dialect has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .canonical import Pixels

_RATIO = re.compile(r"[1-9][0-9]{0,4}:[1-9][0-9]{0,4}", re.ASCII)
_LINES = re.compile(r"([1-9][0-9]{2,3})p", re.ASCII)
_RATIO_TOLERANCE: Final = 0.02
_AREA_TOLERANCE: Final = 0.05
"""How far a size may be off its ratio and off the area of its tier at 16:9 and still be the same wish: vendors cut
their sides to multiples of 16 (Visual 4.1: 0.8 % at most; Ark 3.5: 1504x640 is 4.4 % over 1280x720)."""


def is_ratio(text: str) -> bool:
    """Whether a text is a ratio, `16:9`, and no word of some vendor's such as `adaptive`."""
    return _RATIO.fullmatch(text) is not None


def near_ratio(
    width: int, height: int, ratios: Mapping[str, tuple[int, int]], tolerance: float
) -> str | None:
    """The first of `ratios` (name → its sides) that a size is off by `tolerance`, of the ratio, at most."""
    for name, (across, down) in ratios.items():
        if abs(width * down - height * across) <= tolerance * height * across:
            return name
    return None


def has_tier(size: Pixels, resolution: str) -> bool:
    """Whether a size is one of a tier's: the lines on its shorter side, or about as many pixels."""
    lines = _LINES.fullmatch(resolution.lower().replace("4k", "2160p"))
    if lines is None:
        return False
    shorter = int(lines[1])
    area = shorter * shorter * 16 / 9
    near = abs(size.width * size.height - area) <= _AREA_TOLERANCE * area
    return min(size.width, size.height) == shorter or near


def has_ratio(size: Pixels, aspect: str) -> bool:
    """Whether a size has a ratio; a word such as `adaptive` is another wish."""
    if not is_ratio(aspect):
        return False
    across, down = map(int, aspect.split(":"))
    return abs(size.width * down - size.height * across) <= _RATIO_TOLERANCE * size.height * across
