"""The first frame as this surface takes it: a file of a form, or an address among the free options.

Here lives the way from `input_reference` and `metadata.img_url` to a canonical source. Never: which model takes one.
"""

from __future__ import annotations

from typing import NamedTuple

from vidlect_adapters.addresses import is_web, read_source
from vidlect_adapters.canonical import Inline, Link
from vidlect_adapters.form_body import Body, picture_of
from vidlect_adapters.json_body import json_type
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import LONGEST_PICTURE

_AT = f"/{wire.REFERENCE}"
_IN_METADATA = f"/{wire.METADATA}/{wire.IMG_URL}"


class Picture(NamedTuple):
    """The first frame and where it stood."""

    source: Link | Inline
    pointer: str


def read_picture(body: Body, in_metadata: str | None, profile: Profile, remarks: Remarks) -> Picture | None:
    """The first frame, None when nothing is said. Raises MalformedRequest.

    `in_metadata`: what `metadata.img_url` says (B-10).
    """
    picture = _reference(body, profile, remarks)
    if in_metadata is None:
        return picture
    if profile["metadata-picture"] == "refuse":
        raise wire.wrong(_IN_METADATA, f"left out: a picture is a file in {wire.REFERENCE}")
    if picture is not None:
        raise wire.wrong(_IN_METADATA, f"left out beside {wire.REFERENCE}: there is one picture")
    return _of_text(in_metadata, _IN_METADATA)


def _reference(body: Body, profile: Profile, remarks: Remarks) -> Picture | None:
    if body.file is not None:
        return Picture(picture_of(body.file, wire.FORM, remarks), _AT)
    value = body.members.get(wire.REFERENCE)
    if is_unsaid(value):
        return None
    if not isinstance(value, str):
        raise wire.wrong(_AT, f"a picture file of a form, not {json_type(value)}")
    if body.is_form:
        if profile["reference-form"] == "file":
            raise wire.wrong(_AT, f"a file; an address goes in metadata.{wire.IMG_URL}")
        remarks.note(f"{wire.REFERENCE}: a text was taken for an address")
    return _of_text(value, _AT)


def _of_text(text: str, pointer: str) -> Picture:
    if len(text) > LONGEST_PICTURE:
        raise wire.wrong(pointer, f"at most {LONGEST_PICTURE} characters")
    try:
        return Picture(read_source(text), pointer)
    except ValueError as error:
        raise wire.wrong(pointer, str(error), text if is_web(text) else None) from None
