"""Compares JSON with what a case expects of it.

Here live the comparators of case.schema.json. Never: a dialect, a verdict.

An expectation is a JSON value (objects are open, lists are not) or an object whose one member is a
comparator, such as `{"$type": "string"}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

import orjson

from vidlect_adapters.message import JsonObject, JsonValue


class Mismatch(NamedTuple):
    """One difference: the JSON pointer, what was expected, what is there."""

    pointer: str
    expected: str
    seen: str


class _Absent:
    """Stands for a member that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()

Seen: TypeAlias = "JsonValue | _Absent"


class BrokenExpectation(ValueError):
    """An expectation that cannot be meant: an unknown comparator, a wrong operand."""


def compare(expected: JsonValue, seen: Seen, pointer: str = "") -> list[Mismatch]:
    """Every difference, in order; empty when all is as expected.

    Raises:
        BrokenExpectation: the expectation itself is wrong.
    """
    if isinstance(expected, dict):
        name = next(iter(expected), "")
        if len(expected) == 1 and name.startswith("$"):
            comparator = COMPARATORS.get(name)
            if comparator is None:
                raise BrokenExpectation(f"no comparator {name}; there are {', '.join(COMPARATORS)}")
            return comparator(expected[name], seen, pointer)
        return _members(expected, seen, pointer)
    if isinstance(expected, list):
        return _items(expected, seen, pointer)
    return [] if _same_scalar(expected, seen) else [_mismatch(pointer, show(expected), seen)]


def check_expectation(expected: JsonValue) -> None:
    """Raises BrokenExpectation where any comparator in it is unknown or has a wrong operand."""
    if isinstance(expected, dict):
        for name, operand in expected.items():
            if name.startswith("$"):
                if len(expected) != 1 or name not in COMPARATORS:
                    raise BrokenExpectation(f"no comparator {name} here; there are {', '.join(COMPARATORS)}")
                COMPARATORS[name](operand, ABSENT, "")
            check_expectation(operand)
    elif isinstance(expected, list):
        for one in expected:
            check_expectation(one)


def show(value: Seen) -> str:
    """A value as people read it in a report; long ones are cut."""
    if isinstance(value, _Absent):
        return "nothing"
    text = orjson.dumps(value).decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


_SHOWN = 300
"""Characters of a value in a report: enough to see a prompt, not a picture."""


def _mismatch(pointer: str, expected: str, seen: Seen) -> Mismatch:
    return Mismatch(pointer or "/", expected, show(seen))


def _members(expected: Mapping[str, JsonValue], seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(seen, dict):
        return [_mismatch(pointer, "an object", seen)]
    found: list[Mismatch] = []
    for name, wanted in expected.items():
        escaped = name.replace("~", "~0").replace("/", "~1")
        found.extend(compare(wanted, seen.get(name, ABSENT), f"{pointer}/{escaped}"))
    return found


def _items(expected: list[JsonValue], seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(seen, list):
        return [_mismatch(pointer, "a list", seen)]
    if len(seen) != len(expected):
        return [_mismatch(pointer, f"{len(expected)} items: {show(expected)}", seen)]
    return [
        one
        for index, wanted in enumerate(expected)
        for one in compare(wanted, seen[index], f"{pointer}/{index}")
    ]


def _same_scalar(expected: JsonValue, seen: Seen) -> bool:
    if isinstance(seen, _Absent) or isinstance(expected, bool) != isinstance(seen, bool):
        return False
    return expected == seen


def _type(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(operand, str) or operand not in _TYPES:
        raise BrokenExpectation(f"$type is one of {', '.join(_TYPES)}, not {operand!r}")
    return [] if _TYPES[operand](seen) else [_mismatch(pointer, f"of type {operand}", seen)]


_TYPES: Mapping[str, Callable[[Seen], bool]] = {
    "string": lambda seen: isinstance(seen, str),
    "integer": lambda seen: isinstance(seen, int) and not isinstance(seen, bool),
    "number": lambda seen: isinstance(seen, int | float) and not isinstance(seen, bool),
    "boolean": lambda seen: isinstance(seen, bool),
    "object": lambda seen: isinstance(seen, dict),
    "array": lambda seen: isinstance(seen, list),
    "null": lambda seen: seen is None,
}


def _choices(operand: JsonValue, name: str) -> list[JsonValue]:
    if not isinstance(operand, list) or not operand:
        raise BrokenExpectation(f"{name} takes a list that is not empty")
    return operand


def _one_of(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    choices = _choices(operand, "$one_of")
    if any(
        not compare({"$closed": choice} if isinstance(choice, dict) else choice, seen) for choice in choices
    ):
        return []
    return [_mismatch(pointer, "one of " + ", ".join(show(choice) for choice in choices), seen)]


def _any_of(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    choices = _choices(operand, "$any_of")
    if any(not compare(choice, seen, pointer) for choice in choices):
        return []
    return [_mismatch(pointer, "any of " + ", ".join(show(choice) for choice in choices), seen)]


def _all_of(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    return [one for choice in _choices(operand, "$all_of") for one in compare(choice, seen, pointer)]


def _not(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    return [] if compare(operand, seen, pointer) else [_mismatch(pointer, f"not {show(operand)}", seen)]


def _regex(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(operand, str):
        raise BrokenExpectation("$regex takes a pattern")
    try:
        pattern = re.compile(operand)
    except re.error as error:
        raise BrokenExpectation(f"$regex {operand!r}: {error}") from error
    if isinstance(seen, str) and pattern.search(seen):
        return []
    return [_mismatch(pointer, f"a text with {operand}", seen)]


def _contains(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(operand, str):
        raise BrokenExpectation("$contains takes a text")
    if isinstance(seen, str) and operand in seen:
        return []
    return [_mismatch(pointer, f"a text with {operand!r}", seen)]


def _range(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    ends = operand if isinstance(operand, list) else []
    if len(ends) != 2 or any(end is not None and not _TYPES["number"](end) for end in ends):
        raise BrokenExpectation("$range takes [lowest, highest], numbers or null")
    low, high = ends
    inside = (
        isinstance(seen, int | float)
        and not isinstance(seen, bool)
        and (not isinstance(low, int | float) or seen >= low)
        and (not isinstance(high, int | float) or seen <= high)
    )
    return [] if inside else [_mismatch(pointer, f"a number from {show(low)} to {show(high)}", seen)]


def _present(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    _must_be_true(operand, "$present")
    return [_mismatch(pointer, "something", seen)] if isinstance(seen, _Absent) else []


def _absent(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    _must_be_true(operand, "$absent")
    return [] if isinstance(seen, _Absent) else [_mismatch(pointer, "nothing", seen)]


def _filled(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    _must_be_true(operand, "$filled")
    empty = isinstance(seen, _Absent) or seen is None or seen in ("", [], {})
    return [_mismatch(pointer, "something that is not empty", seen)] if empty else []


def _must_be_true(operand: JsonValue, name: str) -> None:
    if operand is not True:
        raise BrokenExpectation(f"{name} takes true")


def _length(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if isinstance(seen, str | list | dict):
        return compare(operand, len(seen), f"{pointer}/$length")
    return [_mismatch(pointer, "something with a length", seen)]


def _each(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(seen, list):
        return [_mismatch(pointer, "a list", seen)]
    return [one for index, item in enumerate(seen) for one in compare(operand, item, f"{pointer}/{index}")]


def _closed(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if not isinstance(operand, dict):
        raise BrokenExpectation("$closed takes an object")
    found = _members(operand, seen, pointer)
    if isinstance(seen, dict):
        extra: JsonObject = {name: value for name, value in seen.items() if name not in operand}
        found += [_mismatch(f"{pointer}/{name}", "nothing", value) for name, value in extra.items()]
    return found


def _json(operand: JsonValue, seen: Seen, pointer: str) -> list[Mismatch]:
    if isinstance(seen, str):
        try:
            return compare(operand, orjson.loads(seen), f"{pointer}/$json")
        except orjson.JSONDecodeError:
            pass
    return [_mismatch(pointer, "a text that holds JSON", seen)]


COMPARATORS: Mapping[str, Callable[[JsonValue, Seen, str], list[Mismatch]]] = {
    "$type": _type,
    "$one_of": _one_of,
    "$any_of": _any_of,
    "$all_of": _all_of,
    "$not": _not,
    "$regex": _regex,
    "$contains": _contains,
    "$range": _range,
    "$present": _present,
    "$absent": _absent,
    "$filled": _filled,
    "$length": _length,
    "$each": _each,
    "$closed": _closed,
    "$json": _json,
}
