"""What a film is billed by: `usage` of a finished task, which has another shape in every family [facts 6].

Here live those shapes. Never: a price.
"""

from __future__ import annotations

from vidlect_mock.interface import Film
from vidlect_mock.message import JsonObject, JsonValue

from .films import has_sound, parameters_of, ratio_of, tier_of
from .models import Model, Usage

_VIDEOS = ("reference_video", "video", "first_clip")
_CLIP_SECONDS = 5.04
"""The length that an input video is taken to have: the mock fetches none, and the documented samples are no whole seconds."""


def usage_of(model: Model, body: JsonObject, film: Film) -> JsonObject:
    """The usage of a film. SR is a number, not `720P`."""
    asked = parameters_of(body)
    seconds: int | float = int(film.seconds) if film.seconds.is_integer() else film.seconds
    sr = int(tier_of(model, asked)[:-1])
    match model.usage:
        case Usage.RATIO:
            size = f"{film.width}*{film.height}"
            return {"video_duration": seconds, "video_ratio": size, "video_count": 1}
        case Usage.STANDARD:
            return {"video_duration": seconds, "video_ratio": "standard", "video_count": 1}
        case Usage.TIER:
            return {"duration": seconds, "SR": sr, "video_count": 1}
        case Usage.FRAMES_22:
            return {"video_duration": seconds, "video_count": 1, "SR": sr}
        case Usage.SPLIT:
            return _split(model, asked, body, film, sr)
        case _:
            given = _input_seconds(body)
            return {
                "video_count": 1,
                "duration": round(given + film.seconds, 2),
                "input_video_duration": given,
                "output_video_duration": film.seconds,
                "fps": film.fps,
                "SR": sr,
                "ratio": ratio_of(asked),
            }


def _split(model: Model, asked: JsonObject, body: JsonObject, film: Film, sr: int) -> JsonObject:
    given = _input_seconds(body) if model.fractions else 0.0
    total = round(given + film.seconds, 2)
    usage: JsonObject = {"duration": _plain(total)}
    if "size" in model.usage_extra:
        usage["size"] = f"{film.width}*{film.height}"
    usage |= {
        "input_video_duration": _plain(given),
        "output_video_duration": _plain(film.seconds),
        "video_count": 1,
        "SR": sr,
    }
    if "ratio" in model.usage_extra:
        usage["ratio"] = ratio_of(asked)
    if "audio" in model.usage_extra:
        usage["audio"] = has_sound(model, asked)
    return usage


def _plain(seconds: float) -> int | float:
    """Whole seconds are written as an integer up to the 2.7 family [facts 12]."""
    return int(seconds) if seconds.is_integer() else seconds


def _input_seconds(body: JsonObject) -> float:
    """Seconds of the videos that went in."""
    given = body.get("input")
    if not isinstance(given, dict):
        return 0.0
    count = 0
    media: JsonValue = given.get("media")
    if isinstance(media, list):
        count += sum(isinstance(item, dict) and item.get("type") in _VIDEOS for item in media)
    for field in ("reference_urls", "reference_video_urls"):
        urls = given.get(field)
        if isinstance(urls, list):
            video = field == "reference_video_urls"
            count += sum(video or is_video(url) for url in urls)
    return round(count * _CLIP_SECONDS, 2)


def is_video(url: JsonValue) -> bool:
    """Whether an address names a video by its ending: what the mock can tell without fetching it."""
    return isinstance(url, str) and url.partition("?")[0].lower().endswith((".mp4", ".mov"))
