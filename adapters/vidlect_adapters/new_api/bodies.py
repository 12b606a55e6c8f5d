"""The body of a create, JSON or form, as members and a vendor's free options.

Here lives the step from bytes to members: what a form collects into `metadata`, what `metadata` lays over the
members. Never: what a member means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from vidlect_adapters import form_body, forms
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.form_body import Form
from vidlect_adapters.loss import LossKind
from vidlect_adapters.members import is_unsaid, pointer_to, refused, wrong
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Part
from vidlect_adapters.metadata import read_metadata
from vidlect_adapters.remarks import Remarks

from . import wire
from .vocabulary import STANDS_FOR

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?", re.ASCII)
"""Of digits that no reader rounds."""

_CONTENT: Mapping[str, str] = {
    **dict.fromkeys(
        ("image_url", "image_urls", "content", "first_frame", "last_frame", "image_tail"),
        "a picture goes in image, images or input_reference, any other in metadata",
    ),
    **dict.fromkeys(("video", "video_url", "audio_url"), "it goes in metadata"),
}
"""Members that are content. As built they are dropped, which makes another film (RB-18): here they are refused."""


class Body(NamedTuple):
    """What a client said: members by name, `options` of the vendor, and the file of a form.

    `places`: name of a member → JSON pointer of where the client said it, where that is not the member.
    """

    members: JsonObject
    options: JsonObject
    file: Part | None = None
    places: Mapping[str, str] = {}

    def placed(self, error: MalformedRequest) -> MalformedRequest:
        """The same refusal under the name that the client wrote."""
        name, slash, rest = error.pointer[1:].partition("/")
        if name not in self.places:
            return error
        reason = error.message.removeprefix(f"{error.field}: ")
        return wire.coded(
            refused(error.dialect, f"{self.places[name]}{slash}{rest}", reason, error.value), error.code
        )


def read_body(call: HttpCall, dialect: str, remarks: Remarks) -> Body:
    """A body's members. Raises MalformedRequest, with the code that new-api has for the mistake."""
    form = form_of(dialect)
    try:
        body = form_body.read_body(call, form, remarks)
    except MalformedRequest as error:
        is_form = forms.is_form(call.header("Content-Type") or "")
        if not error.pointer:
            wire.coded(error, wire.INVALID_FORM if is_form else wire.INVALID_JSON)
        raise
    members: JsonObject = {}
    foreign: JsonObject = {}
    for name, value in body.members.items():
        known = name in wire.MEMBERS or (name in wire.PUBLISHED and not body.is_form)
        (members if known else foreign)[name] = value
    metadata = _metadata(members.pop(wire.METADATA, None), dialect)
    if body.is_form:
        metadata = _collected(foreign, metadata, dialect)
    else:
        _refuse_or_lose(foreign, dialect, remarks)
    return _merged(body._replace(members=members), metadata, foreign, remarks)


def form_of(dialect: str) -> Form:
    """What is new-api's own about its forms."""
    refuse = partial(wrong, dialect)
    return Form(
        dialect=dialect,
        file=wire.REFERENCE,
        wrong=refuse,
        wrong_type=refuse,
        lists=frozenset({wire.IMAGES}),
    )


def _refuse_or_lose(foreign: JsonObject, dialect: str, remarks: Remarks) -> None:
    """JSON members beyond the table: as built they are dropped."""
    for name, value in foreign.items():
        if name in _CONTENT and not is_unsaid(value) and value not in ([], {}):
            raise refused(dialect, pointer_to(name), f"must be left out: {_CONTENT[name]}")
        if not is_unsaid(value):
            reason = "there is no such member; an option of the vendor goes in metadata"
            remarks.lose(LossKind.UNSUPPORTED, name[:60], value, reason)


def _collected(foreign: JsonObject, metadata: JsonObject, dialect: str) -> JsonObject:
    """Fields of a form beyond the table, which go to the free options."""
    collected: JsonObject = {
        name: _number(value) for name, value in foreign.items() if isinstance(value, str)
    }
    for name, value in collected.items():
        if metadata.get(name, value) != value:
            reason = "stands in the form and, with another value, in metadata"
            raise refused(dialect, pointer_to(name), reason, value)
    return {**collected, **metadata}


def _number(text: str) -> JsonValue:
    """A form's field: a number where it is written as one."""
    if _NUMBER.fullmatch(text) is None:
        return text
    return float(text) if "." in text else int(text)


def _metadata(value: JsonValue, dialect: str) -> JsonObject:
    try:
        return dict(read_metadata(value)[0])
    except ValueError as error:
        raise wrong(dialect, f"/{wire.METADATA}", str(error), value) from None


def _merged(body: form_body.Body, metadata: JsonObject, collected: JsonObject, remarks: Remarks) -> Body:
    """Members and options; what `metadata` says comes before a member, since it is laid over the vendor's body.

    `collected`: the fields of a form that are in `metadata` for being no members.
    """
    members = body.members
    places: dict[str, str] = {}
    if wire.MODEL in metadata:
        reason = "metadata may not choose the model; it was removed"
        remarks.lose(LossKind.UNSUPPORTED, f"{wire.METADATA}.{wire.MODEL}", metadata.pop(wire.MODEL), reason)
    options: JsonObject = {}
    for name, value in metadata.items():
        if value is None:  # which leaves a vendor's member as it is
            continue
        known = STANDS_FOR.get(name)
        if known is None or (name == wire.AUDIO and not isinstance(value, bool)):
            options[name] = value
            continue
        before = members.get(known)
        if not is_unsaid(before) and value != before:
            remarks.lose(LossKind.MERGED, known, before, f"{wire.METADATA}.{name} is laid over it")
        elif not is_unsaid(before):
            remarks.note(f"{known}: {wire.METADATA}.{name} says it too")
        members[known] = value
        places[known] = pointer_to(name, "" if name in collected else f"/{wire.METADATA}")
    return Body(members, options, body.file, places)
