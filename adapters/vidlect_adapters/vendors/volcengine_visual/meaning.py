"""When two requests ask for the same film: one spelling for all that mean the same to this vendor.

Here lives the vendor's equality of meaning. Never: a call. A judge compares the meaning of what was asked
with the meaning of what was sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    Frames,
    FrameSize,
    Length,
    Pixels,
    Role,
    Shape,
    VideoRequest,
)

from . import catalog, encode
from .catalog import Row

_ORDER: Final = {role: number for number, role in enumerate(Role)}


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    5 s are 121 frames, a pixel size is its ratio, an open length, ratio or resolution is the documented
    default, an alias is the model, the order of the media follows their roles. What the vendor cannot
    express stays as it is. A model that is not of this vendor is returned unchanged.
    """
    row = catalog.BY_KEY.get(request.model)
    if row is None:
        return request
    defaults = {option.name: option.default for option in row.options if option.default is not None}
    return replace(
        request,
        model=row.req_key,
        prompt=request.prompt if request.prompt.strip() else "",
        negative_prompt=request.negative_prompt or None,
        inputs=tuple(one.undescribed() for one in sorted(request.inputs, key=lambda one: _ORDER[one.role])),
        length=_length(row, request.length),
        frame=_frame(row, request),
        fps=None if request.fps == row.fps else request.fps,
        vendor_options={**defaults, **request.vendor_options},
    )


def _length(row: Row, length: Length | None) -> Length | None:
    if not row.lengths:
        return None if isinstance(length, Automatic) else length
    if length is None:
        count: int | None = catalog.FRAMES_OF_SECONDS[catalog.DEFAULT_SECONDS]
    else:
        count = encode.frames_of(length)
    return length if count is None else Frames(count=count, fps=catalog.FPS)


def _frame(row: Row, request: VideoRequest) -> FrameSize | None:
    frame = request.frame
    counts = encode.ratio_counts(row, request.inputs)
    if isinstance(frame, Pixels):
        aspect = encode.aspect_of(frame) if counts else None
        if aspect is None:
            return frame
        frame = Shape(aspect=aspect)
    resolution = frame.resolution.lower() if frame and frame.resolution else None
    aspect = frame.aspect if frame else None
    if resolution is None and row.resolutions:
        default = catalog.DEFAULT_RESOLUTION
        resolution = default if default in row.resolutions else row.resolutions[0]
    if aspect is None and counts:
        aspect = catalog.DEFAULT_RATIO
    return None if resolution is None and aspect is None else Shape(resolution=resolution, aspect=aspect)
