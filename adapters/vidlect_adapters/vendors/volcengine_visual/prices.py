"""What a film costs, in yuan per second of film.

Here lives the table of prices, the official ones beside those of seed 001. Never: a limit of a model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from vidlect_adapters.profile import Confidence

from .catalog import ALIASES

PriceList: TypeAlias = Literal["official", "seed-001"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Yuan per second: the official price, and what seed 001 says where it says anything."""

    official: Decimal
    source: str
    confidence: Confidence
    seed_001: Decimal | None = None


_720P: Final = Decimal("0.28")
_1080P: Final = Decimal("0.63")
_REPORTED: Final = "facts 5.4, a third party's summary of the official list"
_ASSUMED: Final = "facts 5.4; that the list's 720p price covers this mode is assumed"

PRICES: Final[Mapping[str, Price]] = MappingProxyType(
    {
        "jimeng_t2v_v30": Price(
            official=_720P, source=_REPORTED, confidence="reported", seed_001=Decimal("0.6")
        ),
        "jimeng_i2v_first_v30": Price(official=_720P, source=_REPORTED, confidence="reported"),
        "jimeng_i2v_first_tail_v30": Price(official=_720P, source=_REPORTED, confidence="reported"),
        "jimeng_i2v_recamera_v30": Price(official=_720P, source=_ASSUMED, confidence="unsure"),
        "jimeng_t2v_v30_1080p": Price(
            official=_1080P, source=_REPORTED, confidence="reported", seed_001=Decimal("0.8")
        ),
        "jimeng_i2v_first_v30_1080": Price(official=_1080P, source=_REPORTED, confidence="reported"),
        "jimeng_i2v_first_tail_v30_1080": Price(official=_1080P, source=_REPORTED, confidence="reported"),
        "jimeng_ti2v_v30_pro": Price(
            official=Decimal(1), source=_REPORTED, confidence="reported", seed_001=Decimal(1)
        ),
        "jimeng_vgfm_t2v_l20": Price(official=Decimal("0.65"), source=_REPORTED, confidence="reported"),
        "jimeng_vgfm_i2v_l20": Price(official=Decimal("0.65"), source=_REPORTED, confidence="reported"),
        "jimeng_realman_avatar_picture_omni_v15": Price(
            official=Decimal(1), source="facts 5.4, official page", confidence="documented"
        ),
    }
)
"""One entry for each model whose price is known; only finished films are charged (facts 5.4)."""


def cost(model: str, seconds: int | Decimal | Fraction, prices: PriceList = "official") -> Decimal | None:
    """What a film of this length costs in yuan; None where the price is not known.

    `model` is a key or an alias of `catalog`; `seconds` the length of the film.
    """
    price = PRICES.get(ALIASES.get(model, model))
    if price is None:
        return None
    per_second = price.official if prices == "official" else price.seed_001
    if per_second is None:
        return None
    exact = Fraction(seconds) * Fraction(per_second)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
