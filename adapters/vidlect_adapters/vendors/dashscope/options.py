"""Options that only this vendor has: checked, written, and read again.

Here lives what `vendor_options` may hold. Never: a field that the canonical request models; such a name is refused,
so that no option can change the model or the film behind the request's back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import wire
from .catalog import Row

FUNCTION: Final = "function"
INPUT, PARAMETERS, MEDIA = "input", "parameters", "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: where it is written, whether a value will do, that in words, and its documented default."""

    place: str
    suits: Callable[[JsonValue], bool]
    wanted: str
    default: JsonValue = None
    address: bool = False


def _choice(*words: str, default: str | None = None, place: str = PARAMETERS) -> Option:
    return Option(
        place=place, suits=words.__contains__, wanted=f"one of {wire.listed(words)}", default=default
    )


def _number(least: float, most: float, default: float | None = None) -> Option:
    def suits(value: JsonValue) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most

    return Option(place=PARAMETERS, suits=suits, wanted=f"a number from {least} to {most}", default=default)


def _flag(default: bool | None = None) -> Option:  # noqa: FBT001 # a row of a table
    return Option(
        place=PARAMETERS, suits=lambda value: isinstance(value, bool), wanted="true or false", default=default
    )


def is_address(value: JsonValue) -> bool:
    """Whether the vendor can fetch it."""
    return isinstance(value, str) and (is_web(value) or value.startswith(wire.OSS))


def _address(place: str) -> Option:
    return Option(place=place, suits=is_address, wanted="an http(s) or oss:// address", address=True)


def _text(value: JsonValue) -> bool:
    return isinstance(value, str) and bool(value)


def _roles(value: JsonValue) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(one in {"obj", "bg"} for one in value if isinstance(one, str))
        and all(isinstance(one, str) for one in value)
        and value.count("bg") <= 1
    )


def _whole(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


_FUNCTIONS: Final = (
    "image_reference",
    "video_repainting",
    "video_edit",
    "video_extension",
    "video_outpainting",
)
OPTIONS: Final[Mapping[str, Option]] = MappingProxyType(
    {
        FUNCTION: _choice(*_FUNCTIONS, place=INPUT),
        "template": Option(place=INPUT, suits=_text, wanted="the name of an effect"),
        "mask_video_url": _address(INPUT),
        "last_clip_url": _address(INPUT),
        "video_url": _address(INPUT),
        "file": _address(MEDIA),
        "link": _address(MEDIA),
        "prompt_extend": _flag(default=True),
        "enable_thinking": _flag(),
        "shot_type": _choice("single", "multi", default="single"),
        "audio_setting": _choice("auto", "origin", default="auto"),
        "obj_or_bg": Option(
            place=PARAMETERS, suits=_roles, wanted="obj for each picture, or bg for one of them at most"
        ),
        "control_condition": _choice("posebodyface", "posebody", "depth", "scribble"),
        "strength": _number(0, 1, 1.0),
        "mask_frame_id": Option(place=PARAMETERS, suits=_whole, wanted="a whole number from 1", default=1),
        "mask_type": _choice("tracking", "fixed", default="tracking"),
        "expand_ratio": _number(0, 1, 0.05),
        "expand_mode": _choice("hull", "bbox", "original", default="hull"),
        **dict.fromkeys(("top_scale", "bottom_scale", "left_scale", "right_scale"), _number(1, 2, 1.0)),
    }
)
"""Facts 4.3 to 4.5. An effect's name is not checked: the list per model is unsure."""

_MODELLED: Final = frozenset(
    {
        "model",
        "prompt",
        "negative_prompt",
        "img_url",
        "audio_url",
        "first_frame_url",
        "last_frame_url",
        "reference_urls",
        "reference_video_urls",
        "ref_images_url",
        "mask_image_url",
        "first_clip_url",
        "media",
        "size",
        "resolution",
        "ratio",
        "duration",
        "seed",
        "watermark",
        "audio",
    }
)


def place_of(name: str, profile: Profile) -> str:
    """The object of a submit that an option is written in."""
    return profile["mask-frame-id"] if name == "mask_frame_id" else OPTIONS[name].place


def put(
    row: Row, given: Mapping[str, JsonValue], said: JsonObject, asked: JsonObject, profile: Profile
) -> bool:
    """Write the options into `input` and `parameters`; whether one is an uploaded file. Raises Inexpressible."""
    resolves = False
    for name, value in given.items():
        pointer = f"/vendor_options/{name}"
        if name not in row.options:
            if name in _MODELLED:
                wire.inexpressible(f"{name} is said by the request itself", pointer, value)
            known = wire.listed(row.options)
            wire.inexpressible(f"{name} is no option of {row.name}; it has {known}", pointer, value)
    for name in row.options:  # in the table's order, so that equal wishes make equal calls
        if name not in given:
            continue
        value = checked(name, given[name], f"/vendor_options/{name}")
        place = place_of(name, profile)
        if place == MEDIA:
            wire.array_in(said, MEDIA).append({"type": name, "url": value})
        else:
            (said if place == INPUT else asked)[name] = value
        resolves |= OPTIONS[name].address and str(value).startswith(wire.OSS)
    return resolves


def checked(name: str, value: JsonValue, pointer: str) -> JsonValue:
    """The value of an option, if it is one that the vendor documents. Raises Inexpressible."""
    option = OPTIONS[name]
    if not option.suits(value):
        raise Inexpressible(wire.NAME, f"{name} is {option.wanted}", pointer=pointer, value=value)
    return value
