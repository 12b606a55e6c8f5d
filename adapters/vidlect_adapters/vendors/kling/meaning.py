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
    MediaInput,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible

from . import catalog, choices, media, size
from .row import Row
from .wire import Way

_ORDER: Final = {role: number for number, role in enumerate(Role)}


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    A length in frames is its seconds, a pixel size its ratio and tier, an open length, ratio or tier the
    documented default, silence what a silent model makes anyhow. The order of the media counts where a
    prompt can name them by number. What the vendor cannot express stays as it is; so does a request for
    another's model.
    """
    row = catalog.BY_MODEL.get(request.model)
    if row is None:
        return request
    try:
        way = media.way_of(row, request)
    except Inexpressible:
        return request
    defaults = {
        option.name: option.default
        for option in row.options
        if option.default is not None and way in option.ways
    }
    return replace(
        request,
        prompt=request.prompt if request.prompt.strip() else "",
        negative_prompt=request.negative_prompt or None,
        inputs=_inputs(way, request.inputs),
        length=_length(request),
        frame=_frame(row, way, request),
        fps=None if request.fps == row.fps.get(way) else request.fps,
        with_audio=_sound(row, request.with_audio),
        vendor_options={**defaults, **request.vendor_options},
    )


def _inputs(way: Way, inputs: tuple[MediaInput, ...]) -> tuple[MediaInput, ...]:
    plain = (one.undescribed() for one in inputs)
    if way in (Way.OMNI, Way.REFERENCES):
        # Pictures and videos are numbered apart, in two lists.
        return tuple(sorted(plain, key=lambda one: one.medium.value))
    return tuple(sorted(plain, key=lambda one: _ORDER[one.role]))


def _length(request: VideoRequest) -> Length | None:
    length = request.length
    if choices.edits(request):
        return None if isinstance(length, Automatic) else length
    found = catalog.DEFAULT_SECONDS if length is None else size.seconds_of(length)
    return length if found is None else Seconds(Fraction(found))


def _frame(row: Row, way: Way, request: VideoRequest) -> FrameSize | None:
    frame = request.frame
    if isinstance(frame, Pixels):
        ratio, tier = size.of_pixels(frame)
        if ratio is None or tier not in row.tiers or not choices.ratio_counts(way):
            return frame
        return Shape(resolution=tier, aspect=ratio)
    tier = frame.resolution.lower() if frame and frame.resolution else row.default_tier
    ratio = frame.aspect if frame else None
    given = way is Way.OMNI and not choices.needs_ratio(row, request)
    if ratio is None and choices.ratio_counts(way) and not given:
        ratio = catalog.DEFAULT_RATIO
    return Shape(resolution=tier, aspect=ratio)


def _sound(row: Row, wish: bool | None) -> bool | None:  # noqa: FBT001 # the canonical field itself
    """What a model does anyhow need not be said."""
    if row.sound is None:
        return wish or None
    if row.sound.always:
        return None if wish else wish
    return wish or None if row.sound.off_by_default else wish
