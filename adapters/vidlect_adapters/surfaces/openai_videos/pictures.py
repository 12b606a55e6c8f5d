"""The first frame as this surface takes it: a file, an address, a file that the vendor already has.

Here lives the way from `input_reference` to a canonical source and back. Never: where it stands in a body.
"""

from __future__ import annotations

from typing import TypeAlias

from vidlect_adapters import addresses
from vidlect_adapters.canonical import Handle, Inline, Link, MediaSource
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.form_body import Body, check_type, picture_of
from vidlect_adapters.json_body import json_type
from vidlect_adapters.members import is_unsaid, pointer_to
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import LONGEST_LINK, PICTURE_TYPES

_AT = f"/{wire.REFERENCE}"
_HOLDS = (wire.IMAGE_URL, wire.FILE_ID)
Source: TypeAlias = Link | Inline | Handle


def read_picture(body: Body, *, documented: bool, profile: Profile, remarks: Remarks) -> Source | None:
    """The source of the first frame, None when nothing is said.

    `documented`: the model is one of this surface's, which takes three kinds of picture and its own files.
    """
    if body.file is not None:
        return picture_of(body.file, wire.FORM, remarks, _taken(documented=documented))
    value = body.members.get(wire.REFERENCE)
    if is_unsaid(value) or value == {}:
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


def _taken(*, documented: bool) -> tuple[str, ...]:
    return PICTURE_TYPES if documented else ()


def _of_object(value: JsonObject, *, documented: bool) -> Source | None:
    for name in value:
        if name not in _HOLDS:
            pointer = _AT + pointer_to(name)
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
    check_type(source.media_type, pointer, wire.FORM, _taken(documented=documented))
    return source


def as_object(source: MediaSource) -> JsonObject:
    """The object of a JSON body. Raises Inexpressible."""
    if isinstance(source, Link):
        return {wire.IMAGE_URL: source.url}
    if isinstance(source, Handle) and source.kind == wire.FILE_ID:
        return {wire.FILE_ID: source.value}
    raise Inexpressible(wire.NAME, "there is no member for such a handle", pointer="/inputs")
