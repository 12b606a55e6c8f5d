"""What a finished task shows: the pixels, length and sound that a request leads to.

Here live the vendor's size tables. Never: encoding, nor checks of the request.

Sources: [facts 4.1, 4.2]; "unsure" marks what is our estimate.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from vidlect_mock.interface import Film
from vidlect_mock.message import JsonObject, JsonValue

from .models import Kind, Model, Sound

FPS = 30  # [facts 5]
RATIO = "16:9"

Size = tuple[int, int]

SIZES: Mapping[str, Mapping[str, Size]] = {
    "480P": {"16:9": (832, 480), "9:16": (480, 832), "1:1": (624, 624)},
    "720P": {
        "16:9": (1280, 720),
        "9:16": (720, 1280),
        "1:1": (960, 960),
        "4:3": (1088, 832),
        "3:4": (832, 1088),
    },
    "1080P": {
        "16:9": (1920, 1080),
        "9:16": (1080, 1920),
        "1:1": (1440, 1440),
        "4:3": (1632, 1248),
        "3:4": (1248, 1632),
    },
}
"""Of the families up to 2.6 [facts 4.1]."""
SIZES_27: Mapping[str, Mapping[str, Size]] = {
    "480P": SIZES["480P"],
    "720P": {**SIZES["720P"], "4:3": (1104, 832), "3:4": (832, 1104)},
    "1080P": {**SIZES["1080P"], "4:3": (1648, 1248), "3:4": (1248, 1648)},
}
"""Of the 2.7 family [facts 4.2]; that 3.0 shares it is unsure."""

PRODUCTS: Mapping[str, tuple[str, Size]] = {
    f"{width}*{height}": (tier, (width, height))
    for tier, by_ratio in SIZES.items()
    for width, height in by_ratio.values()
}
"""What `size` may say → tier, pixels."""

SIZED = frozenset({Kind.TEXT, Kind.REFERENCES, Kind.VACE})
"""Kinds that take `size`; the others take `resolution`."""

_MULTIPLE = 16  # sides of a film that follows a picture; unsure
_UNHEARD_SECONDS = 5.0
"""The length where the model chooses it, or takes it from a video that the mock never fetches."""


def film_of(model: Model, body: JsonObject, picture: Size | None) -> Film:
    """The film of a request that was found in order; `picture`: the pixels of the first frame, where known."""
    asked = parameters_of(body)
    width, height = _pixels(model, asked, picture)
    return Film(width, height, seconds_of(model, asked), FPS, has_sound(model, asked), model.name)


def parameters_of(body: JsonObject) -> JsonObject:
    """The parameters of a request; nothing where they are no object."""
    asked = body.get("parameters")
    return asked if isinstance(asked, dict) else {}


def tier_of(model: Model, asked: JsonObject) -> str:
    """The tier that is asked for, `size` looked up in the table."""
    if model.kind in SIZED:
        product = asked.get("size", model.default)
        known = PRODUCTS.get(product) if isinstance(product, str) else None
        return PRODUCTS[model.default][0] if known is None else known[0]
    tier = asked.get("resolution", model.default)
    tier = tier.upper() if isinstance(tier, str) else model.default
    return tier if tier in model.tiers else model.default


def ratio_of(asked: JsonObject) -> str:
    """The ratio that is asked for; `adaptive` follows media that the mock does not look at."""
    ratio = asked.get("ratio", RATIO)
    return ratio if isinstance(ratio, str) and ratio != "adaptive" else RATIO


def _pixels(model: Model, asked: JsonObject, picture: Size | None) -> Size:
    tier = tier_of(model, asked)
    if model.kind in SIZED:
        product = asked.get("size", model.default)
        known = PRODUCTS.get(product) if isinstance(product, str) else None
        return PRODUCTS[model.default][1] if known is None else known[1]
    sizes = SIZES if model.kind in {Kind.PICTURE, Kind.FRAMES} else SIZES_27
    if picture is not None:
        return _like(picture, sizes[tier][RATIO])
    if "ratio" not in model.parameters:
        return sizes[tier][RATIO]
    ratio = ratio_of(asked)
    if ratio in sizes[tier]:
        return sizes[tier][ratio]
    across, _, down = ratio.partition(":")
    if not (across.isdecimal() and down.isdecimal()) or not int(across) or not int(down):
        return sizes[tier][RATIO]
    return _like((int(across), int(down)), sizes[tier][RATIO])


def _like(shape: Size, size: Size) -> Size:
    """The same shape with about as many pixels as a size [facts 4.2]."""
    ratio = min(max(shape[0] / shape[1], 1 / 8), 8.0)
    area = size[0] * size[1]
    width = round(sqrt(area * ratio) / _MULTIPLE) * _MULTIPLE
    height = round(sqrt(area / ratio) / _MULTIPLE) * _MULTIPLE
    return width, height


def seconds_of(model: Model, asked: JsonObject) -> float:
    """The length that is asked for."""
    duration: JsonValue = asked.get("duration", model.seconds)
    if not isinstance(duration, int | float) or duration == model.automatic or not 0 < duration <= 60:
        return _UNHEARD_SECONDS
    return float(duration)


def has_sound(model: Model, asked: JsonObject) -> bool:
    """Whether the film has a sound track."""
    return model.sound is Sound.ALWAYS or (model.sound is Sound.ASKED and asked.get("audio") is not False)
