"""Multipart forms, read by `python_multipart`.

Here lives the step from bytes to fields and one file. Never: which fields there are (`uploads`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from vidlect_mock.message import JsonObject

_MOST_PARTS = 100  # ours: the documented form has nine
_LONGEST_FIELD = 16_384  # bytes of a field besides the file; a policy has some 700


class Form(NamedTuple):
    """Text fields by name, and what is kept of the file (`file_name`, `media_type`, `size`, `sha256`), if any."""

    fields: dict[str, str]
    file: JsonObject | None


class _Part:
    """One part on its way in."""

    def __init__(self) -> None:
        self.headers: dict[bytes, bytes] = {}
        self.data = bytearray()


class _Parts:
    """What the parser calls back."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.ended = False
        self._name = self._value = b""

    def begin(self) -> None:
        self.parts.append(_Part())

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self.parts[-1].headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].data += data[start:end]

    def finish(self) -> None:
        self.ended = True


def read(content_type: bytes, body: bytes) -> Form | None:
    """The form in a body; None where it is no whole form. Of two parts with one name the last counts."""
    from python_multipart import MultipartParser  # noqa: PLC0415 # 40 ms, for the first upload
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 # as above
    from python_multipart.multipart import parse_options_header  # noqa: PLC0415 # as above

    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        return None
    found = _Parts()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": found.begin,
                "on_part_data": found.data,
                "on_header_field": found.header_name,
                "on_header_value": found.header_value,
                "on_header_end": found.header_end,
                "on_end": found.finish,
            },
        )
        parser.write(body)
    except FormParserError:
        return None
    if not found.ended or len(found.parts) > _MOST_PARTS:
        return None
    fields: dict[str, str] = {}
    file: JsonObject | None = None
    for part in found.parts:
        said = parse_options_header(part.headers.get(b"content-disposition"))[1]
        name = said.get(b"name", b"").decode("utf-8", "replace")
        if name == "file":
            file = _described(part, said.get(b"filename", b""), fields.get("x-oss-content-type"))
        elif name:
            fields[name] = part.data[:_LONGEST_FIELD].decode("utf-8", "replace")
    return Form(fields, file)


def _described(part: _Part, file_name: bytes, said: str | None) -> JsonObject:
    kind = part.headers.get(b"content-type", b"").decode("latin-1")
    return {
        "file_name": file_name.decode("utf-8", "replace"),
        "media_type": said or kind or "application/octet-stream",
        "size": len(part.data),
        "sha256": sha256(part.data).hexdigest(),
    }
