"""JSON that a person wrote, read by shape; what does not fit is named by its JSON pointer.

Here live readers of single shapes. Never: what the values mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from typing import Any, NamedTuple, TypeAlias, TypeVar

import orjson

from .message import JsonObject, JsonValue

Read = TypeVar("Read")
Reader: TypeAlias = Callable[[JsonValue, str], Read]
"""(value, its JSON pointer) → what was read."""

LONGEST_SHOWN = 60
"""Characters of a wrong value that an error repeats: enough to recognise it, short enough for one line."""


class Misshapen(ValueError):
    """A value of another shape than expected: where, and what was expected there."""

    def __init__(self, pointer: str, expected: str, value: JsonValue) -> None:
        super().__init__(f"{pointer or 'the value'}: expected {expected}, got {_shown(value)}")
        self.pointer = pointer


def _shown(value: JsonValue) -> str:
    match value:
        case dict():
            return "an object" if value else "an empty object"
        case list():
            return "an array" if value else "an empty array"
        case str():
            return repr(value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…")
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return str(value)[:LONGEST_SHOWN]


def under(pointer: str, step: str | int) -> str:
    """The pointer of a member or an element."""
    return f"{pointer}/{str(step).replace('~', '~0').replace('/', '~1')}"


def record(
    value: JsonValue, pointer: str, *, required: Collection[str] = (), optional: Collection[str] = ()
) -> JsonObject:
    """An object that has these members and no others.

    Raises:
        Misshapen: it is no object, lacks a member, or has one that nobody reads (a misspelt one is loud).
    """
    if not isinstance(value, dict):
        raise Misshapen(pointer, "an object", value)
    for name in required:
        if name not in value:
            raise Misshapen(pointer, f"a member {name!r}", value)
    known = [*required, *optional]
    for name, member in value.items():
        if name not in known:
            raise Misshapen(
                under(pointer, name), f"one of the members {', '.join(known) or '(none)'}", member
            )
    return value


def text(value: JsonValue, pointer: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise Misshapen(pointer, "a string", value)
    anything(value, pointer)
    return value


def flag(value: JsonValue, pointer: str) -> bool:
    """A boolean."""
    if not isinstance(value, bool):
        raise Misshapen(pointer, "true or false", value)
    return value


def whole(least: int, most: int) -> Reader[int]:
    """A reader of integers between two bounds, both included; 1.0 is one, as JSON Schema has it."""

    def read(value: JsonValue, pointer: str) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Misshapen(pointer, f"an integer from {least} to {most}", value)
        return value

    return read


def number(least: float, most: float) -> Reader[float]:
    """A reader of finite numbers between two bounds, both included."""

    def read(value: JsonValue, pointer: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise Misshapen(pointer, f"a number from {_short(least)} to {_short(most)}", value)
        return float(value)

    return read


def _short(bound: float) -> str:
    return str(int(bound)) if math.isfinite(bound) and bound == int(bound) else str(bound)


def word(choices: Collection[str]) -> Reader[str]:
    """A reader of one of these words."""

    def read(value: JsonValue, pointer: str) -> str:
        if not isinstance(value, str) or value not in choices:
            raise Misshapen(pointer, f"one of {', '.join(choices)}", value)
        return value

    return read


def array(value: JsonValue, pointer: str, element: Reader[Read]) -> list[Read]:
    """An array, each element read."""
    if not isinstance(value, list):
        raise Misshapen(pointer, "an array", value)
    return [element(item, under(pointer, index)) for index, item in enumerate(value)]


def nullable(reader: Reader[Read]) -> Reader[Read | None]:
    """A reader that lets null through."""

    def read(value: JsonValue, pointer: str) -> Read | None:
        return None if value is None else reader(value, pointer)

    return read


def anything(value: JsonValue, pointer: str) -> JsonValue:
    """Any JSON value that can be sent: integers of 64 bits, text without lone surrogates."""
    try:
        orjson.dumps(value)
    except TypeError as error:
        raise Misshapen(pointer, f"a JSON value ({error})", "another") from error
    return value


class Shape(NamedTuple):
    """A dataclass that a kind of object is read into, and the readers of its fields."""

    made: Any
    required: Mapping[str, Reader[Any]] = {}
    optional: Mapping[str, Reader[Any]] = {}


def kind_of(table: Mapping[str, Shape], value: JsonValue, pointer: str) -> Any:
    """What the row of a table makes of an object: the row is named by the member `kind`.

    Raises:
        Misshapen: no such kind, or a member that does not fit it.
    """
    if not isinstance(value, dict):
        raise Misshapen(pointer, "an object with a kind", value)
    shape = table[word(table)(value.get("kind"), under(pointer, "kind"))]
    record(value, pointer, required=("kind", *shape.required), optional=shape.optional)
    readers = {**shape.required, **shape.optional}
    return shape.made(
        **{
            name: readers[name](member, under(pointer, name))
            for name, member in value.items()
            if name != "kind"
        }
    )


def kind_to_json(table: Mapping[str, Shape], made: Any) -> JsonObject:
    """The object that the table reads back; fields at their default are left out."""
    kind = next(kind for kind, shape in table.items() if shape.made is type(made))
    members = {field.name: getattr(made, field.name) for field in fields(made)}
    defaults = {field.name: field.default for field in fields(made)}
    return {"kind": kind, **{name: value for name, value in members.items() if value != defaults[name]}}
