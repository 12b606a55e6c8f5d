"""Form data, written and read: multipart/form-data by RFC 7578, as far as the dialects use it.

Here lives the step between bytes and named parts. Never: a field of any dialect.

The boundary is made of the parts themselves, so that equal wishes make equal calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from .errors import MalformedRequest
from .message import HttpCall

MEDIA_TYPE: Final = "multipart/form-data"

_HEADER: Final = re.compile(r"([!-9;-~]+):[ \t]*(.*?)[ \t]*")

_OPTION: Final = re.compile(r';\s*([^\s=;"]+)=("((?:[^"\\]|\\.)*)"|[^;]*)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part; `file_name` None: a text, which then has no type of its own."""

    name: str
    content: bytes
    file_name: str | None = None
    media_type: str | None = None


def form_call(method: str, path: str, parts: tuple[Part, ...]) -> HttpCall:
    """One call with a form as its body."""
    boundary = _boundary(parts)
    written = b"".join(b"--%s\r\n%s\r\n%s\r\n" % (boundary, _head(part), part.content) for part in parts)
    kind = f"{MEDIA_TYPE}; boundary={boundary.decode()}"
    return HttpCall(
        method=method, path=path, headers=(("Content-Type", kind),), body=written + b"--%s--\r\n" % boundary
    )


def _boundary(parts: tuple[Part, ...]) -> bytes:
    """A line that stands in no part: the digest of them all."""
    digest = sha256()
    for part in parts:
        digest.update(b"%s\0%d\0%s" % (part.name.encode(), len(part.content), part.content))
    return f"vidlect-{digest.hexdigest()[:40]}".encode()


def _head(part: Part) -> bytes:
    lines = f'Content-Disposition: form-data; name="{part.name}"'
    if part.file_name is not None:
        lines += f'; filename="{part.file_name}"\r\nContent-Type: {part.media_type}'
    return f"{lines}\r\n".encode()


def read(content_type: str, body: bytes, dialect: str) -> tuple[Part, ...]:
    """The parts of a form. Raises MalformedRequest."""
    try:
        return _read(content_type, body)
    except _Unreadable as error:
        raise MalformedRequest(dialect, f"the body is no form: {error}") from None


class _Unreadable(ValueError):
    """What is wrong with a form, as a clause."""


def _read(content_type: str, body: bytes) -> tuple[Part, ...]:
    boundary = _options(content_type).get("boundary", "")
    if not boundary or len(boundary) > 70:  # RFC 2046, 5.1.1
        raise _Unreadable("the Content-Type names no boundary of 1 to 70 characters")
    mark = b"--" + boundary.encode("ascii", "replace")
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise _Unreadable("the form breaks off, or its boundary is another")
    return tuple(_part(piece) for piece in pieces[1:-1])


def _part(piece: bytes) -> Part:
    head, found, content = piece.partition(b"\r\n\r\n")
    if not found or not head.startswith(b"\r\n"):
        raise _Unreadable("a part has no headers")
    headers: dict[str, str] = {}
    for line in head[2:].split(b"\r\n"):
        header = _HEADER.fullmatch(line.decode("utf-8", "replace"))
        if header is None:
            raise _Unreadable("a part has a header that cannot be read")
        headers[header[1].lower()] = header[2]
    options = _options(headers.get("content-disposition", ""))
    if not options.get("name"):
        raise _Unreadable("a part has no name")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Part(
        name=options["name"], content=content, file_name=options.get("filename"), media_type=kind or None
    )


def _options(header: str) -> dict[str, str]:
    """The parameters of a header: `form-data; name="a"; filename="b"`."""
    return {
        found[1].lower(): re.sub(r"\\(.)", r"\1", found[3]) if found[3] is not None else found[2].strip()
        for found in _OPTION.finditer(header)
    }
