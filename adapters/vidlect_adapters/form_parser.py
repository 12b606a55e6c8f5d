"""A form as it arrives: multipart/form-data by RFC 7578, told piece by piece.

Here lives the one reading of bytes as parts, for a body in memory and for one that is still on its way. Never: where
the pieces go, how large a part may be, a field of any dialect.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple
from urllib.parse import unquote

MOST_PARTS: Final = 200
"""Ours: no form of any dialect has more than a dozen fields, nor a vendor's film more than 64 pictures."""
_LONGEST_HEAD: Final = 8 * 1024
"""Bytes of a part's headers; names of files have some 255 at most."""
_HEADS_END: Final = b"\r\n\r\n"

_HEADER: Final = re.compile(r"([!-9;-~]+):([^\n]*)")
"""Blanks around the value are stripped apart: in the pattern they would be tried in every division, for minutes."""
_OPTION: Final = re.compile(r';\s*([^\s=;"]+)=("((?:[^"\\]|\\.)*)"|[^;]*)')
_ESCAPED: Final = re.compile(r"\\(.)")
_EXTENDED: Final = re.compile(r"(utf-8|iso-8859-1)'[^']*'(.*)", re.IGNORECASE)
"""A name with its character set, as RFC 5987 writes it."""
_AFTER: Final = re.compile(rb"(--)|[ \t]{0,70}\r\n")
"""What makes a line of the boundary: the end of the form, or padding and the line's end (RFC 2046, 5.1.1)."""
_PERHAPS: Final = re.compile(rb"-|[ \t]{0,70}\r?")
"""The beginning of that."""


class Unreadable(ValueError):
    """What is wrong with a form, as a clause."""


class Head(NamedTuple):
    """A part begins; `file_name` None: it is a text."""

    name: str
    file_name: str | None
    media_type: str | None


class _State(Enum):
    START = "at the first byte"
    BEFORE = "before the first part"
    HEAD = "in a part's headers"
    CONTENT = "in a part's content"
    AFTER = "after the last part"


class FormParser:
    """Feed it what arrives; it says what that was: a `Head` for each part, then the bytes of its content."""

    def __init__(self, content_type: str) -> None:
        """Raises Unreadable: there is no boundary."""
        boundary = _options(content_type).get("boundary", "")
        if not boundary or len(boundary) > 70:  # RFC 2046, 5.1.1
            raise Unreadable("the Content-Type names no boundary of 1 to 70 characters")
        self._mark = b"\r\n--" + boundary.encode("ascii", "replace")
        self._waiting = b""
        self._state = _State.START
        self._parts = 0

    def feed(self, data: bytes) -> list[Head | bytes]:
        """What these bytes say, as far as it can be told without the next ones. Raises Unreadable."""
        data = self._waiting + data if self._waiting else data
        found: list[Head | bytes] = []
        at = 0
        going = self._state is not _State.AFTER
        while going:
            before = self._state
            at = self._head(data, at, found) if before is _State.HEAD else self._content(data, at, found)
            going = self._state is not before and self._state is not _State.AFTER
        self._waiting = b"" if self._state is _State.AFTER else data[at:]
        return found

    def finish(self) -> None:
        """Nothing more comes. Raises Unreadable: something was missing."""
        if self._state is not _State.AFTER:
            raise Unreadable("the form breaks off, or its boundary is another")
        if not self._parts:
            raise Unreadable("the form has no part")

    def _head(self, data: bytes, at: int, found: list[Head | bytes]) -> int:
        """Where the content begins, or where to go on when there is more."""
        end = data.find(_HEADS_END, at)
        if data.startswith(b"\r\n", at):
            raise Unreadable("a part has no headers")
        if (len(data) if end < 0 else end) - at > _LONGEST_HEAD:
            raise Unreadable(f"a part has more than {_LONGEST_HEAD} bytes of headers")
        if end < 0:
            return at
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise Unreadable(f"it has more than {MOST_PARTS} parts")
        found.append(_head_of(data[at:end]))
        self._state = _State.CONTENT
        return end + len(_HEADS_END)

    def _content(self, data: bytes, at: int, found: list[Head | bytes]) -> int:
        """Where the next line of the boundary ends, or where to go on when there is more."""
        begin, mark = at, self._mark
        if self._state is _State.START:
            mark = mark[2:]
            if len(data) < len(mark):
                return at
            if not data.startswith(mark):
                self._state, mark = _State.BEFORE, self._mark
        while (place := data.find(mark, at)) >= 0:
            at = place + len(mark)
            after = _AFTER.match(data, at)
            if after is not None:
                self._tell(data[begin:place], found)
                self._state = _State.AFTER if after[1] else _State.HEAD
                return after.end()
            if _PERHAPS.fullmatch(data, at):
                self._tell(data[begin:place], found)
                return place
            if self._state is not _State.CONTENT and data.startswith(b"\n", at):
                raise Unreadable("a line ends with CR LF, not with LF alone")
            if self._state is _State.START:
                self._state, mark = _State.BEFORE, self._mark
        kept = max(at, len(data) - len(mark) + 1)
        self._tell(data[begin:kept], found)
        return kept

    def _tell(self, content: bytes, found: list[Head | bytes]) -> None:
        if content and self._state is _State.CONTENT:
            found.append(content)


def _head_of(head: bytes) -> Head:
    headers: dict[str, str] = {}
    for line in head.split(b"\r\n"):
        header = _HEADER.fullmatch(line.decode("utf-8", "replace"))
        if header is None:
            raise Unreadable("a part has a header that cannot be read")
        if header[1].lower() in headers:
            raise Unreadable(f"a part has the header {header[1][:40]} twice")
        headers[header[1].lower()] = header[2].strip(" \t")
    options = _options(headers.get("content-disposition", ""))
    if not options.get("name"):
        raise Unreadable("a part has no name")
    coding = headers.get("content-transfer-encoding", "binary").lower()
    if coding not in {"7bit", "8bit", "binary"}:  # RFC 7578, 4.7: senders no longer write it
        raise Unreadable(f"a part is encoded as {coding[:40]}, not sent as it is")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Head(options["name"], _file_name(options), kind or None)


def _file_name(options: dict[str, str]) -> str | None:
    extended = _EXTENDED.fullmatch(options.get("filename*", ""))
    if extended is None:
        return options.get("filename")
    return unquote(extended[2], encoding=extended[1].lower(), errors="replace")


def _options(header: str) -> dict[str, str]:
    """The parameters of a header: `form-data; name="a"; filename="b"`."""
    return {
        found[1].lower(): found[2].strip() if found[3] is None else _ESCAPED.sub(r"\1", found[3])
        for found in _OPTION.finditer(header)
    }
