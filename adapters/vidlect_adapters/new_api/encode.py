"""A film as a client of new-api asks for it, and the paths of its calls.

Here lives the JSON form that our own client writes: what the table has no member for goes in `metadata`. Never: how
such a create is read.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from vidlect_adapters.canonical import Automatic, Frames, Pixels, Shape, VideoRequest
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import JSON
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue

from . import wire
from .media import write_media
from .vocabulary import AUTOMATIC, FRAMES_A_SECOND, STANDS_FOR

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
_TAKEN: Final = frozenset({wire.MODEL, *STANDS_FOR}) - {wire.MODE, wire.AUDIO}
"""Names that no option of a vendor can have here: they would say something else."""


def encode_create(request: VideoRequest, model_name: str, route: wire.Route) -> HttpCall:
    """The call by which a client asks for this film. Raises Inexpressible."""
    if request.callback_url is not None and not route.announces:
        raise _unsaid(route, "/callback_url", "the end of a task is not announced here", None)
    for name in request.vendor_options:
        if name in _TAKEN or (name == wire.AUDIO and isinstance(request.vendor_options[name], bool)):
            raise _unsaid(route, f"/vendor_options/{name}", "the request itself says it", None)
    pictures, options = write_media(request, route)
    for field, name in _OPTIONS.items():
        value: JsonValue = getattr(request, field)
        if value is not None:
            options[name] = value
    if request.count != 1:
        options[wire.COUNT] = request.count
    length, beside = _length(request, route)
    size, shape = _frame(request)
    body: JsonObject = {wire.MODEL: model_name, wire.PROMPT: request.prompt, **pictures, **length, **size}
    metadata = {**options, **beside, **shape, **request.vendor_options}
    if metadata:
        body[wire.METADATA] = metadata
    headers = (("Content-Type", JSON),)
    return HttpCall(method="POST", path=route.path, headers=headers, body=write_object(body, route.surface))


def _length(request: VideoRequest, route: wire.Route) -> tuple[JsonObject, JsonObject]:
    """The member that says the length, or the option. Raises Inexpressible."""
    length = request.length
    if length is None:
        return {}, {}
    if isinstance(length, Automatic):
        return {}, {wire.DURATION: AUTOMATIC}
    if isinstance(length, Frames):
        if length.fps != FRAMES_A_SECOND:
            text = f"a length in frames has {FRAMES_A_SECOND} a second"
            raise _unsaid(route, "/length", text, str(length))
        return {}, {wire.FRAMES: length.count}
    seconds = length.value
    if seconds.denominator == 1:
        whole = seconds.numerator
        return {route.length: whole if route.is_wrapped else str(whole)}, {}
    if Fraction(repr(float(seconds))) != seconds:
        raise _unsaid(route, "/length", "a length is a number that JSON can write", str(length))
    return {}, {wire.DURATION: float(seconds)}


def _frame(request: VideoRequest) -> tuple[JsonObject, JsonObject]:
    """The member that says the frame, or the options."""
    members: JsonObject = {}
    options: JsonObject = {}
    if isinstance(request.frame, Pixels):
        members[wire.SIZE] = str(request.frame)
    elif isinstance(request.frame, Shape):
        said = {wire.RESOLUTION: request.frame.resolution, wire.ASPECT_RATIO: request.frame.aspect}
        options |= {name: word for name, word in said.items() if word is not None}
    return members, options


def _unsaid(route: wire.Route, pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(route.surface, text, pointer=pointer, value=value)
