"""The size of a film: pixels, or tier and ratio, as the vendor's three ways of asking have it.

Here lives that translation, in both directions of the table. Never: another field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vidlect_adapters.canonical import FrameSize, Pixels, Role, Shape, VideoRequest
from vidlect_adapters.loss import Loss, LossKind
from vidlect_adapters.message import JsonObject

from . import catalog, wire
from .catalog import Row, Shaping
from .wire import inexpressible

Key = tuple[str, str]


def _inverted(table: Mapping[Key, tuple[int, int]]) -> dict[tuple[int, int], Key]:
    return {pixels: key for key, pixels in table.items()}


_BY_PIXELS: Final = _inverted(catalog.SIZES)
_BY_PIXELS_27: Final = _inverted(catalog.SIZES_27)


def ratio_counts(row: Row, roles: frozenset[Role]) -> bool:
    """Whether the model heeds a ratio; the first frame of wan2.7-r2v gives its own (facts 4.3)."""
    return bool(row.ratios) and not (row.name.startswith("wan2.7-r2v") and Role.FIRST_FRAME in roles)


def roles_of(request: VideoRequest) -> frozenset[Role]:
    """The roles of the media that are given."""
    return frozenset(one.role for one in request.inputs)


def put(row: Row, request: VideoRequest, asked: JsonObject, losses: list[Loss]) -> None:
    """Write the size into `parameters`. Raises Inexpressible."""
    frame = request.frame
    if frame is None:
        return
    if row.shaping is Shaping.SIZE:
        width, height = product(row, frame)
        asked["size"] = f"{width}*{height}"
    elif isinstance(frame, Pixels):
        _put_pixels(row, request, frame, asked, losses)
    else:
        _put_shape(row, request, frame, asked, losses)


def product(row: Row, frame: FrameSize) -> tuple[int, int]:
    """Width and height of a frame, as the table has them. Raises Inexpressible."""
    if isinstance(frame, Pixels):
        pixels = (frame.width, frame.height)
        key = _BY_PIXELS.get(pixels)
        if key is not None and key[0] in row.tiers:
            return pixels
        allowed = (f"{w}x{h}" for (tier, _), (w, h) in catalog.SIZES.items() if tier in row.tiers)
        inexpressible(
            f"{row.name} makes films of {', '.join(allowed)}", "/frame", f"{frame.width}x{frame.height}"
        )
    tier = row.tier if frame.resolution is None else _tier(row, frame.resolution)
    ratio = frame.aspect or catalog.RATIOS[0]
    pixels_of = catalog.SIZES.get((tier, ratio))
    if pixels_of is None:
        allowed = (ratio for own, ratio in catalog.SIZES if own == tier)
        inexpressible(f"a film of {tier} has one of {', '.join(allowed)}", "/frame/aspect", ratio)
    return pixels_of


def shape_of(row: Row, size: Pixels, *, counts: bool) -> Shape | None:
    """Tier and ratio of a pixel size; None where the table has none."""
    table = _BY_PIXELS_27 if row.ratios else _BY_PIXELS
    key = table.get((size.width, size.height))
    if key is None or key[0] not in row.tiers:
        return None
    return Shape(resolution=key[0].lower(), aspect=key[1] if counts else None)


def _put_pixels(row: Row, request: VideoRequest, size: Pixels, asked: JsonObject, losses: list[Loss]) -> None:
    counts = ratio_counts(row, roles_of(request))
    said = f"{size.width}x{size.height}"
    shape = shape_of(row, size, counts=counts)
    if shape is None or shape.resolution is None:
        inexpressible(f"{said} is the size of no film of {row.name}", "/frame", said)
    asked["resolution"] = shape.resolution.upper()
    if counts:
        asked["ratio"] = shape.aspect
    if not counts or not row.name.startswith("wan2.7"):
        sent = shape.resolution.upper() if not counts else f"{shape.resolution.upper()} {shape.aspect}"
        reason = "the vendor takes a tier and chooses the pixels"
        losses.append(Loss(kind=LossKind.ADJUSTED, field="frame", asked=said, sent=sent, reason=reason))


def _put_shape(row: Row, request: VideoRequest, shape: Shape, asked: JsonObject, losses: list[Loss]) -> None:
    if shape.resolution is not None:
        asked["resolution"] = _tier(row, shape.resolution)
    if shape.aspect is None:
        return
    if not ratio_counts(row, roles_of(request)):
        reason = "the picture gives the ratio"
        losses.append(
            Loss(kind=LossKind.UNSUPPORTED, field="frame.aspect", asked=shape.aspect, reason=reason)
        )
    elif shape.aspect in row.ratios:
        asked["ratio"] = shape.aspect
    else:
        inexpressible(f"the ratio is one of {wire.listed(row.ratios)}", "/frame/aspect", shape.aspect)


def _tier(row: Row, resolution: str) -> str:
    tier = resolution.upper()
    if tier not in row.tiers:
        inexpressible(f"{row.name} makes films of {wire.listed(row.tiers)}", "/frame/resolution", resolution)
    return tier
