"""What a film costs, in US dollars per second of film.

Here lives the table of prices. Never: a limit of a model. A job's answer has no usage: a bill is length times price.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from .catalog import BY_NAME, SIZES

PRICES: Final[Mapping[tuple[bool, str], Decimal]] = MappingProxyType(
    {
        (False, "720p"): Decimal("0.10"),
        (True, "720p"): Decimal("0.30"),
        (True, "1024p"): Decimal("0.50"),
        (True, "1080p"): Decimal("0.70"),
    }
)
"""(is it a pro model, tier) → price; a batch costs half (facts 4, from a third party's copy of the price list)."""


def cost(model: str, size: str, seconds: int, *, batch: bool = False) -> Decimal | None:
    """What a film of this size (`1280x720`) and length costs; None where the price is not known."""
    row = BY_NAME.get(model)
    tier = next((one.tier for one in SIZES if one.word == size), None)
    if row is None or tier is None:
        return None
    price = PRICES.get((row.pro, tier))
    return None if price is None else price * seconds / (2 if batch else 1)
