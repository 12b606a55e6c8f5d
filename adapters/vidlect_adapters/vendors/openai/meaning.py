"""When two requests ask for the same film: one spelling for all that mean the same to this vendor.

Here lives the vendor's equality of meaning. Never: a call. A judge compares the meaning of what was asked with the
meaning of what was sent.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from vidlect_adapters.canonical import (
    Automatic,
    Length,
    Seconds,
    VideoRequest,
)

from . import catalog


def meaning(request: VideoRequest) -> VideoRequest:
    """The same film, spelled the vendor's way with its documented defaults written out.

    An open length is 4 seconds, an open size 720x1280, a tier and aspect are their pixels, a picture is its bytes
    or its address. What the vendor cannot express stays as it is, and a model that is not of this vendor.
    """
    row = catalog.BY_NAME.get(request.model)
    if row is None:
        return request
    sizes = tuple(size for size in catalog.SIZES if row.pro or not size.pro)
    size = sizes[0] if request.frame is None else catalog.size_of(request.frame, sizes)
    return replace(
        request,
        negative_prompt=request.negative_prompt or None,
        inputs=tuple(one.undescribed() for one in request.inputs),
        length=_length(request.length),
        frame=request.frame if size is None else size.pixels,
    )


def _length(length: Length | None) -> Length:
    if length is None or isinstance(length, Automatic):
        return Seconds(Fraction(catalog.DEFAULT_SECONDS))
    seconds = catalog.seconds_of(length)
    return length if seconds is None else Seconds(Fraction(seconds))
