"""The pictures of a create: `image`, `images`, `input_reference`, and what vendors' bodies have besides.

Here lives the way from these members to canonical inputs and back. Never: how many a vendor takes.
"""

from __future__ import annotations

from typing import TypeAlias

from vidlect_adapters import addresses
from vidlect_adapters.canonical import (
    Handle,
    Inline,
    Link,
    MediaInput,
    MediaSource,
    Medium,
    Role,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import picture_of
from vidlect_adapters.members import Members, wrong
from vidlect_adapters.message import JsonObject, JsonValue, Part
from vidlect_adapters.remarks import Remarks

from . import wire
from .bodies import form_of

Source: TypeAlias = Link | Inline | Handle
_FEWEST_REFERENCES = 3
"""One picture is the first frame, two are first and last, more are references (A-10)."""


def read_pictures(said: Members, file: Part | None, remarks: Remarks) -> tuple[MediaInput, ...]:
    """The inputs. Raises MalformedRequest, where members name different pictures too."""
    given: dict[str, list[Source]] = {
        wire.IMAGES: _listed(said, wire.IMAGES),
        wire.IMAGE: _single(said, wire.IMAGE),
        wire.REFERENCE: _reference(said, file, remarks),
        wire.IMAGE_URLS: _listed(said, wire.IMAGE_URLS),
    }
    named = [name for name, sources in given.items() if sources]
    sources = given[named[0]] if named else []
    for name in named[1:]:
        if any(one not in sources for one in given[name]):
            raise said.refused(name, f"names another picture than {named[0]}")
        remarks.note(f"{name}: the same picture as in {named[0]}")
    tail = _single(said, wire.IMAGE_TAIL)
    if len(sources) >= _FEWEST_REFERENCES and not tail:
        return tuple(_image(Role.REFERENCE, one) for one in sources)
    if len(sources) + len(tail) > 2:
        raise said.refused(wire.IMAGE_TAIL, "is the last frame beside one picture, the first frame")
    roles = (Role.FIRST_FRAME, Role.LAST_FRAME)
    inputs = [_image(role, one) for role, one in zip(roles, sources, strict=False)]
    return (*inputs, *(_image(Role.LAST_FRAME, one) for one in tail))


def _image(role: Role, source: MediaSource) -> MediaInput:
    return MediaInput(role=role, medium=Medium.IMAGE, source=source)


def _listed(said: Members, name: str) -> list[Source]:
    return [_source(said, text, pointer) for text, pointer in said.texts(name)]


def _single(said: Members, name: str) -> list[Source]:
    text = said.text(name)
    return [] if text is None else [_source(said, text, f"/{name}")]


def _source(said: Members, text: str, pointer: str) -> Link | Inline:
    try:
        return addresses.read_source(text)
    except ValueError as error:
        shown = text if addresses.is_web(text) else None
        raise wrong(said.dialect, pointer, str(error), shown) from None


def _reference(said: Members, file: Part | None, remarks: Remarks) -> list[Source]:
    """`input_reference`: a file of a form, a text, or the object that the OpenAI SDKs write."""
    value = said.body.get(wire.REFERENCE)
    if file is not None:
        return [picture_of(file, form_of(said.dialect), remarks)]
    if not isinstance(value, dict):
        return _single(said, wire.REFERENCE)
    within = Members(said.dialect, value, f"/{wire.REFERENCE}")
    for name in value:
        if name not in {wire.IMAGE_URL, wire.FILE_ID}:
            raise within.wrong(name, "left out: there is no such member")
    address, file_id = within.text(wire.IMAGE_URL), within.text(wire.FILE_ID)
    if address is not None and file_id is not None:
        raise said.wrong(wire.REFERENCE, "an object with one of image_url and file_id")
    remarks.note(f"{wire.REFERENCE}: an object; as built a text or a file is read")
    if file_id is not None:
        return [Handle(kind=wire.FILE_ID, value=file_id)]
    return [] if address is None else [_source(said, address, f"/{wire.REFERENCE}/{wire.IMAGE_URL}")]


def write_pictures(request: VideoRequest, route: wire.Route) -> tuple[JsonObject, JsonObject]:
    """The members and the options that say the inputs. Raises Inexpressible."""
    if any(one.medium is not Medium.IMAGE for one in request.inputs):
        raise Inexpressible(route.surface, "a film is made of text and pictures here", pointer="/inputs")
    first, last, references = request.first_frame, request.last_frame, request.references
    if len(first_and_last := [one for one in (first, last) if one]) + len(references) < len(request.inputs):
        raise Inexpressible(
            route.surface, "there are frames and references, and no other role", pointer="/inputs"
        )
    if references and (first_and_last or len(references) < _FEWEST_REFERENCES):
        text = f"references are {_FEWEST_REFERENCES} or more and stand alone; one or two pictures are frames"
        raise Inexpressible(route.surface, text, pointer="/inputs")
    if first is None and last is not None:
        return {}, {wire.IMAGE_TAIL: _as_text(last.source, route)}
    if first is not None and last is None:
        if isinstance(first.source, Handle) and first.source.kind == wire.FILE_ID:
            return {wire.REFERENCE: {wire.FILE_ID: first.source.value}}, {}
        return {route.picture: _as_text(first.source, route)}, {}
    texts: list[JsonValue] = [_as_text(one.source, route) for one in (*first_and_last, *references)]
    return ({wire.IMAGES: texts} if texts else {}), {}


def _as_text(source: MediaSource, route: wire.Route) -> str:
    match source:
        case Link(url=url):
            return url
        case Inline(media_type=None):
            return source.base64
        case Inline(media_type=kind):
            return f"data:{kind};base64,{source.base64}"
        case _:
            raise Inexpressible(route.surface, "there is no member for such a handle", pointer="/inputs")
