"""Options that only this vendor has: checked, written, and read again.

Here lives what `vendor_options` may hold. Never: a field that the canonical request models; such a name
is refused, so that no option can change the model or the film behind the request's back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NoReturn

import orjson

from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.profile import Profile

from . import wire
from .catalog import Option, Row

MARKING: Final = "req_json"
"""The implicit mark in the film's metadata; the vendor wants it with each poll (facts 3.2)."""

_MODELLED: Final = frozenset(
    {
        "req_key",
        "prompt",
        wire.PICTURE_LINKS,
        wire.PICTURE_BYTES,
        "image_url",
        "audio_url",
        "video_url",
        "mask_url",
        "seed",
        "frames",
        "aspect_ratio",
        "output_resolution",
        "callback_url",
        "task_id",
    }
)
_MARKS: Final = ("content_producer", "producer_id", "content_propagator", "propagate_id")
_MARK_LIMIT: Final = 256  # characters each (facts 3.2)


def put(row: Row, given: Mapping[str, JsonValue], body: JsonObject, profile: Profile) -> None:
    """Write the options of a request into a submit. Raises Inexpressible.

    The marking is checked here and travels in the task's locator, since it belongs to the poll.
    """
    known = tuple(option.name for option in row.options)
    for name, value in given.items():
        if name == MARKING:
            marking(given)
        elif name in _MODELLED:
            _refuse("is said by the request itself and may not be overridden", name, value)
        elif name not in known:
            _refuse(f"is no option of {row.req_key}; it has {', '.join((*known, MARKING))}", name, value)
    for option in row.options:  # in the table's order, so that equal wishes make equal calls
        if option.name in given:
            body[option.name] = checked(option, given[option.name], f"/vendor_options/{option.name}")
        elif option.required and profile["recamera-options"] == "required":
            _refuse(f"is needed by {row.req_key}: one of {', '.join(option.choices)}", option.name, None)


def checked(option: Option, value: JsonValue, pointer: str) -> JsonValue:
    """The value of an option, if it is one that the vendor documents. Raises Inexpressible."""
    if option.choices:
        if value not in option.choices:
            raise Inexpressible(
                wire.NAME,
                f"{option.name} is one of {', '.join(option.choices)}",
                pointer=pointer,
                value=value,
            )
    elif not isinstance(value, bool):
        raise Inexpressible(wire.NAME, f"{option.name} is true or false", pointer=pointer, value=value)
    return value


def marking(given: Mapping[str, JsonValue]) -> str | None:
    """The JSON text for `req_json` of the polls; given as that text or as its object. Raises Inexpressible."""
    value = _parsed(given.get(MARKING))
    if value is None:
        return None
    marks = value.get("aigc_meta") if isinstance(value, dict) and set(value) == {"aigc_meta"} else None
    if not isinstance(marks, dict) or not marks.get("producer_id"):
        _refuse('holds {"aigc_meta": {"producer_id": …}} and nothing else', MARKING, None)
    for name, text in marks.items():
        if name not in _MARKS or not isinstance(text, str) or len(text) > _MARK_LIMIT:
            allowed = ", ".join(_MARKS)
            _refuse(f"aigc_meta holds texts of at most {_MARK_LIMIT} characters: {allowed}", MARKING, name)
    return write_object({"aigc_meta": marks}, wire.NAME).decode()


def _parsed(value: JsonValue) -> JsonValue:
    if not isinstance(value, str):
        return value
    try:
        parsed: JsonValue = orjson.loads(value)
    except orjson.JSONDecodeError:
        _refuse("is JSON text, or the object itself", MARKING, None)
    return parsed


def _refuse(reason: str, name: str, value: JsonValue) -> NoReturn:
    raise Inexpressible(wire.NAME, f"{name} {reason}", pointer=f"/vendor_options/{name}", value=value)
