"""What is wrong with a value, in the vendor's forms of words [facts 6.2].

Here lives the way from a schema's finding to a message. Never: a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson

from vidlect_mock.message import JsonValue

from .errors import BAD_REQUEST, ERRORS, Wrong

_LONGEST_SHOWN = 60  # characters of a value in a message

_REQUIRED = re.compile(r'\A"(.+)" is a required property\Z')


def dotted(pointer: str) -> str:
    """`/contents/0/type` as the vendor writes it: `contents[0].type`."""
    return "".join(
        f"[{step}]" if step.isdigit() else f".{step}" for step in pointer.split("/")[1:]
    ).removeprefix(".")


def shown(value: JsonValue) -> str:
    """A value as a message repeats it."""
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def invalid(name: str, value: JsonValue, expected: str) -> Wrong:
    """A value that is none of those allowed."""
    if isinstance(value, dict | list):
        return Wrong(f"{name} is invalid", f"{name}: {expected}")
    return Wrong(f"{name} value '{shown(value)}' is invalid", f"{name}: {expected}", shown(value))


def missing(name: str) -> Wrong:
    """A field that must be there."""
    return Wrong(f"{name} is required", f"{name}, not empty", "nothing")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], str]], ...] = (
    (
        re.compile(r'is not of types? "(\w+)"'),
        lambda name, found: f"{name} value type is invalid, expected {found[1]}",
    ),
    (
        re.compile(r"is longer than (\d+) characters?"),
        lambda name, found: f"{name} length must be less than or equal to {found[1]}",
    ),
    (
        re.compile(r"is greater than the maximum of ([\d.]+)"),
        lambda name, found: f"{name} must be less than or equal to {float(found[1])}",
    ),
    (
        re.compile(r"is less than the minimum of ([\d.-]+)"),
        lambda name, found: f"{name} must be greater than or equal to {float(found[1])}",
    ),
    (re.compile(r"has less than 1 item"), lambda name, _found: f"{name} cannot be empty"),
    (
        re.compile(r"has more than (\d+) items?"),
        lambda name, found: f"{name} size must be less than or equal to {found[1]}",
    ),
)


def violated(pointer: str, said: str, body: JsonValue) -> Wrong:
    """The message for a finding of the schema: where, and what it says about the value there."""
    name = dotted(pointer).replace("~1", "/").replace("~0", "~")
    required = _REQUIRED.match(said)
    if required is not None:
        return missing(f"{name}.{required[1]}".removeprefix("."))
    if not name:
        return Wrong(ERRORS[BAD_REQUEST].message, said, code=BAD_REQUEST)
    for form, message in _FORMS:
        found = form.search(said)
        if found is not None:
            return Wrong(message(name, found), f"{name}: {said}")
    return invalid(name, _at(body, pointer), said)


def _at(body: JsonValue, pointer: str) -> JsonValue:
    """The value that a pointer of the schema's leads to; it always does."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(body, list):
            body = body[int(key)]
        elif isinstance(body, dict):
            body = body[key]
    return body
