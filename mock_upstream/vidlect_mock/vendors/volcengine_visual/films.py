"""What a finished task shows: the pixels, length and frame rate that a request leads to.

Here live the vendor's size tables. Never: encoding, nor checks of the request.

Sources: [facts N] is section N of the vendor's facts file; "unsure" marks what is our estimate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.interface import Film
from vidlect_mock.message import JsonObject, JsonValue

from .models import Model, Shape
from .pictures import read, size_of

FPS = 24  # [facts 4.1]
FRAMES = 121  # the default [facts 4.1]
RATIO = "16:9"  # the default [facts 4.1]

Sizes = Mapping[str, tuple[int, int]]

# Documented for Pro [facts 4.1]; that the plain 1080p keys share it is unsure.
SIZES_1080: Sizes = {
    "21:9": (2176, 928),
    "16:9": (1920, 1088),
    "4:3": (1664, 1248),
    "1:1": (1440, 1440),
    "3:4": (1248, 1664),
    "9:16": (1088, 1920),
}
# Unsure: not documented for Visual; the sizes that the vendor's sister API gives for the same generation of
# models, whose 1080p row equals the one above.
SIZES_720: Sizes = {
    "21:9": (1504, 640),
    "16:9": (1248, 704),
    "4:3": (1120, 832),
    "1:1": (960, 960),
    "3:4": (832, 1120),
    "9:16": (704, 1248),
}
SIZES_LEGACY: Sizes = {**SIZES_720, "9:21": (640, 1504)}  # unsure

# In life as long as the sound or the driving video, which the mock never fetches.
_SOUND_SECONDS = 5.0
_ACTOR_FPS = 25  # [facts 4.5]
_CUT_SECONDS = 1.0  # cut_result_first_second_switch [facts 4.5]
_AGENT_SECONDS = 15.0  # the label in public code is `~15s` [facts 4.1]
_LEGACY_SECONDS = 5.0  # no frames field; unsure


class _Look(NamedTuple):
    """A `Film` but for its label."""

    width: int
    height: int
    seconds: float
    fps: int = FPS
    sound: bool = False


def _number(value: JsonValue, otherwise: int) -> int:
    return int(value) if isinstance(value, int | float) else otherwise


def nearest(width: int, height: int, sizes: Sizes) -> str:
    """The supported ratio that is nearest to a picture's own, which is cropped at its centre [facts 4.1]."""
    return min(sizes, key=lambda ratio: abs(sizes[ratio][0] / sizes[ratio][1] - width / max(height, 1)))


def _asked_ratio(body: JsonObject, sizes: Sizes) -> str | None:
    ratio = body.get("aspect_ratio")
    return ratio if isinstance(ratio, str) and ratio in sizes else None


def _picture_ratio(body: JsonObject, sizes: Sizes) -> str | None:
    """The ratio of the first picture, where the body holds it: a linked one is not fetched and counts as 16:9."""
    inline = body.get("binary_data_base64")
    if isinstance(inline, list) and inline and isinstance(inline[0], str):
        size = size_of(read(inline[0]) or b"")
        return nearest(*size, sizes) if size else RATIO
    return RATIO if body.get("image_urls") else None


def _tier(body: JsonObject, sizes: Sizes) -> _Look:
    ratio = _picture_ratio(body, sizes) or _asked_ratio(body, sizes) or RATIO
    return _Look(*sizes[ratio], _number(body.get("frames"), FRAMES) / FPS)


def _legacy(body: JsonObject) -> _Look:
    ratio = _asked_ratio(body, SIZES_LEGACY) or _picture_ratio(body, SIZES_LEGACY) or RATIO
    return _Look(*SIZES_LEGACY[ratio], _LEGACY_SECONDS)


def _portrait(body: JsonObject) -> _Look:
    low = _number(body.get("output_resolution"), 1080) == 720
    return _Look(*((1280, 720) if low else (1920, 1080)), _SOUND_SECONDS, sound=True)


def _actor(body: JsonObject) -> _Look:
    cut = _CUT_SECONDS if body.get("cut_result_first_second_switch", True) else 0.0
    return _Look(1280, 720, _SOUND_SECONDS - cut, _ACTOR_FPS)


def _agent(body: JsonObject) -> _Look:
    ratio = body.get("ratio")
    found = re.search(r"\d{1,2}", str(body.get("duration", "")))
    seconds = float(found.group()) if found else _AGENT_SECONDS
    size = SIZES_720.get(ratio, SIZES_720[RATIO]) if isinstance(ratio, str) else SIZES_720[RATIO]
    return _Look(*size, seconds or _AGENT_SECONDS, sound=True)


def film_of(model: Model, body: JsonObject) -> Film | None:
    """The film of a request whose body was found in order; None for models that make none."""
    match model.shape:
        case Shape.TIER_720:
            look = _tier(body, SIZES_720)
        case Shape.TIER_1080:
            look = _tier(body, SIZES_1080)
        case Shape.LEGACY:
            look = _legacy(body)
        case Shape.PORTRAIT:
            look = _portrait(body)
        case Shape.ACTOR:
            look = _actor(body)
        case Shape.AGENT:
            look = _agent(body)
        case Shape.NONE:
            return None
    return Film(*look, model.req_key)
