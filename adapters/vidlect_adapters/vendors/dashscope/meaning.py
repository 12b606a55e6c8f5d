"""When two requests ask for the same film: one spelling for all that mean the same to this vendor.

Here lives the vendor's equality of meaning. Never: a call. A judge compares the meaning of what was asked with the
meaning of what was sent.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import (
    Automatic,
    FrameSize,
    Handle,
    Length,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible

from . import catalog, encode, frame, older, options, wire
from .catalog import Row, Shaping, Sound

_ORDER: Final = {role: number for number, role in enumerate(Role)}


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    Tier and ratio are the product that they stand for (or the other way round), an open length, size or sound is the
    documented default, frames at 30 a second are seconds, an `oss://` link is a handle; what only one choice is left
    for counts as said. What the vendor cannot express stays as it is. A model that is not of this vendor is returned
    unchanged.
    """
    try:
        row = encode.row_of(request)
    except Inexpressible:
        return request
    return replace(
        request,
        prompt=request.prompt if request.prompt.strip() else "",
        negative_prompt=request.negative_prompt or None,
        inputs=tuple(_plain(row, one) for one in sorted(request.inputs, key=lambda one: _ORDER[one.role])),
        length=_length(row, request.length),
        frame=_frame(row, request),
        fps=None if request.fps == catalog.FPS else request.fps,
        watermark=bool(request.watermark),
        with_audio=_sound(row, request.with_audio),
        vendor_options={**_defaults(row), **request.vendor_options},
    )


def _plain(row: Row, one: MediaInput) -> MediaInput:
    """Without what only describes the file; a list of mere addresses does not tell pictures from videos."""
    if any(slot.array and slot.medium is Medium.VIDEO for slot in row.slots) and one.role is Role.REFERENCE:
        one = replace(one, medium=Medium.IMAGE)
    if isinstance(one.source, Link) and one.source.url.startswith(wire.OSS):
        return replace(one, source=Handle(kind=wire.OSS_KIND, value=one.source.url))
    return one.undescribed()


def _length(row: Row, length: Length | None) -> Length:
    if length is None:
        return Seconds(Fraction(row.length)) if row.length else Automatic()
    seconds = encode.seconds_of(length)
    return length if seconds is None else Seconds(Fraction(seconds))


def _frame(row: Row, request: VideoRequest) -> FrameSize | None:
    size = request.frame
    if row.shaping is Shaping.SIZE:
        try:
            width, height = frame.product(row, size or Shape(resolution=row.tier))
        except Inexpressible:
            return size
        return Pixels(width=width, height=height)
    counts = frame.ratio_counts(row, frame.roles_of(request))
    if isinstance(size, Pixels):
        known = frame.shape_of(row, size, counts=counts)
        if known is None:
            return size
        size = known
    resolution = (size.resolution if size else None) or row.tier
    aspect = size.aspect if size else None
    if aspect is None and counts:
        aspect = row.ratio or None
    return Shape(resolution=resolution.lower(), aspect=aspect)


def _sound(row: Row, wish: bool | None) -> bool | None:  # noqa: FBT001 # as the request has it
    if wish is None and row.sound is Sound.ASKED:
        return True
    usual = row.sound is not Sound.NEVER
    return None if wish is usual and row.sound is not Sound.ASKED else wish


def _defaults(row: Row) -> dict[str, str | bool | int | float]:
    """Of wanx2.1-vace-plus the default of prompt_extend is not known (facts 4.4)."""
    known = {name: options.OPTIONS[name].default for name in row.options}
    if row.name == older.EDITOR:
        known["prompt_extend"] = None
    return {name: value for name, value in known.items() if isinstance(value, str | bool | int | float)}
