"""When two requests ask for the same film: one spelling for all that mean the same to this vendor.

Here lives the vendor's equality of meaning. Never: a call. A judge compares the meaning of what was asked with the
meaning of what was sent.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import (
    FrameSize,
    Length,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.profile import Profile, choose

from . import catalog, encode, options, vocabulary, wire
from .catalog import Row

_ORDER: Final = {role: number for number, role in enumerate(Role)}
_MEDIA: Final = {medium: number for number, medium in enumerate(Medium)}
_PROFILE: Final[Profile] = choose(wire.NAME, vocabulary.SWITCHES, vocabulary.PROFILES)
"""The widest reading of the tables; no switch changes what a wish means, only whether it can be had."""


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    120 frames at 24 are 5 s, a pixel size is its resolution and ratio, an open length, resolution, ratio, sound
    or option is the documented default, the order of the media follows their roles. What the vendor cannot
    express stays as it is. A request for which the vendor has no operation or model is returned unchanged.
    """
    try:
        row = catalog.row_of(encode.operation_of(request), request.model, _PROFILE)
    except Inexpressible:
        return request
    if row is None:
        return request
    length = _length(row, request.length)
    seconds = int(length.value) if isinstance(length, Seconds) else row.usual
    defaults = {
        name: option.default
        for name, option in options.OPTIONS.items()
        if row.operation in option.operations and option.default is not None
    }
    return replace(
        request,
        negative_prompt=request.negative_prompt or None,
        inputs=tuple(
            one.undescribed()
            for one in sorted(request.inputs, key=lambda one: (_ORDER[one.role], _MEDIA[one.medium]))
        ),
        length=length,
        frame=_frame(row, request.frame, seconds),
        watermark=request.watermark or False,
        with_audio=row.sounds if request.with_audio is None else request.with_audio,
        vendor_options={**defaults, **request.vendor_options},
    )


def _length(row: Row, length: Length | None) -> Length:
    if length is None:
        return Seconds(Fraction(row.usual))
    seconds = encode.seconds_of(length)
    return length if seconds is None else Seconds(Fraction(seconds))


def _frame(row: Row, frame: FrameSize | None, seconds: int) -> FrameSize:
    usual = row.tiers(seconds)[0]
    ratios = catalog.ratios_of(row, _PROFILE)
    default = catalog.DEFAULT_RATIO if ratios else None
    if frame is None:
        return Shape(resolution=usual, aspect=default)
    if isinstance(frame, Pixels):
        resolution, aspect = encode.shape_of(row, frame, _PROFILE)
        return frame if resolution is None else Shape(resolution=resolution, aspect=aspect)
    resolution = frame.resolution.lower() if frame.resolution else usual
    return Shape(resolution=resolution, aspect=frame.aspect or default)
