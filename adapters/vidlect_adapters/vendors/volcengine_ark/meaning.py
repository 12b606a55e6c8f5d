"""When two requests ask for the same film: one spelling for all that mean the same to this vendor.

Here lives the vendor's equality of meaning. Never: a call. A judge compares the meaning of what was asked
with the meaning of what was sent.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    FrameSize,
    Length,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)

from . import catalog, fields, flags, options
from .catalog import Row
from .sizes import named

_ORDER: Final = {role: number for number, role in enumerate(Role)}


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    Flags in the prompt are the wishes that they stand for; a pixel size is its tier and ratio; where a model
    has no `frames`, 24 a second and one more are its seconds; frames stand before references, whose order
    counts. What the vendor cannot express stays as it is. A model that is not of this vendor is returned
    unchanged.
    """
    row = catalog.find(request.model)
    if row is None:
        return request
    read, _ = flags.applied(request, row)
    audio, camera = read.with_audio, read.camera_fixed
    if row.sound:
        audio = audio is not False
    if fields.holds_camera(row, read.inputs) or not camera:
        camera = camera is True
    return replace(
        read,
        prompt=read.prompt if read.prompt.strip() else "",
        negative_prompt=read.negative_prompt or None,
        inputs=tuple(one.undescribed() for one in sorted(read.inputs, key=lambda one: _ORDER[one.role])),
        length=_length(row, read.length),
        frame=_frame(row, read),
        fps=None if read.fps == catalog.FPS else read.fps,
        watermark=read.watermark is True,
        with_audio=audio if row.sound or audio else None,
        camera_fixed=camera,
        vendor_options={**options.defaults(row), **read.vendor_options},
    )


def _length(row: Row, length: Length | None) -> Length:
    if length is None or (isinstance(length, Automatic) and not row.automatic):
        return Seconds(Fraction(catalog.DEFAULT_SECONDS))
    field = fields.length_field(row, length)
    if field is None:
        return length
    seconds = field.get("duration")
    return Seconds(Fraction(seconds)) if isinstance(seconds, int) and seconds > 0 else length


def _frame(row: Row, request: VideoRequest) -> FrameSize:
    frame = request.frame
    if isinstance(frame, Pixels):
        found = named(frame, row.sizes, row.resolutions)
        if found is None:
            return frame
        frame = Shape(resolution=found.tier, aspect=found.ratio)
    default = fields.default_shape(row, request)
    if frame is None:
        return default
    aspect = frame.aspect if fields.ratio_counts(row, request.inputs) else None
    return Shape(
        resolution=frame.resolution.lower() if frame.resolution else default.resolution,
        aspect=aspect or default.aspect,
    )
