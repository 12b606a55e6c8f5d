"""A film as a client of new-api asks for it, and the paths of its calls.

Here lives the JSON form that our own client writes: what the table has no member for goes in `metadata`. Never: how
such a create is read.
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.canonical import Pixels, Seconds, VideoRequest
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import JSON
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue

from . import wire
from .pictures import write_pictures

_OPTIONS: Final = {
    "negative_prompt": wire.NEGATIVE_PROMPT,
    "fps": wire.FPS,
    "seed": wire.SEED,
    "watermark": wire.WATERMARK,
    "with_audio": wire.GENERATE_AUDIO,
    "camera_fixed": wire.CAMERA_FIXED,
    "callback_url": wire.CALLBACK_URL,
}
"""Canonical field → its name in `metadata`."""
_TAKEN: Final = frozenset({*wire.MEMBERS, *wire.PUBLISHED, *wire.MODELLED_OPTIONS}) - {wire.MODE}
"""Names that no option of a vendor can have here: they would say something else."""


def encode_create(request: VideoRequest, model_name: str, route: wire.Route) -> HttpCall:
    """The call by which a client asks for this film. Raises Inexpressible."""
    if request.callback_url is not None and not route.announces:
        raise _unsaid(route, "/callback_url", "the end of a task is not announced here", None)
    if request.count != 1:
        raise _unsaid(route, "/count", "a task makes one film", request.count)
    for name in request.vendor_options:
        if name in _TAKEN:
            raise _unsaid(route, f"/vendor_options/{name}", "the request itself says it", None)
    pictures, options = write_pictures(request, route)
    size, tier = _size(request)
    for field, name in _OPTIONS.items():
        value: JsonValue = getattr(request, field)
        if value is not None:
            options[name] = value
    metadata = {**options, **tier, **request.vendor_options}
    body: JsonObject = {wire.MODEL: model_name, wire.PROMPT: request.prompt, **pictures}
    body |= {**_length(request, route), **size}
    if metadata:
        body[wire.METADATA] = metadata
    headers = (("Content-Type", JSON),)
    return HttpCall(method="POST", path=route.path, headers=headers, body=write_object(body, route.surface))


def _length(request: VideoRequest, route: wire.Route) -> JsonObject:
    match request.length:
        case None:
            return {}
        case Seconds(value=seconds) if seconds.denominator == 1:
            whole = seconds.numerator
            return {route.length: whole if route.is_wrapped else str(whole)}
        case _:
            raise _unsaid(route, "/length", "a length is whole seconds", str(request.length))


def _size(request: VideoRequest) -> tuple[JsonObject, JsonObject]:
    """The member that says the frame, and the option beside it."""
    frame = request.frame
    if frame is None:
        return {}, {}
    if isinstance(frame, Pixels):
        return {wire.SIZE: str(frame)}, {}
    tier: JsonObject = {} if frame.resolution is None else {wire.RESOLUTION: frame.resolution}
    aspect: JsonObject = {} if frame.aspect is None else {wire.ASPECT_RATIO: frame.aspect}
    return {}, {**tier, **aspect}


def _unsaid(route: wire.Route, pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(route.surface, text, pointer=pointer, value=value)
