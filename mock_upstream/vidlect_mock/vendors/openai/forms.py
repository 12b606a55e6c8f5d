"""Form data read by `python_multipart`: text parts, file parts, and names with brackets.

Here lives the step from bytes to named values. Never: which fields there are.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from vidlect_mock.message import JsonValue

MOST_PARTS = 200
"""Ours: no call of this API has more than a dozen."""

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


class _Parts:
    """What the parser calls back."""

    def __init__(self) -> None:
        self.found: list[tuple[Mapping[str, str], bytes]] = []
        self.ended = False
        self._headers: dict[str, str] = {}
        self._name = self._value = b""
        self._data = bytearray()

    def begin(self) -> None:
        self._headers = {}
        self._data = bytearray()

    def name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value.decode("utf-8", "replace")
        self._name = self._value = b""

    def data(self, data: bytes, start: int, end: int) -> None:
        self._data += data[start:end]

    def end(self) -> None:
        self.found.append((self._headers, bytes(self._data)))

    def finish(self) -> None:
        self.ended = True


def read(content_type: str, body: bytes) -> Fields | Unreadable:
    """The fields of a multipart body; a name with brackets (`video[id]`) becomes an object."""
    from python_multipart import MultipartParser  # noqa: PLC0415 # 40 ms, for the first form
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 # as above
    from python_multipart.multipart import parse_options_header  # noqa: PLC0415 # as above

    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # the journal says what it would
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        return Unreadable("the Content-Type has no boundary")
    parts = _Parts()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": parts.begin,
                "on_part_data": parts.data,
                "on_part_end": parts.end,
                "on_header_field": parts.name,
                "on_header_value": parts.value,
                "on_header_end": parts.header,
                "on_end": parts.finish,
            },
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        return Unreadable(str(error))
    if not parts.ended:
        return Unreadable("the form breaks off before its last boundary")
    if len(parts.found) > MOST_PARTS:
        return Unreadable(f"more than {MOST_PARTS} parts")
    return _fields(parts.found)


def _fields(parts: list[tuple[Mapping[str, str], bytes]]) -> Fields | Unreadable:
    from python_multipart.multipart import parse_options_header  # noqa: PLC0415 # as above

    fields: Fields = {}
    for headers, data in parts:
        disposition = headers.get("content-disposition", "").encode().decode("latin-1")
        options = parse_options_header(disposition)[1]
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if not name:
            return Unreadable("a part has no name")
        value: Value
        if b"filename" in options:
            file_name = options[b"filename"].decode("utf-8", "replace")
            value = Upload(file_name, headers.get("content-type", "").partition(";")[0].strip().lower(), data)
        else:
            try:
                value = data.decode()
            except UnicodeDecodeError:
                return Unreadable(f"the part {name!r} is not UTF-8")
        if not _put(fields, name, value):
            return Unreadable("a name stands twice", name)
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
