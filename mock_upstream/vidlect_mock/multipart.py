"""Multipart forms, read by `python_multipart`.

Here lives the step from bytes to parts. Never: which parts there are, or what is in them.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

MOST_PARTS = 200
"""Ours: no call of any vendor has more than a dozen."""


class Part(NamedTuple):
    """One part: `file_name` is None for a plain field, `media_type` "" where the part names none."""

    name: str
    content: bytes
    file_name: str | None
    media_type: str


class _Reading:
    """What the parser calls back."""

    def __init__(self) -> None:
        self.parts: list[tuple[dict[bytes, bytes], bytearray]] = []
        self.ended = False
        self._name = self._value = b""

    def begin(self) -> None:
        self.parts.append(({}, bytearray()))

    def name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header(self) -> None:
        self.parts[-1][0][self._name.lower()] = self._value
        self._name = self._value = b""

    def data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1][1].extend(data[start:end])

    def finish(self) -> None:
        self.ended = True


def read(content_type: str, body: bytes) -> list[Part] | str:
    """The parts of a form; or, as a text, why there are none."""
    from python_multipart import MultipartParser  # noqa: PLC0415 # 40 ms, for the first form
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 # as above
    from python_multipart.multipart import parse_options_header  # noqa: PLC0415 # as above

    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # the journal says what it would
    boundary = parse_options_header(content_type)[1].get(b"boundary")
    if not boundary:
        return "the Content-Type has no boundary"
    found = _Reading()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": found.begin,
                "on_part_data": found.data,
                "on_header_field": found.name,
                "on_header_value": found.value,
                "on_header_end": found.header,
                "on_end": found.finish,
            },
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        return str(error)
    if not found.ended:
        return "the form breaks off before its last boundary"
    if len(found.parts) > MOST_PARTS:
        return f"more than {MOST_PARTS} parts"
    parts: list[Part] = []
    for headers, content in found.parts:
        options = parse_options_header(headers.get(b"content-disposition"))[1]
        name, file_name = (options.get(key) for key in (b"name", b"filename"))
        if not name:
            return "a part has no name"
        kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
        shown = None if file_name is None else file_name.decode("utf-8", "replace")
        parts.append(Part(name.decode("utf-8", "replace"), bytes(content), shown, kind))
    return parts
