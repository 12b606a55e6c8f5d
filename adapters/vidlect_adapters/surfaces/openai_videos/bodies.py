"""The body of a create, JSON or form, as one set of members.

Here lives the step from bytes to members and at most one file. Never: what a member means.
"""

from __future__ import annotations

from typing import NamedTuple

from vidlect_adapters import forms
from vidlect_adapters.forms import Part
from vidlect_adapters.json_body import read_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue
from vidlect_adapters.remarks import Remarks

from . import wire

_IN_FORM = f"{wire.REFERENCE}["


class Body(NamedTuple):
    """What a client said; `file` is the picture of a form."""

    members: JsonObject
    file: Part | None = None
    is_form: bool = False


def read_body(call: HttpCall, remarks: Remarks) -> Body:
    """The members of a body. Raises MalformedRequest: no JSON object, no form, a name twice."""
    said = call.header("Content-Type") or ""
    if forms.is_form(said):
        return _form(forms.parts_of(call, wire.NAME))
    kind = said.partition(";")[0].strip().lower()
    if kind not in {wire.JSON, ""}:
        remarks.note(f"Content-Type {kind[:60]}: the body is read as JSON")
    return Body(read_object(call.body, wire.NAME))


def _form(parts: tuple[Part, ...]) -> Body:
    members: JsonObject = {}
    file: Part | None = None
    for part in parts:
        if part.file_name is not None:
            if part.name != wire.REFERENCE:
                expected = "a text, not a file"
                raise wire.wrong(wire.pointer_to(part.name), expected, None, wire.WRONG_TYPE)
            if file is not None or wire.REFERENCE in members:
                raise _twice(wire.REFERENCE)
            file = part
            continue
        name, value = _member(part)
        if name in members or (name == wire.REFERENCE and file is not None):
            raise _twice(name)
        members[name] = value
    return Body(members, file, is_form=True)


def _member(part: Part) -> tuple[str, JsonValue]:
    """A text part; `input_reference[image_url]` is how the Node SDK writes an object."""
    try:
        text = part.content.decode()
    except UnicodeDecodeError:
        raise wire.wrong(wire.pointer_to(part.name), "UTF-8", None) from None
    if "\x00" in text:
        raise wire.wrong(wire.pointer_to(part.name), "a text without NUL characters", None)
    if part.name.startswith(_IN_FORM) and part.name.endswith("]"):
        return wire.REFERENCE, {part.name[len(_IN_FORM) : -1]: text}
    return part.name, text


def _twice(name: str) -> Exception:
    return wire.wrong(wire.pointer_to(name), "given once", None)
