"""Form data as named values: texts, files, and objects where names have brackets.

Here lives what names mean. Never: which fields there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from vidlect_mock import multipart
from vidlect_mock.message import JsonValue

_BRACKETS = re.compile(r"(?P<name>[^\[\]]+)(?P<steps>(?:\[[^\[\]]*\])+)")


class Upload(NamedTuple):
    """A file part: its file name, declared type ("" where none) and bytes."""

    file_name: str
    media_type: str
    content: bytes


Value: TypeAlias = "JsonValue | Upload"
Fields: TypeAlias = "dict[str, Value]"


class Unreadable(NamedTuple):
    """Why there are no fields; `repeated` names a field that stands there twice."""

    why: str
    repeated: str | None = None


def read(content_type: str, body: bytes) -> Fields | Unreadable:
    """The fields of a multipart body; a name with brackets (`video[id]`) becomes an object."""
    parts = multipart.read(content_type, body)
    if isinstance(parts, str):
        return Unreadable(parts)
    fields: Fields = {}
    for part in parts:
        value: Value
        if part.file_name is not None:
            value = Upload(part.file_name, part.media_type, part.content)
        else:
            try:
                value = part.content.decode()
            except UnicodeDecodeError:
                return Unreadable(f"the part {part.name!r} is not UTF-8")
        if not _put(fields, part.name, value):
            return Unreadable("a name stands twice", part.name)
    return fields


def _put(fields: Fields, name: str, value: Value) -> bool:
    """Whether there was room for it; `a[b]` is a member, `a[]` and `a[0]` an element, at the end if beyond it."""
    found = _BRACKETS.fullmatch(name)
    if found is None or isinstance(value, Upload):
        if name in fields:
            return False
        fields[name] = value
        return True
    steps = re.findall(r"\[([^\[\]]*)\]", found["steps"])
    target = fields.setdefault(found["name"], [] if _is_index(steps[0]) else {})
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        inner: JsonValue = value if following is None else [] if _is_index(following) else {}
        if isinstance(target, list) and _is_index(step):
            place = min(int(step) if step else len(target), len(target))
            if place < len(target) and following is None:
                return False
            if place == len(target):
                target.append(inner)
            target = target[place]
        elif isinstance(target, dict) and not _is_index(step):
            if following is None and step in target:
                return False
            target = target.setdefault(step, inner)
        else:
            return False
    return True


def _is_index(step: str) -> bool:
    return not step or (step.isdecimal() and step.isascii() and len(step) <= 3)
