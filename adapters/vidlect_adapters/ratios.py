"""Ratios of pictures, such as 16:9, and the ratio of a size in pixels.

Here lives that arithmetic, for the surfaces that speak of both. Never: which ratios a dialect has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_RATIO = re.compile(r"[1-9][0-9]{0,4}:[1-9][0-9]{0,4}", re.ASCII)


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
