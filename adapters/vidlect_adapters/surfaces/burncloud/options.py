"""The free options of a create: those that the neutral request has a place for, and the vendor's own.

Here lives the division of `metadata` and the typed reading of one option. Never: how options agree with members.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from vidlect_adapters.json_body import json_type, without_point
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.message import JsonObject, JsonValue
from vidlect_adapters.metadata import read_metadata
from vidlect_adapters.profile import Profile
from vidlect_adapters.remarks import Remarks

from . import wire
from .agreement import Found
from .vocabulary import NOT_AN_OPTION, OPTIONS, SOUND_WORDS, Wish

_DECIMAL = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,9})?", re.ASCII)
_LARGEST = 2**63 - 1
"""Of any number in a create: no vendor documents a larger one."""

_KEPT_EMPTY = frozenset({None, Wish.NEGATIVE_PROMPT})
"""An empty value of a vendor's own option is one (D-8: `payload`), and so is having nothing to avoid."""

T = TypeVar("T")


class Options(NamedTuple):
    """`metadata`, divided: name → value of each wish in the order given, and the vendor's own options."""

    wishes: Mapping[Wish, Mapping[str, JsonValue]]
    vendor: JsonObject
    req_key: JsonValue = None

    def read(self, wish: Wish, reader: Callable[[JsonValue, str], T]) -> list[Found[T]]:
        """Everything that is said of a wish; `reader` takes a value and its pointer."""
        return [
            Found(reader(value, pointer), pointer, value)
            for name, value in self.wishes.get(wish, {}).items()
            for pointer in (wire.in_metadata(name),)
        ]


def read_options(body: JsonObject, profile: Profile, remarks: Remarks) -> Options:
    """The free options. Raises MalformedRequest: no object; an option that may not say what it says."""
    value = body.get(wire.METADATA)
    try:
        given, was_text = read_metadata(value)
    except ValueError as error:
        raise wire.wrong(f"/{wire.METADATA}", str(error), None) from None
    if was_text:
        if profile["metadata-form"] == "object":
            raise wire.wrong(f"/{wire.METADATA}", "an object, not a string", None)
        remarks.note("metadata: the JSON text of an object was taken for one")
    wishes: dict[Wish, dict[str, JsonValue]] = {}
    vendor: JsonObject = {}
    for name, one in given.items():
        wish = wish_of(name, one)
        if one is None or (one in ("", []) and wish not in _KEPT_EMPTY):
            continue
        if (member := NOT_AN_OPTION.get(name)) is not None:
            _check_said_again(name, one, member, body, remarks)
        elif wish is None:
            vendor[name] = one
        else:
            wishes.setdefault(wish, {})[name] = one
    return Options(wishes, vendor, vendor.pop(wire.REQ_KEY, None))


def wish_of(name: str, value: JsonValue) -> Wish | None:
    """What an option asks for; None for a vendor's own, such as Kling's `audio`, which is a word and no flag."""
    wish = OPTIONS.get(name)
    is_word = isinstance(value, str) and value not in SOUND_WORDS and value != ""
    return None if wish is Wish.SOUND and is_word else wish


def _check_said_again(name: str, value: JsonValue, member: str, body: JsonObject, remarks: Remarks) -> None:
    if value != body.get(member):
        raise wire.refused(wire.in_metadata(name), f"must be left out: {member} alone says it", value)
    remarks.note(f"metadata.{name}: the same as {member}")


def text(value: JsonValue, pointer: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise wire.wrong(pointer, f"a string, not {json_type(value)}", value)
    return value


def flag(value: JsonValue, pointer: str) -> bool:
    """True or false; also Kling's `on` and `off`, and its object with `enabled`."""
    if isinstance(value, dict) and value.keys() == {"enabled"}:
        value = value["enabled"]
    if isinstance(value, str):
        value = SOUND_WORDS.get(value)
    if not isinstance(value, bool):
        raise wire.wrong(pointer, "true or false", None)
    return value


def number(value: JsonValue, pointer: str) -> Fraction:
    """An exact number; in `metadata` also as a text, since some vendors write it so."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Fraction(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST:
        return Fraction(repr(value))
    kind = (
        ""
        if isinstance(value, int | float | str) and not isinstance(value, bool)
        else f", not {json_type(value)}"
    )
    raise wire.wrong(pointer, f"a number{kind}", value)


def integer(value: JsonValue, pointer: str) -> int:
    """A whole number, read as `number` is."""
    exact = number(value, pointer)
    if exact.denominator != 1:
        raise wire.wrong(pointer, "an integer", value)
    return exact.numerator


def member_number(body: JsonObject, name: str, profile: Profile, remarks: Remarks) -> Found[Fraction] | None:
    """A number among the members, None when nothing is said; a text is one where the profile takes it."""
    value = body.get(name)
    if is_unsaid(value):
        return None
    pointer = f"/{name}"
    if isinstance(value, str):
        if profile["number-form"] == "number":
            raise wire.wrong(pointer, "a number, not a string", value)
        exact = number(value, pointer)
        remarks.note(f"{name}: a string was taken for a number")
        return Found(exact, pointer, value)
    return Found(number(value, pointer), pointer, value)


def member_integer(body: JsonObject, name: str, profile: Profile, remarks: Remarks) -> Found[int] | None:
    """A whole number among the members, None when nothing is said."""
    found = member_number(body, name, profile, remarks)
    if found is None:
        return None
    if found.value.denominator != 1:
        raise wire.wrong(found.pointer, "an integer", found.asked)
    without_point(found.asked, name, remarks.notes)
    return Found(found.value.numerator, found.pointer, found.asked)
