"""How long, how large and how loud a film will be: what was asked, what the model has, what is lost.

Here live the rules of one model's tiers, lengths and sound. Never: a field's name, a word on the wire.
"""

from __future__ import annotations

from typing import NamedTuple

from vidlect_adapters.canonical import Automatic, Medium, Pixels, Role, VideoRequest
from vidlect_adapters.loss import Loss, LossKind
from vidlect_adapters.message import JsonObject
from vidlect_adapters.profile import Profile

from . import catalog, options, size
from .row import Only, Row
from .wire import Way, inexpressible


class Demand(NamedTuple):
    """Something of a film that cannot be had in every tier or length."""

    what: str
    only: Only


class Frame(NamedTuple):
    """Resolution and ratio; None where nothing is said."""

    tier: str | None
    ratio: str | None


def demands(row: Row, request: VideoRequest, given: JsonObject, profile: Profile) -> list[Demand]:
    """What the content of a film demands of its tier and length."""
    roles = {one.role for one in request.inputs}
    found: list[Demand] = []
    if row.last_frame is not None and Role.LAST_FRAME in roles and profile["tail-in-std"] == "refuse":
        found.append(Demand("a last frame", row.last_frame))
    if row.brush is not None and (Role.MASK in roles or "dynamic_masks" in given):
        found.append(Demand("a mask", row.brush))
    if row.camera is not None and "camera_control" in given:
        found.append(Demand("camera_control", row.camera))
    return found


def lengths(row: Row, request: VideoRequest) -> tuple[int, ...]:
    """The lengths of a film, in seconds: with references there are more."""
    referred = any(one.role in (Role.REFERENCE, Role.SOURCE) for one in request.inputs) or any(
        name in request.vendor_options for name in options.ELEMENTS
    )
    return row.lengths if referred else row.unreferred_lengths or row.lengths


def seconds(row: Row, request: VideoRequest, content: list[Demand], losses: list[Loss]) -> int | None:
    """Raises Inexpressible for a length that the model does not have, or not with this content."""
    length = request.length
    if edits(request):
        if length is not None and not isinstance(length, Automatic):
            losses.append(unsupported("length", str(length), "the film is as long as the video"))
        return None
    if length is None:
        return None
    allowed = lengths(row, request)
    for demand in content:
        allowed = tuple(one for one in allowed if one in demand.only.lengths or not demand.only.lengths)
    found = size.seconds_of(length)
    if found not in allowed:
        whole = f"{allowed[0]} to {allowed[-1]}" if len(allowed) > 2 else " or ".join(map(str, allowed))
        beside = "".join(f" with {demand.what}" for demand in content if demand.only.lengths)
        inexpressible(f"{row.model} makes films of {whole} s{beside}", "/length", str(length))
    return found


def edits(request: VideoRequest) -> bool:
    """Whether a video is edited, which then gives the film its length and ratio."""
    return any(one.role is Role.SOURCE for one in request.inputs)


def ratio_counts(way: Way) -> bool:
    """Whether the vendor has a ratio for films made in this way (beside a frame, the picture's own counts)."""
    return way is not Way.PICTURE


def needs_ratio(row: Row, request: VideoRequest) -> bool:
    """Whether nothing else gives an omni film its ratio (facts 7.4, 11.2)."""
    if Way.OMNI not in row.ways or request.first_frame is not None or edits(request):
        return False
    return not (row.by_path and any(one.medium is Medium.VIDEO for one in request.inputs))


def frame(row: Row, way: Way, request: VideoRequest, losses: list[Loss]) -> Frame:
    """What is asked of size. Raises Inexpressible for what the model does not have."""
    asked = request.frame
    if isinstance(asked, Pixels):
        return _of_pixels(row, way, asked, losses)
    tier = ratio = None
    if asked is not None and asked.resolution is not None:
        tier = asked.resolution.lower()
        if tier not in row.tiers:
            inexpressible(
                f"{row.model} makes films of {', '.join(row.tiers)}", "/frame/resolution", asked.resolution
            )
    if asked is not None and asked.aspect is not None:
        if not ratio_counts(way):
            losses.append(unsupported("frame.aspect", asked.aspect, "the picture gives the ratio"))
        elif asked.aspect not in catalog.RATIOS:
            inexpressible(f"the ratio is one of {', '.join(catalog.RATIOS)}", "/frame/aspect", asked.aspect)
        else:
            ratio = asked.aspect
    if ratio is None and needs_ratio(row, request):
        ratio = catalog.DEFAULT_RATIO
        reason = "nothing else gives the film a ratio"
        losses.append(lost(LossKind.DEFAULTED, "frame.aspect", "nothing", ratio, reason))
    return Frame(tier, ratio)


def _of_pixels(row: Row, way: Way, asked: Pixels, losses: list[Loss]) -> Frame:
    """A pixel size is its ratio and tier where the vendor has both; else what it has of them, said aloud."""
    text = f"{asked.width}x{asked.height}"
    ratio, tier = size.of_pixels(asked)
    if not ratio_counts(way):
        ratio = None
    elif ratio is None:
        inexpressible(f"{text} has none of the ratios {', '.join(catalog.RATIOS)}", "/frame", text)
    if tier not in row.tiers:
        tier = None
    said = [one for one in (ratio, tier) if one is not None]
    if not said:
        losses.append(unsupported("frame", text, "the picture gives the ratio, the model the size"))
    elif len(said) == 1:
        reason = "the vendor takes a ratio and a tier, and chooses the pixels"
        losses.append(lost(LossKind.ADJUSTED, "frame", text, said[0], reason))
    return Frame(tier, ratio)


def settled(
    row: Row, tier: str | None, content: list[Demand], losses: list[Loss], *, sound: bool | None
) -> tuple[str | None, bool | None]:
    """(tier, sound) that go together, and with the content. Raises Inexpressible where none do.

    Where no tier was asked for, the first that has all; sound gives way to a tier that was.
    """
    wanted = list(content)
    if row.sound is not None and sound:
        wanted.append(Demand("sound", row.sound.only))
    if tier is None:
        if all(row.default_tier in demand.only.tiers for demand in wanted):
            return None, sound
        tier = next(one for one in row.tiers if all(one in demand.only.tiers for demand in wanted))
        reason = f"{row.model} has {' and '.join(demand.what for demand in wanted)} only so"
        losses.append(lost(LossKind.DEFAULTED, "frame.resolution", "nothing", tier, reason))
        return tier, sound
    for demand in wanted:
        if tier not in demand.only.tiers:
            had = f"{demand.what} in {' and '.join(demand.only.tiers)} only"
            if demand.what != "sound":
                inexpressible(f"{row.model} has {had}", "/frame", tier)
            losses.append(unsupported("with_audio", "true", f"{row.model} has {had}"))
            sound = None
    return tier, sound


def sound(row: Row, request: VideoRequest, losses: list[Loss]) -> bool | None:
    """Whether sound is asked for and can be said; None where nothing is said."""
    wish = request.with_audio
    if wish is None:
        return None
    reason = None
    if row.sound is None:
        reason = f"{row.model} is silent" if wish else None
    elif row.sound.always:
        reason = None if wish else f"{row.model} always has sound"
    elif not wish:
        return False
    elif not row.sound.native:
        reason = f"{row.model} makes no sound of its own"
    elif any(one.medium is Medium.VIDEO for one in request.inputs):
        reason = "there is no sound beside a video"
    elif row.last_frame_silent and request.last_frame is not None:
        reason = "there is no sound with a last frame"
    else:
        return True
    if reason is not None:
        losses.append(unsupported("with_audio", str(wish).lower(), reason))
    return None


def unsupported(field: str, asked: str, reason: str = "the vendor has no such field") -> Loss:
    """A wish that is left out."""
    return lost(LossKind.UNSUPPORTED, field, asked, None, reason)


def lost(kind: LossKind, field: str, asked: str, sent: str | None, reason: str) -> Loss:
    """One wish that is not met."""
    return Loss(kind=kind, field=field, asked=asked, sent=sent, reason=reason)
