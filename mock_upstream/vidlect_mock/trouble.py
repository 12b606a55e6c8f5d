"""Faults: what may go wrong with one call, as values, and their JSON.

Here live the closed union of troubles and how they are written. Never: how one looks on the wire
(`faults`), or which one is due.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from . import reading
from .message import JsonObject, JsonValue
from .reading import Misshapen, Shape, under

Call: TypeAlias = Literal["submit", "poll", "cancel", "instant", "content", "callback"]
"""The calls that faults are scripted on: the effects of operations, the download of a result, and the mock's own."""

CALLS: tuple[Call, ...] = get_args(Call)

LONGEST_STALL = 3600.0  # seconds; longer than any client's timeout that we know of


@dataclass(frozen=True, slots=True)
class Status:
    """A bare HTTP status, as a proxy in front of the vendor says it; `retry_after` in seconds."""

    status: int
    retry_after: int | None = None
    body: JsonValue = None


@dataclass(frozen=True, slots=True)
class VendorError:
    """An error in the vendor's own envelope; the call has no effect."""

    code: str


@dataclass(frozen=True, slots=True)
class UnknownStatus:
    """A status word that no documentation has."""

    word: str


@dataclass(frozen=True, slots=True)
class Stall:
    """The answer comes so many seconds late."""

    seconds: float


@dataclass(frozen=True, slots=True)
class MalformedJson:
    """The answer's JSON ends too early, though its length is as promised."""


@dataclass(frozen=True, slots=True)
class WrongContentType:
    """The answer says that it is HTML."""


@dataclass(frozen=True, slots=True)
class Truncate:
    """The connection closes in the middle of the body."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset without an answer, before or after the call took effect."""

    after_accepting: bool = False


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field of the answer is left out. `pointer` is a JSON pointer, or `@task_id` for whatever field has that."""

    pointer: str


@dataclass(frozen=True, slots=True)
class ExtraField:
    """The answer has a field that no documentation has."""

    pointer: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class EmptyResult:
    """A success without a link to a film."""


@dataclass(frozen=True, slots=True)
class Backwards:
    """A state from before the one that the last poll showed."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A callback is delivered twice, in the very same bytes."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Literally this answer; the call has no effect. A body that is no string is sent as JSON."""

    status: int
    headers: Mapping[str, str]
    body: JsonValue


Trouble: TypeAlias = (
    Status
    | VendorError
    | UnknownStatus
    | Stall
    | MalformedJson
    | WrongContentType
    | Truncate
    | Reset
    | MissingField
    | ExtraField
    | EmptyResult
    | Backwards
    | Duplicate
    | Reply
)


class Fault(NamedTuple):
    """One trouble on one call; `before_auth` serves it before credentials are looked at."""

    on: Call
    trouble: Trouble
    before_auth: bool = False


def code(value: JsonValue, pointer: str) -> str:
    """A vendor's code; they are numbers in some vendors' replies, so an integer will do."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise Misshapen(pointer, "a vendor's code, or a word such as input_rejected", value)
    return value


def _pointer(value: JsonValue, pointer: str) -> str:
    if not isinstance(value, str) or not value.startswith("/"):
        raise Misshapen(pointer, "a JSON pointer such as /data/task_id", value)
    return value


def _missing_pointer(value: JsonValue, pointer: str) -> str:
    return "@task_id" if value == "@task_id" else _pointer(value, pointer)


def _headers(value: JsonValue, pointer: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Misshapen(pointer, "an object of header names and values", value)
    for name, content in value.items():
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name):
            raise Misshapen(under(pointer, name), "a header name", name)
        if not isinstance(content, str) or not re.fullmatch(r"[\t\x20-\x7e\x80-\xff]*", content):
            raise Misshapen(under(pointer, name), "a header value in one line of Latin-1", content)
    return cast("dict[str, str]", value)


_status = reading.whole(200, 599)

TROUBLES: Mapping[str, Shape] = {
    "status": Shape(
        Status,
        {"status": _status},
        {"retry_after": reading.nullable(reading.whole(0, 86400)), "body": reading.anything},
    ),
    "vendor_error": Shape(VendorError, {"code": code}),
    "unknown_status": Shape(UnknownStatus, {"word": reading.text}),
    "stall": Shape(Stall, {"seconds": reading.number(0.0, LONGEST_STALL)}),
    "malformed_json": Shape(MalformedJson),
    "wrong_content_type": Shape(WrongContentType),
    "truncate": Shape(Truncate),
    "reset": Shape(Reset, optional={"after_accepting": reading.flag}),
    "missing_field": Shape(MissingField, {"pointer": _missing_pointer}),
    "extra_field": Shape(ExtraField, {"pointer": _pointer, "value": reading.anything}),
    "empty_result": Shape(EmptyResult),
    "backwards": Shape(Backwards),
    "duplicate": Shape(Duplicate),
    "reply": Shape(Reply, {"status": _status, "headers": _headers, "body": reading.anything}),
}


_ANSWERS = (tuple(shape.made for shape in TROUBLES.values() if shape.made is not Duplicate), "an answer")
_FITTING: Mapping[Call, tuple[tuple[type, ...], str]] = {
    "content": ((Status, Reply, Stall, Truncate, Reset, WrongContentType), "a file"),
    "callback": ((Duplicate, Stall), "a callback"),
}
"""What can happen to calls that are no answers of the API."""


def fault_from_json(value: JsonValue, pointer: str = "") -> Fault:
    """A fault.

    Raises:
        Misshapen: (a ValueError) names the JSON pointer and what was expected there.
    """
    if not isinstance(value, dict):
        raise Misshapen(pointer, "an object with on and kind", value)
    on = reading.word(CALLS)(value.get("on"), under(pointer, "on"))
    before_auth = reading.flag(value.get("before_auth", False), under(pointer, "before_auth"))
    rest = {name: member for name, member in value.items() if name not in {"on", "before_auth"}}
    trouble = cast("Trouble", reading.kind_of(TROUBLES, rest, pointer))
    kinds, of = _FITTING.get(cast("Call", on), _ANSWERS)
    if not isinstance(trouble, kinds):
        raise Misshapen(under(pointer, "kind"), f"a trouble that {of} can have", value["kind"])
    return Fault(cast("Call", on), trouble, before_auth)


def fault_to_json(fault: Fault) -> JsonObject:
    """The JSON of a fault, as scripted."""
    early: JsonObject = {"before_auth": True} if fault.before_auth else {}
    return {"on": fault.on, **reading.kind_to_json(TROUBLES, fault.trouble), **early}
