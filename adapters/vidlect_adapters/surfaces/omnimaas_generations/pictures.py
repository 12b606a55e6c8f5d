"""The pictures of a create, in both directions: `images`, whose number gives their roles (A-10).

Here lives the way from texts to media with a role, and back. Never: how many a vendor's model takes.
"""

from __future__ import annotations

from vidlect_adapters import addresses
from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.members import Members
from vidlect_adapters.message import JsonObject, JsonValue

from . import wire

_FRAMES = (Role.FIRST_FRAME, Role.LAST_FRAME)


def read_pictures(said: Members) -> tuple[MediaInput, ...]:
    """One picture is the first frame, two are first and last, more are references, in order."""
    sources = [_source(text, pointer) for text, pointer in said.texts(wire.IMAGES)]
    roles = _FRAMES[: len(sources)] if len(sources) <= len(_FRAMES) else (Role.REFERENCE,) * len(sources)
    return tuple(
        MediaInput(role=role, medium=Medium.IMAGE, source=source)
        for role, source in zip(roles, sources, strict=True)
    )


def _source(text: str, pointer: str) -> Link | Inline:
    try:
        return addresses.read_source(text)
    except ValueError as error:
        shown: JsonValue = text if addresses.is_web(text) else None
        raise wire.wrong(pointer, str(error), shown) from None


def write_pictures(request: VideoRequest) -> JsonObject:
    """The member `images`. Raises Inexpressible for media whose roles their number does not tell."""
    inputs = request.inputs
    if not inputs:
        return {}
    if any(one.medium is not Medium.IMAGE for one in inputs):
        raise wire.unsaid("/inputs", "there are pictures only")
    roles = {one.role for one in inputs}
    if roles == {Role.REFERENCE} and len(inputs) > len(_FRAMES):
        return {wire.IMAGES: [_text(one) for one in inputs]}
    first, last = request.first_frame, request.last_frame
    if first is None or not roles <= set(_FRAMES):
        text = "one picture is the first frame, two are first and last frame, three and more are references"
        raise wire.unsaid("/inputs", text)
    return {wire.IMAGES: [_text(one) for one in (first, last) if one is not None]}


def _text(one: MediaInput) -> str:
    match one.source:
        case Link(url=url):
            return url
        case Inline(base64=base64, media_type=None):
            return base64
        case Inline(base64=base64, media_type=media_type):
            return f"data:{media_type};base64,{base64}"
        case _:
            raise wire.unsaid("/inputs", "a picture is given by its address or in base64")
