"""A request's body as named fields, from JSON or a form; and the checks that any of them may need.

Here live reading and the checks of one field, in the vendor's words. Never: which fields an operation has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import orjson

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonValue, Received

from . import forms
from .errors import Trouble, kind_of, missing, unknown, wrong_type, wrong_value
from .forms import Fields, Unreadable, Upload, Value

JSON = "application/json"
FORM = "multipart/form-data"


class Asked:
    """The fields of a body, whether they came as a form, and what is remarked about them."""

    __slots__ = ("fields", "is_form", "remarks")

    def __init__(self, fields: Fields, *, is_form: bool) -> None:
        self.fields = fields
        self.is_form = is_form
        self.remarks: list[str] = []

    def forgive_nulls(self) -> None:
        """Take a field that is null as absent, with a remark."""
        for name, value in list(self.fields.items()):
            if value is None:
                self.remarks.append(f"{name}: null, taken as absent")
                del self.fields[name]

    def text(self, name: str) -> str | None:
        """A field that was found to be a text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None


class _Types(NamedTuple):
    """Which bodies an operation takes."""

    form: bool = True
    json: bool = True


BOTH = _Types()
ONLY_FORM = _Types(json=False)
ONLY_JSON = _Types(form=False)


def read(received: Received, types: _Types = BOTH) -> Asked | Trouble:
    """The body's fields. What is no JSON object, or no form, is refused."""
    said = (received.header(b"content-type") or b"").decode("latin-1")
    kind = said.partition(";")[0].strip().lower()
    if kind == FORM and types.form:
        return _form(said, received.body)
    if kind in {JSON, ""} and types.json:
        return _json(received.body)
    taken = " or ".join(name for name, is_taken in ((JSON, types.json), (FORM, types.form)) if is_taken)
    return Trouble(
        400,
        f"Unsupported content type: '{said[:100]}'. This API method only accepts '{taken}' requests.",
        "unsupported_content_type",
        stage="body",
        expected=taken,
        received=said[:100],
    )


def _form(content_type: str, body: bytes) -> Asked | Trouble:
    found = forms.read(content_type, body)
    if not isinstance(found, Unreadable):
        return Asked(found, is_form=True)
    if found.repeated is not None:
        shown = found.repeated[:100]
        text = f"Duplicate parameter: '{shown}'. You provided multiple values for this parameter."
        return Trouble(400, text, "duplicate_parameter", shown)
    return Trouble(
        400,
        "Could not parse multipart form",
        expected="multipart/form-data by RFC 7578",
        received=found.why,
    )


def _json(body: bytes) -> Asked | Trouble:
    try:
        value: JsonValue = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return Trouble(
            400,
            "We could not parse the JSON body of your request. The OpenAI API expects a JSON payload.",
            expected="a JSON object in UTF-8",
            received=str(error)[:200],
        )
    if not isinstance(value, dict):
        return Trouble(
            400,
            f"Invalid body: expected an object, but got {kind_of(value)} instead.",
            "invalid_type",
            expected="a JSON object",
        )
    return Asked({**value}, is_form=False)


def remarked(remarks: Sequence[str], desk: Desk) -> Trouble | None:
    """The refusal of a request that was remarked on, where the profile is strict."""
    if not remarks or desk.profile.is_set("strict", "off"):
        return None
    text = f"Invalid request: {'; '.join(remarks)}."
    return Trouble(400, text, expected="nothing to remark (switch strict)")


def type_of(value: Value) -> str:
    """A value's type as the vendor names it."""
    return "a file" if isinstance(value, Upload) else kind_of(value)


def only(asked: Asked, known: Collection[str]) -> Iterator[Trouble]:
    """Refuse a field that the operation does not have; the first one is named."""
    for name in asked.fields:
        if name not in known:
            yield unknown(name)


def text(
    asked: Asked, name: str, *, longest: int, required: bool = True, unmarked: str | None = None
) -> Iterator[Trouble]:
    """A text of 1 to `longest` characters; `unmarked` is what counts for the length."""
    value = asked.fields.get(name)
    if value is None:
        if required:
            yield missing(name)
        return
    if not isinstance(value, str):
        yield wrong_type(name, "a string", type_of(value))
        return
    counted = value if unmarked is None else unmarked
    if not counted:
        message = f"Invalid '{name}': empty string. Expected a string with minimum length 1."
        yield Trouble(400, message, "empty_string", name)
    elif len(counted) > longest:
        message = (
            f"Invalid '{name}': string too long. Expected a string with maximum length {longest}, "
            f"but got a string with length {len(counted)} instead."
        )
        yield Trouble(400, message, "string_above_max_length", name)


def choice(asked: Asked, name: str, choices: Sequence[str], *, required: bool = False) -> Iterator[Trouble]:
    """One of these texts."""
    value = asked.fields.get(name)
    if value is None:
        if required:
            yield missing(name)
    elif not isinstance(value, str):
        words = [f"'{word}'" for word in choices]
        yield wrong_type(name, f"one of {', '.join(words[:-1])}, or {words[-1]}", type_of(value))
    elif value not in choices:
        yield wrong_value(name, value, choices)
