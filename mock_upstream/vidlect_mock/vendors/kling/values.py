"""JSON values taken as what they should be.

Here live readers that never fail. Never: what a value means, or whether it is allowed.
"""

from __future__ import annotations

from vidlect_mock.message import JsonObject, JsonValue

_LONGEST = 18  # digits of a text; more than milliseconds need
_TOO_LARGE = 2.0**63  # what JSON writers cannot write as an integer


def objects(value: JsonValue) -> list[JsonObject]:
    """The objects of an array; whatever else is in it is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def object_of(value: JsonValue) -> JsonObject:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text_of(holder: JsonObject, name: str) -> str | None:
    """A member's text; None for no text or an empty one."""
    value = holder.get(name)
    return value if isinstance(value, str) and value else None


def whole(value: JsonValue) -> int | None:
    """A whole number, also one written as 5.0 or in digits as a text; None for anything else."""
    match value:
        case bool():
            return None
        case int():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < _TOO_LARGE else None
        case str():
            return int(value) if value.isascii() and value.isdecimal() and len(value) <= _LONGEST else None
        case _:
            return None
