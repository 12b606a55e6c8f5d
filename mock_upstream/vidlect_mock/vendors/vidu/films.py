"""What a finished task shows, and what it costs.

Here live pixels, lengths, sound and credits of a request that was found in order. Never: a check of it.

Sources: [facts N] is section N of the vendor's facts file; "unsure" marks what is our estimate.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_mock.interface import Film
from vidlect_mock.message import JsonObject, JsonValue

from .fields import INEFFECTIVE
from .models import generation

FPS = 24  # unsure: no table says it
_FIVE = 5.0
_SIDES: Mapping[str, tuple[int, int]] = {
    "16:9": (16, 9),
    "9:16": (9, 16),
    "1:1": (1, 1),
    "4:3": (4, 3),
    "3:4": (3, 4),
}
_LONGEST_PART = 16  # the range is not documented: that of the longest film
_LONGEST = 9 * _LONGEST_PART  # a multiframe of nine parts; the bodies of templates are open
_WIDEST = 4  # a picture's ratio is at most 4:1 [facts 3]

# Credits a second by resolution (unsure). Only the price of viduq1, 80 for five seconds, is in the facts [5.1].
_RATES: Mapping[str, int] = {"360p": 4, "540p": 8, "720p": 10, "1080p": 16}
_RECOMMENDED = 10  # for is_rec [facts 3.2]


def pixels(resolution: str, ratio: tuple[int, int]) -> tuple[int, int]:
    """Width and height: the shorter side has the lines of the resolution; both are even, as encoders want."""
    lines = int(resolution.removesuffix("p"))
    width, height = ratio
    longer = min(lines * max(width, height) / min(width, height), lines * _WIDEST)
    other = round(longer / 2) * 2
    return (other, lines) if width >= height else (lines, other)


def film_of(operation: str, facts: JsonObject, picture: tuple[int, int] | None) -> Film:
    """The film of a request; `picture` is the size of its first picture where the body holds that."""
    asked = facts.get("aspect_ratio")
    ratio = _SIDES[asked] if isinstance(asked, str) and asked in _SIDES else picture or _SIDES["16:9"]
    resolution = str(facts.get("resolution"))
    resolution = resolution if resolution in _RATES else "1080p"
    model = str(facts.get("model", operation))
    return Film(*pixels(resolution, ratio), _seconds(facts), FPS, _sounds(operation, facts, model), model)


def _seconds(facts: JsonObject) -> float:
    length = facts.get("duration")
    return float(min(length, _LONGEST)) if isinstance(length, int) and length > 0 else _FIVE


def _sounds(operation: str, facts: JsonObject, model: str) -> bool:
    made = generation(model)
    heard = (facts.get(wish) is True and made not in INEFFECTIVE[wish] for wish in ("audio", "bgm"))
    return operation == "lipSync" or any(heard)


def has_sound(operation: str, model: str) -> bool:
    """What `audio` is where it is left unsaid. [facts 3.1, 3.2, 3.4; start-end2video unsure]."""
    if operation == "reference2video":
        return model in {"viduq3", "viduq3-turbo"}
    return generation(model) == "q3"


def credits_of(facts: JsonObject) -> int:
    """What a task costs; off-peak is half (unsure: only that it is cheaper is documented)."""
    price = round(_seconds(facts) * _RATES.get(str(facts.get("resolution", "1080p")), _RATES["1080p"]))
    if facts.get("is_rec") is True:
        price += _RECOMMENDED
    return _halved(price) if facts.get("off_peak") is True else price


def _halved(price: int) -> int:
    return (price + 1) // 2


def length_of_parts(settings: JsonValue) -> int:
    """The length of a multiframe: the sum of its parts."""
    parts = settings if isinstance(settings, list) else []
    lengths = (part.get("duration") if isinstance(part, dict) else None for part in parts)
    return sum(min(one, _LONGEST_PART) if isinstance(one, int) and one > 0 else int(_FIVE) for one in lengths)
