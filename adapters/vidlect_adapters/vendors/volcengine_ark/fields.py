"""Length, size, seed and camera of a film: canonical values and the vendor's fields for them.

Here live these values in both directions. Never: content, options, or what happens to a value that does not fit
(`encode` and `decode` say that, each in its way).
"""

from __future__ import annotations

from fractions import Fraction

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    Length,
    MediaInput,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.message import JsonObject

from . import catalog
from .catalog import Row
from .sizes import ADAPTIVE, RATIOS

AUTOMATIC = -1


def length_field(row: Row, length: Length) -> JsonObject | None:
    """The field that asks for a length; None: the model has no such length.

    A count of frames stays one where the model has `frames`; elsewhere 24 a second and one more are the seconds
    that make them (facts 3.5, 8).
    """
    match length:
        case Automatic():
            return {"duration": AUTOMATIC} if row.automatic else None
        case Seconds(value) if value.denominator == 1:
            return _seconds(row, value.numerator)
        case Frames(count=count, fps=catalog.FPS) if row.frames:
            return {"frames": count} if count in catalog.FRAMES else None
        case Frames(count=count, fps=catalog.FPS) if count % catalog.FPS == 1:
            return _seconds(row, count // catalog.FPS)
        case _:
            return None


def _seconds(row: Row, seconds: int) -> JsonObject | None:
    return {"duration": seconds} if row.seconds[0] <= seconds <= row.seconds[1] else None


def length_of(row: Row, frames: int | None, duration: int | None) -> Length | None:
    """The length that the fields ask for: frames win over seconds (facts 3.1). None: no field, or no such length."""
    length: Length
    if frames is not None:
        if frames not in catalog.FRAMES:
            return None
        length = Frames(count=frames, fps=catalog.FPS)
    elif duration is None or (duration < 1 and duration != AUTOMATIC):
        return None
    else:
        length = Automatic() if duration == AUTOMATIC else Seconds(Fraction(duration))
    return None if length_field(row, length) is None else length


def lengths(row: Row) -> str:
    """The lengths that a model has, for people."""
    either = ["or the model's choice"] if row.automatic else []
    if row.frames:
        either.append(
            f"or 25 + 4n frames from {catalog.FRAMES[0]} to {catalog.FRAMES[-1]} at {catalog.FPS} a second"
        )
    return ", ".join([f"{row.seconds[0]} to {row.seconds[1]} whole seconds", *either])


def ratio_counts(row: Row, inputs: tuple[MediaInput, ...]) -> bool:
    """Whether a ratio may be said: 2.5 refuses one beside a first frame (facts 3.1)."""
    return row.ratio_beside_frames or not any(one.role is Role.FIRST_FRAME for one in inputs)


def size_fault(
    row: Row, resolution: str | None, aspect: str | None, inputs: tuple[MediaInput, ...]
) -> str | None:
    """Why a model makes no films of this size; None: it does."""
    if resolution is not None and resolution not in row.resolutions:
        return f"{row.model} makes films of {', '.join(row.resolutions)}"
    referring = any(one.role is Role.REFERENCE for one in inputs)
    if resolution == "1080p" and referring and not row.high_references:
        return f"{row.model} makes no films of 1080p from references"
    if aspect is not None and aspect not in (*RATIOS, ADAPTIVE):
        return f"the ratio is one of {', '.join(RATIOS)}, {ADAPTIVE}"
    return None


def holds_camera(row: Row, inputs: tuple[MediaInput, ...]) -> bool:
    """Whether the camera can be fixed (facts 3.1)."""
    return row.fixed_camera and not any(one.role is Role.REFERENCE for one in inputs)


def default_shape(row: Row, request: VideoRequest) -> Shape:
    """The size of a film for which none is asked (facts 3.1)."""
    drafted = request.vendor_options.get("draft") is True
    resolution = "480p" if drafted else row.default_resolution
    if not ratio_counts(row, request.inputs):
        return Shape(resolution=resolution)
    framed = any(one.role is Role.FIRST_FRAME for one in request.inputs)
    return Shape(resolution=resolution, aspect=ADAPTIVE if row.adapts or framed else "16:9")
