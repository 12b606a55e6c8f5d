"""What a create call of any gateway asks for: the way back from the vendor's words.

Here lives the reading of requests, JSON or form. Never: the writing of a call (`encode`), a reply (`replies`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from vidlect_adapters import forms
from vidlect_adapters.canonical import MediaInput, Pixels, Seconds, VideoRequest
from vidlect_adapters.forms import Part
from vidlect_adapters.json_body import json_type, read_object
from vidlect_adapters.loss import Decoded
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import catalog, encode, pictures, wire
from .catalog import Row
from .wire import malformed

_FIELDS: Final = ("prompt", "model", "seconds", "size", wire.REFERENCE)
_IN_FORM: Final = f"{wire.REFERENCE}["


def decode_submit(call: HttpCall, profile: Profile) -> Decoded:
    """What a create asks for. Raises MalformedRequest with a pointer to what the dialect does not have.

    The vendor refuses what it does not know, so that is refused here as well.
    """
    if call.method.upper() != "POST" or call.path != wire.VIDEOS:
        malformed(f"a create is POST {wire.VIDEOS}", "", f"{call.method} {call.path[:80]}")
    notes: list[str] = []
    fields, file = _read(call, notes)
    known = (*_FIELDS, encode.CHARACTERS) if profile["characters"] == "guide" else _FIELDS
    for name in fields:
        if name not in known:
            malformed(f"no such field; a create has {', '.join(known)}", f"/{name}", None)
    row = _model(fields)
    inputs = _inputs(fields, file)
    options: JsonObject = {}
    if encode.CHARACTERS in fields:
        options[encode.CHARACTERS] = _characters(fields[encode.CHARACTERS])
    request = VideoRequest(
        model=row.name,
        prompt=_prompt(fields),
        inputs=inputs,
        length=_length(fields, profile),
        frame=_frame(row, fields, profile),
        vendor_options=options,
    )
    return Decoded(request=request, model_name=row.name, notes=tuple(notes))


def _read(call: HttpCall, notes: list[str]) -> tuple[JsonObject, Part | None]:
    """The fields, and the file of a form."""
    said = call.header("Content-Type") or ""
    kind = said.partition(";")[0].strip().lower()
    if kind == forms.MEDIA_TYPE:
        return _form(forms.read(said, call.body, wire.NAME), notes)
    if not kind:
        notes.append("there is no Content-Type; the body is read as JSON")
    elif kind != wire.JSON:
        malformed(f"the body is {wire.JSON} or {forms.MEDIA_TYPE}", "", said[:80])
    fields: JsonObject = {}
    for name, value in read_object(call.body, wire.NAME).items():
        if value is None:
            notes.append(f"/{name} is null; read as absent")
        else:
            fields[name] = value
    return fields, None


def _form(parts: tuple[Part, ...], notes: list[str]) -> tuple[JsonObject, Part | None]:
    fields: JsonObject = {}
    file: Part | None = None
    for part in parts:
        name, value = part.name, None
        if part.file_name is None:
            value = _text(part)
            if name.startswith(_IN_FORM) and name.endswith("]"):
                notes.append(
                    f"/{name} in a form is what the Node SDK sends; whether it is read there is unsure"
                )
                name, value = wire.REFERENCE, {part.name[len(_IN_FORM) : -1]: value}
        elif name != wire.REFERENCE:
            malformed("expected a text, not a file", f"/{name}", part.file_name)
        if name in fields or (file is not None and name == file.name):
            malformed("stands there twice", f"/{name}", None)
        if part.file_name is not None:
            file = part
        else:
            fields[name] = value
    return fields, file


def _text(part: Part) -> JsonValue:
    try:
        return part.content.decode()
    except UnicodeDecodeError:
        malformed("expected UTF-8", f"/{part.name}", None)


def _string(fields: JsonObject, name: str) -> str | None:
    found = fields.get(name)
    if found is not None and not isinstance(found, str):
        malformed(f"expected a string, not {json_type(found)}", f"/{name}", None)
    return found


def _model(fields: JsonObject) -> Row:
    name = _string(fields, "model")
    row = catalog.BY_NAME.get(catalog.DEFAULT_MODEL if name is None else name)
    if row is None:
        malformed(f"no such model; known are {', '.join(catalog.models())}", "/model", name)
    return row


def _prompt(fields: JsonObject) -> str:
    prompt = _string(fields, "prompt")
    if not prompt or len(prompt) > catalog.LONGEST_PROMPT:
        at_most = catalog.LONGEST_PROMPT
        malformed(f"expected a prompt of 1 to {at_most} characters", "/prompt", (prompt or "")[:80])
    return prompt


def _length(fields: JsonObject, profile: Profile) -> Seconds | None:
    written = _string(fields, "seconds")
    if written is None:
        return None
    allowed = catalog.lengths(profile)
    if written not in map(str, allowed):
        malformed(f"expected one of {', '.join(map(str, allowed))}", "/seconds", written[:40])
    return Seconds(Fraction(written))


def _frame(row: Row, fields: JsonObject, profile: Profile) -> Pixels | None:
    written = _string(fields, "size")
    if written is None:
        return None
    sizes = catalog.sizes(row, profile)
    size = next((one for one in sizes if one.word == written), None)
    if size is None:
        allowed = ", ".join(one.word for one in sizes)
        malformed(f"expected one of {allowed} for {row.name}", "/size", written[:40])
    return size.pixels


def _inputs(fields: JsonObject, file: Part | None) -> tuple[MediaInput, ...]:
    if file is not None:
        return (pictures.from_part(file),)
    if wire.REFERENCE in fields:
        return (pictures.from_object(fields[wire.REFERENCE]),)
    return ()


def _characters(value: JsonValue) -> JsonValue:
    if not encode.is_characters(value):
        malformed(
            f"expected 1 to {catalog.MOST_CHARACTERS} objects with an id", f"/{encode.CHARACTERS}", None
        )
    return value
