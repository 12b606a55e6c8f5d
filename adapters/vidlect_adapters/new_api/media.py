"""The media of a create: `image`, `images`, `input_reference`, and what stands in `metadata` besides.

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
_FRAMES = (Role.FIRST_FRAME, Role.LAST_FRAME)
_PLACES = {
    (Role.FIRST_FRAME, Medium.IMAGE): (wire.IMAGE, False),
    (Role.LAST_FRAME, Medium.IMAGE): (wire.IMAGE_TAIL, False),
    (Role.REFERENCE, Medium.IMAGE): (wire.REFERENCE_URLS, True),
    (Role.SOURCE, Medium.AUDIO): (wire.AUDIO_URL, False),
    (Role.SOURCE, Medium.VIDEO): (wire.VIDEO_URL, False),
    (Role.MASK, Medium.IMAGE): (wire.MASK_URL, True),
}
"""Where a medium is written: the name, and whether it is a list."""


def read_media(said: Members, file: Part | None, remarks: Remarks) -> tuple[MediaInput, ...]:
    """The inputs. Raises MalformedRequest, where members name different pictures too."""
    given: dict[str, list[Source]] = {
        wire.IMAGES: _listed(said, wire.IMAGES, remarks),
        wire.IMAGE: _single(said, wire.IMAGE),
        wire.REFERENCE: _reference(said, file, remarks),
    }
    named = [name for name, sources in given.items() if sources]
    sources = given[named[0]] if named else []
    for name in named[1:]:
        if any(one not in sources for one in given[name]):
            raise said.refused(name, f"names another picture than {named[0]}")
        remarks.note(f"{name}: the same picture as in {named[0]}")
    tail, named_references = _single(said, wire.IMAGE_TAIL), _listed(said, wire.REFERENCE_URLS, remarks)
    if len(sources) >= _FEWEST_REFERENCES:
        if named_references not in ([], sources):
            raise said.refused(wire.REFERENCE_URLS, f"names other pictures than {named[0]}")
        sources, named_references = [], sources
    if len(sources) + len(tail) > len(_FRAMES):
        raise said.refused(wire.IMAGE_TAIL, "is the last frame beside one picture, the first frame")
    frames = [_input(role, one) for role, one in zip(_FRAMES, sources, strict=False)]
    return (
        *frames,
        *(_input(Role.LAST_FRAME, one) for one in tail),
        *(_input(Role.REFERENCE, one) for one in named_references),
        *(_input(Role.SOURCE, one, Medium.AUDIO) for one in _single(said, wire.AUDIO_URL, Medium.AUDIO)),
        *(_input(Role.SOURCE, one, Medium.VIDEO) for one in _single(said, wire.VIDEO_URL, Medium.VIDEO)),
        *(_input(Role.MASK, one) for one in _listed(said, wire.MASK_URL, remarks)),
    )


def _input(role: Role, source: MediaSource, medium: Medium = Medium.IMAGE) -> MediaInput:
    return MediaInput(role=role, medium=medium, source=source)


def _listed(said: Members, name: str, remarks: Remarks) -> list[Source]:
    """A list of pictures, or one; an item may be an object that holds one, as one vendor writes it."""
    value = said.body.get(name)
    if isinstance(value, str):
        if value:
            remarks.note(f"{name}: a text was taken for a list of one")
        return _single(said, name)
    if isinstance(value, list):
        items = [one[held] if isinstance(one, dict) and (held := _holder(one)) else one for one in value]
        said = Members(said.dialect, {name: items}, said.within)
    return [_source(said, text, pointer) for text, pointer in said.texts(name)]


def _holder(one: JsonObject) -> str | None:
    """The one member of an object that only holds a picture."""
    return next((name for name in (wire.IMAGE, wire.IMAGE_URL) if one.keys() == {name}), None)


def _single(said: Members, name: str, medium: Medium = Medium.IMAGE) -> list[Source]:
    text = said.text(name)
    return [] if text is None else [_source(said, text, f"/{name}", medium)]


def _source(said: Members, text: str, pointer: str, medium: Medium = Medium.IMAGE) -> Link | Inline:
    try:
        return addresses.read_source(text, medium.value)
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


def write_media(request: VideoRequest, route: wire.Route) -> tuple[JsonObject, JsonObject]:
    """The members and the options that say the inputs. Raises Inexpressible."""
    members: JsonObject = {}
    options: JsonObject = {}
    for (role, medium), (name, is_list) in _PLACES.items():
        texts: list[JsonValue] = [
            _as_text(one, route)
            for one in request.inputs
            if (one.role, one.medium) == (role, medium) and not _is_file_id(one)
        ]
        if len(texts) > 1 and not is_list:
            text = f"there is place for one {role.value} ({medium.value})"
            raise Inexpressible(route.surface, text, pointer="/inputs")
        if texts:
            options[name] = texts if is_list else texts[0]
    for one in request.inputs:
        if (one.role, one.medium) not in _PLACES:
            text = f"there is no place for this {one.role.value} ({one.medium.value})"
            raise Inexpressible(route.surface, text, pointer="/inputs")
        if _is_file_id(one) and isinstance(one.source, Handle):
            members[wire.REFERENCE] = {wire.FILE_ID: one.source.value}
    if wire.IMAGE in options:
        members[route.picture] = options.pop(wire.IMAGE)
    return members, options


def _is_file_id(one: MediaInput) -> bool:
    source = one.source
    return one.role is Role.FIRST_FRAME and isinstance(source, Handle) and source.kind == wire.FILE_ID


def _as_text(one: MediaInput, route: wire.Route) -> str:
    source = one.source
    match source:
        case Link(url=url):
            return url
        case Inline(media_type=None):
            return source.base64
        case Inline(media_type=str(kind)) if kind.startswith(f"{one.medium.value}/"):
            return f"data:{kind};base64,{source.base64}"
        case _:
            raise Inexpressible(
                route.surface, f"there is no member for this {one.role.value}", pointer="/inputs"
            )
