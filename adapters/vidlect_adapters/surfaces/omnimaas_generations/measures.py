"""Length and shape of a film as this surface says them, in both directions.

Here lives `duration`, `resolution` and `size`, with the defaults and limits of the documented models. Never: a limit
of another vendor's model (the vendor's catalog has those).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from vidlect_adapters.canonical import FrameSize, Length, Pixels, Seconds, Shape, VideoRequest
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import Members
from vidlect_adapters.message import JsonObject
from vidlect_adapters.profile import Profile
from vidlect_adapters.ratios import has_tier, is_ratio, near_ratio
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import (
    ADAPTIVE,
    DEFAULT_RATIO,
    DEFAULT_RESOLUTION,
    DEFAULT_SECONDS,
    LONGEST_SECONDS,
    RATIO_TOLERANCE,
    RATIOS,
    RESOLUTIONS,
    Adaptive,
    Row,
)

_DURATION = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_SIZE = re.compile(r"([1-9][0-9]{0,4})([x*X])([1-9][0-9]{0,4})", re.ASCII)


class Asked(NamedTuple):
    """The model as the client wrote it; its row where this surface documents it; whether a first frame is given."""

    model: str
    row: Row | None
    framed: bool


def read_length(said: Members, asked: Asked, profile: Profile, remarks: Remarks) -> Length | None:
    """The length; None where nothing is said about a model that this surface does not document."""
    value = said.body.get(wire.DURATION)
    if isinstance(value, str) and profile["duration-type"] == "text-too" and _DURATION.fullmatch(value):
        remarks.note(f"duration: the text {value!r} was taken for a number")
        said = said._replace(body={wire.DURATION: int(value)})
    seconds = said.integer(wire.DURATION, remarks.notes)
    if seconds is None:
        return None if asked.row is None else _whole(DEFAULT_SECONDS)
    least, most = (1, LONGEST_SECONDS) if asked.row is None else asked.row.seconds
    if not least <= seconds <= most:
        raise said.wrong(
            wire.DURATION, f"from {least} to {most} (seconds) with model {asked.model[:60]}", seconds
        )
    return _whole(seconds)


@lru_cache(maxsize=64)
def _whole(seconds: int) -> Seconds:
    """Cached: exact fractions are dear to make, and films have few lengths."""
    return Seconds(Fraction(seconds))


def read_frame(said: Members, asked: Asked, profile: Profile, remarks: Remarks) -> FrameSize | None:
    """The shape; None where nothing is said about a model that this surface does not document."""
    resolution = said.text(wire.RESOLUTION)
    size = said.text(wire.SIZE)
    if asked.row is None:
        return _any_frame(said, resolution, size, remarks)
    if resolution is not None and resolution not in RESOLUTIONS:
        raise said.wrong(wire.RESOLUTION, f"one of {', '.join(RESOLUTIONS)}", resolution)
    if size is None:
        aspect = None if asked.framed and profile["picture-ratio"] == "adaptive" else DEFAULT_RATIO
    else:
        aspect = _aspect(said, size, profile, remarks)
        _check_adaptive(said, aspect, asked, profile)
    return Shape(resolution=resolution or DEFAULT_RESOLUTION, aspect=aspect)


def _aspect(said: Members, size: str, profile: Profile, remarks: Remarks) -> str:
    """The ratio of a documented model's film (A-4)."""
    if size in RATIOS or size == ADAPTIVE:
        return size
    pixels = _SIZE.fullmatch(size)
    allowed = f"one of {', '.join((*RATIOS, ADAPTIVE))}"
    if pixels is None or profile["pixel-size"] == "refuse":
        raise said.wrong(wire.SIZE, allowed, size)
    aspect = near_ratio(int(pixels[1]), int(pixels[3]), RATIOS, RATIO_TOLERANCE)
    if aspect is None:
        near = f"pixels within {RATIO_TOLERANCE:.0%} of one of these ratios"
        raise said.wrong(wire.SIZE, f"{allowed}, or {near}", size)
    reason = "size is a ratio here; the pixels are those of the ratio and the resolution"
    remarks.lose(LossKind.ADJUSTED, wire.SIZE, size, reason, aspect)
    return aspect


def _check_adaptive(said: Members, aspect: str, asked: Asked, profile: Profile) -> None:
    row = asked.row
    if aspect != ADAPTIVE or asked.framed or row is None:
        return
    doubted = row.adaptive is Adaptive.UNSAID and profile["lite-adaptive"] == "refuse"
    if doubted or row.adaptive is Adaptive.REFUSED:
        expected = f"one of {', '.join(RATIOS)}: {asked.model} takes {ADAPTIVE} beside a first frame only"
        raise said.wrong(wire.SIZE, expected, aspect)


def _any_frame(said: Members, resolution: str | None, size: str | None, remarks: Remarks) -> FrameSize | None:
    """The shape of a film whose vendor's limits rule: a ratio or pixels."""
    if size is None or size == ADAPTIVE or is_ratio(size):
        return Shape(resolution=resolution, aspect=size) if resolution or size else None
    pixels = _SIZE.fullmatch(size)
    if pixels is None:
        raise said.wrong(
            wire.SIZE, f"a ratio such as 16:9, {ADAPTIVE}, or width x height such as 1280x720", size
        )
    if pixels[2] != "x":
        remarks.note(f"size: {pixels[2]} was taken for x")
    sides = Pixels(width=int(pixels[1]), height=int(pixels[3]))
    if resolution is not None:
        if not has_tier(sides, resolution):
            raise said.wrong(wire.RESOLUTION, f"left out, or the tier of size {size}", resolution)
        remarks.note(f"resolution: {resolution[:20]} is said by the size already")
    return sides


def write_length(request: VideoRequest) -> JsonObject:
    """The member `duration`. Raises Inexpressible."""
    match request.length:
        case None:
            return {}
        case Seconds(value=seconds) if seconds.denominator == 1:
            return {wire.DURATION: seconds.numerator}
        case _:
            raise wire.unsaid("/length", "a length is whole seconds", str(request.length))


def write_frame(request: VideoRequest, *, documented: bool) -> JsonObject:
    """The members `resolution` and `size`. Raises Inexpressible."""
    frame = request.frame
    if frame is None:
        return {}
    if isinstance(frame, Pixels):
        if documented:
            raise wire.unsaid("/frame", "a size is a ratio with this model", str(frame))
        return {wire.SIZE: str(frame)}
    if frame.aspect is not None and frame.aspect != ADAPTIVE and not is_ratio(frame.aspect):
        raise wire.unsaid("/frame", f"an aspect is a ratio such as 16:9, or {ADAPTIVE}", frame.aspect)
    said = {wire.RESOLUTION: frame.resolution, wire.SIZE: frame.aspect}
    return {name: value for name, value in said.items() if value is not None}
