"""What can be said through which surface to which vendor: asked of the relay, never written down.

Here live the probes and what came of them. Never: a fact about a dialect, a printed table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from vidlect_adapters.canonical import (
    Inline,
    Kind,
    Link,
    MediaInput,
    MediaSource,
    Medium,
    Pixels,
    Role,
    Seconds,
    Shape,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.interface import NamesModels, SurfaceAdapter, VendorAdapter
from vidlect_adapters.message import HttpCall
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import Outbound, Relay, relay_of

_SOURCES: Final[tuple[MediaSource, ...]] = (
    Link(url="https://media.example/a"),
    Inline(base64="iVBORw0KGgo=", media_type="image/png"),
)
"""A picture by its address and as a file: some vendors take but one of them."""
_SOUND: Final = Link(url="https://media.example/a.mp3")
_CLIP: Final = Link(url="https://media.example/a.mp4")


def _media(source: MediaSource) -> Mapping[Kind, tuple[tuple[MediaInput, ...], ...]]:
    """Kind → sets of media that ask for it."""
    first, last, shown, other = (
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role in (Role.FIRST_FRAME, Role.LAST_FRAME, Role.REFERENCE, Role.REFERENCE)
    )
    speech = MediaInput(role=Role.SOURCE, medium=Medium.AUDIO, source=_SOUND)
    motion = MediaInput(role=Role.SOURCE, medium=Medium.VIDEO, source=_CLIP)
    return {
        Kind.TEXT: ((),),
        Kind.FIRST_FRAME: ((first,),),
        Kind.FIRST_AND_LAST_FRAME: ((first, last),),
        Kind.REFERENCE: ((shown,), (shown, other), (shown, other, other)),
        Kind.DRIVEN: (
            (shown, speech),
            (first, speech),
            (speech,),
            (shown, motion),
            (first, motion),
            (motion,),
        ),
    }


_WISHES: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        "length": tuple(Seconds(Fraction(seconds)) for seconds in (5, 4, 8, 10)),
        "frame": (
            Shape(aspect="16:9"),
            Pixels(width=1280, height=720),
            Pixels(width=1920, height=1080),
            Shape(aspect="16:9", resolution="720p"),
            Shape(resolution="1080p"),
        ),
        "negative_prompt": ("雨",),
        "seed": (7,),
        "fps": (24,),
        "count": (2,),
        "watermark": (False,),
        "with_audio": (True,),
        "camera_fixed": (True,),
        "callback_url": ("https://client.example/told",),
    }
)
"""Canonical field → values of which one at least suits every model that knows the field at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One surface in front of one vendor.

    `kinds`: what films can be asked for. Each other field of a request is in one of: `kept`; `lost`, said by the
    surface and declared as a loss on the way to every model of the vendor; `refused`, said by the surface and
    taken by none of the vendor's models; `unsaid`, without a member in the surface.
    """

    surface: str
    vendor: str
    kinds: tuple[Kind, ...]
    kept: tuple[str, ...]
    lost: tuple[str, ...]
    refused: tuple[str, ...]
    unsaid: tuple[str, ...]


def crossings() -> Iterator[Crossing]:
    """Every surface over every vendor, in the registries' order, with default profiles."""
    for surface in SURFACES.values():
        relay = relay_of(surface, VENDORS)
        for vendor in VENDORS.values():
            yield _crossing(relay, surface, vendor)


def _crossing(relay: Relay, surface: SurfaceAdapter, vendor: VendorAdapter) -> Crossing:
    plain: list[VideoRequest] = []
    kinds: list[Kind] = []
    for kind in Kind:
        said = [one for one in _requests(vendor, kind) if _relayed(relay, surface, one) is not None]
        if said:
            kinds.append(kind)
            plain += said
    told = {name: _told(relay, surface, plain, name, values) for name, values in _WISHES.items()}
    kept, lost, refused, unsaid = (
        tuple(name for name, answer in told.items() if answer == wanted)
        for wanted in ("kept", "lost", "refused", "unsaid")
    )
    return Crossing(
        surface=surface.NAME,
        vendor=vendor.NAME,
        kinds=tuple(kinds),
        kept=kept,
        lost=lost,
        refused=refused,
        unsaid=unsaid,
    )


def _requests(vendor: VendorAdapter, kind: Kind) -> Iterator[VideoRequest]:
    """The plainest films of a kind, of every model."""
    for model in vendor.models():
        for source in _SOURCES[: 1 if kind is Kind.TEXT else None]:
            for inputs in _media(source)[kind]:
                yield VideoRequest(model=model, prompt="雪", inputs=inputs)


def _told(
    relay: Relay, surface: SurfaceAdapter, plain: list[VideoRequest], name: str, values: tuple[Any, ...]
) -> str:
    """What becomes of one field: the best that any model makes of any of its values."""
    answer = "unsaid"
    for request in plain:
        for value in values:
            wish: dict[str, Any] = {name: value}
            asked = replace(request, **wish)
            try:
                _create(surface, relay, asked)
            except Inexpressible:
                continue
            outbound = _relayed(relay, surface, asked)
            if outbound is None:
                answer = "refused" if answer == "unsaid" else answer
            elif any(loss.field.partition(".")[0] == name for loss in outbound.losses):
                answer = "lost"
            elif getattr(outbound.request, name) == value or outbound.callback_url == value:
                return "kept"
    return answer


def _relayed(relay: Relay, surface: SurfaceAdapter, request: VideoRequest) -> Outbound | None:
    """What goes to the vendor; None where surface or vendor refuse, or another film would be made."""
    try:
        call = _create(surface, relay, request)
    except Inexpressible:
        return None
    outbound = relay.begin_create(call)
    if not isinstance(outbound, Outbound) or outbound.request.model != request.model:
        return None
    return outbound if outbound.request.inputs == request.inputs else None


def _create(surface: SurfaceAdapter, relay: Relay, request: VideoRequest) -> HttpCall:
    name = surface.model_name(request.model) if isinstance(surface, NamesModels) else request.model
    return surface.encode_create(request, name, relay.profile)
