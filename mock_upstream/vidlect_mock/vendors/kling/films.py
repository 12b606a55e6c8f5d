"""What a finished task shows and costs: pixels, length, frame rate, units.

Here live the vendor's sizes and rates. Never: encoding, nor checks of a request.

Sources: [facts N] is section N of the vendor's facts file; "unsure" marks what is our estimate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from vidlect_mock.interface import Film

from .models import FULL_HD, HD, UHD

RATIO = "16:9"  # the default [facts 7.1]

# The facts say 720p, 1080p and 4k [facts 7.1, 11.3]; the square's pixels are unsure.
SIZES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    HD: {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (960, 960)},
    FULL_HD: {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1440, 1440)},
    UHD: {"16:9": (3840, 2160), "9:16": (2160, 3840), "1:1": (2880, 2880)},
}
# A film is longer than asked for: 5 s come as 5.1 s at 30 fps, as 5.041 s at 24 fps. [facts 3, 11.4]
_MORE_FRAMES: Mapping[int, int] = {30: 3, 24: 1}
# Units a second. The two that were seen are 0.8 and 0.6 at 720p of the new API [facts 11.4]; the others are unsure.
_UNITS: Mapping[str, float] = {HD: 0.4, FULL_HD: 0.7, UHD: 1.4}
_UNITS_SEEN: Mapping[str, float] = {"kling-3.0-turbo": 0.8, "kling-3.0-omni": 0.6, "kling-v3-omni": 0.6}


def film(  # noqa: PLR0913 # the parts of a film
    label: str, resolution: str, ratio: str = RATIO, *, seconds: float = 5, fps: int = 24, sound: bool = False
) -> Film:
    """The film of a request for so many whole seconds."""
    width, height = SIZES[resolution][ratio]
    return Film(width, height, seconds + _MORE_FRAMES[fps] / fps, fps, sound, label)


def longer(before: Film | None, label: str, seconds: float) -> Film:
    """The film that a video becomes by being extended, or (0 seconds) spoken or painted over."""
    source = before or film(label, HD)
    return source._replace(seconds=source.seconds + seconds)


def seconds_text(made: Film) -> str:
    """A length as answers have it, cut after milliseconds: `5.1`, `5.041`."""
    thousandths = math.floor(made.seconds * 1000 + 1e-6)
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")


def units(made: Film) -> float:
    """What a film costs in units; half a unit's steps are as fine as the samples are. [facts 3]."""
    short_side = min(made.width, made.height)
    resolution = HD if short_side < 1080 else FULL_HD if short_side < 2160 else UHD
    rate = _UNITS_SEEN.get(made.label, _UNITS[resolution]) if resolution == HD else _UNITS[resolution]
    return round(rate * math.floor(made.seconds), 1)


def amount(number: float) -> str:
    """An amount as answers have it: `2`, `1.5`."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
