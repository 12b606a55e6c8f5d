"""What a finished task shows and what it is charged: pixels by tier and ratio, frames, tokens.

Here live the vendor's tables of sizes and the formula of tokens. Never: encoding, nor checks of a request.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_mock.interface import Desk, Film
from vidlect_mock.message import JsonObject

from .models import RATIOS, Model

FPS = 24  # [facts 4]
SECONDS = 5  # the default [facts 3.1], and our choice where the model decides
RATIO = "16:9"
"""What `adaptive` becomes here: the mock fetches no picture and understands no text."""

Sizes = Mapping[str, Mapping[str, tuple[int, int]]]


def _tier(*sizes: tuple[int, int]) -> Mapping[str, tuple[int, int]]:
    """Sizes in the order of RATIOS."""
    return dict(zip(RATIOS, sizes, strict=True))


# [facts 3.5]
_FIRST_GENERATION: Sizes = {
    "480p": _tier((864, 480), (736, 544), (640, 640), (544, 736), (480, 864), (960, 416)),
    "720p": _tier((1248, 704), (1120, 832), (960, 960), (832, 1120), (704, 1248), (1504, 640)),
    "1080p": _tier((1920, 1088), (1664, 1248), (1440, 1440), (1248, 1664), (1088, 1920), (2176, 928)),
}
_LATER: Sizes = {
    "480p": _tier((864, 496), (752, 560), (640, 640), (560, 752), (496, 864), (992, 432)),
    "720p": _tier((1280, 720), (1112, 834), (960, 960), (834, 1112), (720, 1280), (1470, 630)),
    "1080p": _tier((1920, 1080), (1664, 1248), (1440, 1440), (1248, 1664), (1080, 1920), (2206, 946)),
    "4k": _tier((3840, 2160), (3326, 2494), (2880, 2880), (2494, 3326), (2160, 3840), (4398, 1886)),
}
# One size of 2.5 was seen, 480x854; its mirror image is ours, and the rest is that of 2.0 (unsure).
_2_5: Sizes = {**_LATER, "480p": {**_LATER["480p"], "9:16": (480, 854), "16:9": (854, 480)}}

SIZES: Mapping[str, Sizes] = {"1.0": _FIRST_GENERATION, "1.5": _LATER, "2.0": _LATER, "2.5": _2_5}

# Tenths of the tokens that a draft costs, without sound and with it [facts 8].
_DRAFT_TENTHS = {False: 7, True: 6}


def film_of(model: Model, settings: JsonObject) -> Film:
    """The film of a request that was found in order; `settings` are those that `replies` repeats."""
    width, height = SIZES[model.generation][str(settings["resolution"])][str(settings["ratio"])]
    return Film(
        width, height, frames_of(settings) / FPS, FPS, settings.get("generate_audio") is True, model.name
    )


def frames_of(settings: JsonObject) -> int:
    """How many frames a film has: 24 a second and one more, unless frames were asked for [facts 8]."""
    frames, seconds = settings.get("frames"), settings.get("duration")
    if isinstance(frames, int):
        return frames
    return FPS * (seconds if isinstance(seconds, int) else SECONDS) + 1


def tokens(film: Film, settings: JsonObject, generation: str, desk: Desk) -> int:
    """Width x height x frames / 1024; a draft costs a part of it [facts 8].

    The seconds of videos that were given are not counted, nor is any minimum: the mock fetches none.
    """
    switches = desk.profile.switches
    frames = frames_of(settings)
    if generation == "2.5" and switches["tokens-2-5"] == "double":
        frames = 2 * frames - 1  # the one sample: 1441 frames counted for 30 seconds
    if switches["token-frames"] == "page" and "frames" not in settings:
        frames -= 1
    counted, per = film.width * film.height * frames, 1024
    if settings.get("draft") is True:
        counted, per = counted * _DRAFT_TENTHS[film.sound], per * 10
    return counted // per if switches["token-rounding"] == "floor" else -(-counted // per)
