"""A request's JSON body, written, and read strictly: what two parsers could read in two ways is refused.

Here lives the step between bytes and a JSON object. Never: a field of any dialect.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson

from .errors import Inexpressible, MalformedRequest
from .message import JsonObject, JsonValue

_TYPE_WORDS: Mapping[object, str] = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
}


_EXACT = 2**53
"""Beyond it a number with a decimal point may already have been rounded."""


class _RepeatedKey(ValueError):
    """A key that stands twice in one object: which value counts depends on the reader."""


def write_object(value: JsonObject, dialect: str) -> bytes:
    """UTF-8 JSON without escapes. Raises Inexpressible for a text that UTF-8 does not have."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as problem:
        raise Inexpressible(dialect, f"cannot be written as JSON: {problem}") from problem


def read_object(body: bytes, dialect: str) -> JsonObject:
    """The JSON object in a request body.

    Raises:
        MalformedRequest: empty, truncated or not UTF-8; NaN, a lone surrogate or NUL in it; a repeated
            key; nested without measure; no object.
    """
    if not body:
        raise MalformedRequest(dialect, "the body is empty; expected a JSON object")
    try:
        value: JsonValue = orjson.loads(body)
        if not (isinstance(value, dict) and _members_at_most(body) == len(value)):
            _WATCHFUL.decode(body.decode())
    except _RepeatedKey as error:
        raise MalformedRequest(dialect, str(error)) from None
    except RecursionError:
        raise MalformedRequest(dialect, "the body is nested too deeply") from None
    except ValueError as error:
        raise MalformedRequest(dialect, f"the body is not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise MalformedRequest(dialect, f"the body is not a JSON object but {json_type(value)}")
    if rb"\u0000" in body and _holds_nul(value):
        raise MalformedRequest(dialect, "the body holds a NUL character (\\u0000)")
    return value


def json_type(value: JsonValue) -> str:
    """What a JSON value is, for a person: `a string`, `an array`, `null`."""
    if value is None:
        return "null"
    return _TYPE_WORDS.get(type(value), "an object")


def without_point(value: JsonValue, pointer: str, notes: list[str]) -> JsonValue:
    """The value; a whole number that is written as 5.0 as the integer that it is, with a note."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        notes.append(f"{pointer} is written with a decimal point")
        return int(value)
    return value


def _members_at_most(body: bytes) -> int:
    """How many members stand in valid JSON at most: each has its colon, strings may hold others.

    Where the outermost object alone has so many, none is repeated and none is nested. A colon before `//`
    is inside a string: no JSON value starts so.
    """
    return body.count(b":") - body.count(b"://")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> None:
    """Nothing is built here: orjson has done that."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        repeated = next(name for at, name in enumerate(names) if name in names[:at])
        raise _RepeatedKey(f"the key {repeated[:60]!r} stands twice in one object")


_WATCHFUL = json.JSONDecoder(object_pairs_hook=_refuse_repeated_keys)
"""Made once: building a decoder costs more than reading a small body."""


def _holds_nul(value: JsonValue) -> bool:
    waiting: list[JsonValue] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and "\x00" in one:
            return True
        if isinstance(one, list):
            waiting.extend(one)
        if isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
    return False
