"""What a film costs, in yuan: tokens by its pixels and frames, times a price for a million of them.

Here lives the table of prices. Never: a limit of a model. Prices are from a copy of the vendor's list and of third
parties' (facts 8); only films that succeed are charged.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from .catalog import BY_NAME, FPS

_MILLION: Final = 1_000_000
_RATIO: Final = "16:9"

PRICES: Final[Mapping[str, Mapping[str, Decimal]]] = MappingProxyType(
    {
        "doubao-seedance-1-0-pro-250528": MappingProxyType({"": Decimal(15)}),
        "doubao-seedance-1-0-pro-fast-251015": MappingProxyType({"": Decimal("4.2")}),
        "doubao-seedance-2-0-260128": MappingProxyType(
            {"": Decimal(46), "1080p": Decimal(51), "4k": Decimal(26)}
        ),
        "doubao-seedance-2-0-fast-260128": MappingProxyType({"": Decimal(37)}),
    }
)
"""Model → tier → yuan for a million tokens; the tier "" stands for those that are not named (facts 8)."""


def tokens(width: int, height: int, frames: int) -> int:
    """What a plain film counts; a broken number is cut (unsure, facts 8)."""
    return width * height * frames // 1024


def cost(
    model: str, seconds: int | Decimal | Fraction, *, resolution: str | None = None, offline: bool = False
) -> Decimal | None:
    """What a 16:9 film of this length costs; None where the model's price is not known.

    `resolution`: a tier of the model's, by default the one that it makes unasked. `offline`: as the service tier `flex`,
    where the model has it, at half the price. Videos that are given are not counted.
    """
    prices, row = PRICES.get(model), BY_NAME.get(model)
    if prices is None or row is None:
        return None
    tier = resolution or row.default_resolution
    if tier not in row.resolutions or (offline and "service_tier" not in row.options):
        return None
    width, height = row.sizes[tier][_RATIO]
    counted = tokens(width, height, int(Fraction(seconds) * FPS) + 1)
    price = prices.get(tier, prices[""])
    return counted * price / _MILLION / (2 if offline else 1)
