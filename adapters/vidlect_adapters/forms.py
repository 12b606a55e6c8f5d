"""Form data, written and read: multipart/form-data by RFC 7578, as far as the dialects use it.

Here lives the step between bytes and named parts. Never: a field of any dialect, the grammar that is read
(`form_parser`).

The boundary is made of the parts themselves, so that equal wishes make equal calls.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from .errors import MalformedRequest
from .form_parser import FormParser, Head, Unreadable
from .message import HttpCall, Part

__all__ = ["MEDIA_TYPE", "Part", "form_call", "is_form", "part", "parts_of", "read"]

MEDIA_TYPE: Final = "multipart/form-data"

_UNWRITTEN: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\r": "%0D", "\n": "%0A"})
"""What no quoted name holds as it is: the first two by RFC 822, line ends as browsers write them (WHATWG, HTML 4.10.21.8)."""


def form_call(method: str, path: str, parts: tuple[Part, ...]) -> HttpCall:
    """One call with a form as its body."""
    boundary = _boundary(parts)
    pieces: list[bytes] = []
    for one in parts:
        pieces += (b"--%s\r\n%s\r\n" % (boundary, _head(one)), one.content, b"\r\n")
    kind = f"{MEDIA_TYPE}; boundary={boundary.decode()}"
    body = b"".join((*pieces, b"--%s--\r\n" % boundary))
    return HttpCall(method=method, path=path, headers=(("Content-Type", kind),), body=body)


def _boundary(parts: tuple[Part, ...]) -> bytes:
    """A line that stands in no part: the digest of them all."""
    digest = sha256()
    for one in parts:
        digest.update(b"%s\0%d\0" % (one.name.encode(), len(one.content)))
        digest.update(one.content)
    return f"vidlect-{digest.hexdigest()[:40]}".encode()


def _head(one: Part) -> bytes:
    lines = f'Content-Disposition: form-data; name="{one.name.translate(_UNWRITTEN)}"'
    if one.file_name is not None:
        lines += f'; filename="{one.file_name.translate(_UNWRITTEN)}"'
    if one.media_type is not None:
        lines += f"\r\nContent-Type: {one.media_type}"
    return f"{lines}\r\n".encode()


def is_form(content_type: str) -> bool:
    """Whether a body of this type is a form."""
    return content_type.partition(";")[0].strip().lower() == MEDIA_TYPE


def parts_of(call: HttpCall, dialect: str) -> tuple[Part, ...]:
    """The parts of a call's form, read already or not; repeated and unknown ones too. Raises MalformedRequest."""
    if call.form_fault:
        raise _refusal(call.form_fault, dialect)
    return call.form or read(call.header("Content-Type") or "", call.body, dialect)


def read(content_type: str, body: bytes, dialect: str) -> tuple[Part, ...]:
    """The parts of a form. Raises MalformedRequest."""
    try:
        parser = FormParser(content_type)
        pieces = parser.feed(body)
        parser.finish()
    except Unreadable as error:
        raise _refusal(str(error), dialect) from None
    parts: list[tuple[Head, list[bytes]]] = []
    for piece in pieces:
        if isinstance(piece, Head):
            parts.append((piece, []))
        else:
            parts[-1][1].append(piece)
    return tuple(part(head, b"".join(contents)) for head, contents in parts)


def part(head: Head, content: bytes) -> Part:
    """A part of which all has come."""
    return Part(name=head.name, content=content, file_name=head.file_name, media_type=head.media_type)


def _refusal(fault: str, dialect: str) -> MalformedRequest:
    return MalformedRequest(dialect, f"the body is no form: {fault}")
