"""The first frame as this surface takes it: a file, an address, a file that the vendor already has.

Here lives the way from `input_reference` to a canonical source and back. Never: where it stands in a body.
"""

from __future__ import annotations

from typing import TypeAlias

from vidlect_adapters import addresses
from vidlect_adapters.canonical import Handle, Inline, Link, MediaSource
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.forms import Part
from vidlect_adapters.json_body import json_type
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .bodies import Body
from .vocabulary import BEGINNINGS, ENDINGS, LONGEST_LINK, PICTURE_TYPES, UNSAID_TYPES

_AT = f"/{wire.REFERENCE}"
_HOLDS = (wire.IMAGE_URL, wire.FILE_ID)
Source: TypeAlias = Link | Inline | Handle


def read_picture(body: Body, *, documented: bool, profile: Profile, remarks: Remarks) -> Source | None:
    """The source of the first frame, None when nothing is said.

    `documented`: the model is one of this surface's, which takes three kinds of picture and its own files.
    """
    if body.file is not None:
        return _of_file(body.file, documented=documented, remarks=remarks)
    value = body.members.get(wire.REFERENCE)
    if wire.is_unsaid(value) or value == {}:
        return None
    if isinstance(value, str):
        if profile["reference-form"] == "object":
            expected = "a file" if body.is_form else "an object with image_url or file_id"
            raise wire.wrong(_AT, f"{expected}, not a string", None, wire.WRONG_TYPE)
        remarks.note("input_reference: a text was taken for an address")
        return _of_address(value, _AT, documented=documented)
    if not isinstance(value, dict):
        expected = f"an object with image_url or file_id, not {json_type(value)}"
        raise wire.wrong(_AT, expected, None, wire.WRONG_TYPE)
    return _of_object(value, documented=documented)


def _of_object(value: JsonObject, *, documented: bool) -> Source | None:
    for name in value:
        if name not in _HOLDS:
            pointer = _AT + wire.pointer_to(name)
            raise wire.wrong(pointer, "left out: there is no such member", None, wire.UNKNOWN)
    said = {name: text for name in _HOLDS if (text := wire.text_of(value, name)) is not None}
    if len(said) > 1:
        raise wire.wrong(_AT, "exactly one of image_url and file_id", None)
    for name, text in said.items():
        if name == wire.IMAGE_URL:
            return _of_address(text, f"{_AT}/{name}", documented=documented)
        if not documented:
            reason = "left out: only the vendor of the documented models knows its files"
            raise wire.wrong(f"{_AT}/{name}", reason, text)
        return Handle(kind=wire.FILE_ID, value=text)
    return None


def _of_address(text: str, pointer: str, *, documented: bool) -> Link | Inline:
    if len(text) > LONGEST_LINK:
        raise wire.wrong(pointer, f"at most {LONGEST_LINK} characters", None)
    try:
        if not addresses.is_data_url(text):
            return addresses.read_link(text)
        source = addresses.read_data_url(text)
    except ValueError as error:
        shown: JsonValue = None if addresses.is_data_url(text) else text
        raise wire.wrong(pointer, str(error), shown) from None
    _check_type(source.media_type, pointer, documented=documented)
    return source


def _of_file(file: Part, *, documented: bool, remarks: Remarks) -> Inline:
    if not file.content:
        raise wire.wrong(_AT, "a file that is not empty", None)
    media_type = file.media_type
    if media_type in UNSAID_TYPES:
        media_type = next((kind for begin, kind in BEGINNINGS if file.content.startswith(begin)), media_type)
        remarks.note(f"input_reference: the file looks like {media_type}")
    _check_type(media_type, _AT, documented=documented)
    return Inline(content=file.content, media_type=media_type)


def _check_type(media_type: str | None, pointer: str, *, documented: bool) -> None:
    if documented and media_type not in PICTURE_TYPES:
        raise wire.wrong(pointer, f"a picture of type {', '.join(PICTURE_TYPES)}", media_type)
    if not (media_type or "").startswith("image/"):
        raise wire.wrong(pointer, "a picture, by its media type", media_type)


def as_part(source: Inline) -> Part:
    """The file part of a form. Raises Inexpressible."""
    if source.media_type is None:
        raise Inexpressible(wire.NAME, "a picture in a form has a media type", pointer="/inputs")
    try:
        content = source.content()
    except ValueError:
        raise Inexpressible(wire.NAME, "an inline picture is base64", pointer="/inputs") from None
    ending = ENDINGS.get(source.media_type, source.media_type.partition("/")[2])
    name = f"{wire.REFERENCE}.{ending}"
    return Part(name=wire.REFERENCE, content=content, file_name=name, media_type=source.media_type)


def as_object(source: MediaSource) -> JsonObject:
    """The object of a JSON body. Raises Inexpressible."""
    if isinstance(source, Link):
        return {wire.IMAGE_URL: source.url}
    if isinstance(source, Handle) and source.kind == wire.FILE_ID:
        return {wire.FILE_ID: source.value}
    raise Inexpressible(wire.NAME, "there is no member for such a handle", pointer="/inputs")
