"""Raw HTTP text: a request line, headers, an empty line, the body.

Here lives its reading, as servers, proxies and people write it. Never: a verdict.
"""

from __future__ import annotations

import re
from hashlib import sha256

from vidlect_mock.message import Received

from .capture import Capture, Unreadable, host_of, split_url, to_bytes

_REQUEST_LINE = re.compile(rb"([A-Za-z]+) (\S+)(?: HTTP/[0-9.]+)?\s*")
_NAME = re.compile(rb":?[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_SHOWN = 60


def read_raw(text: bytes) -> Capture:
    """The request of a raw HTTP text; line ends may be CRLF or LF, lines may be those of `curl -v`.

    Raises:
        Unreadable: no request line, or a line that is no header.
    """
    if text.startswith(b"> "):
        text = _of_verbose_curl(text)
    found = _BLANK_LINE.search(text)
    head, body = (text[: found.start()], text[found.end() :]) if found else (text.rstrip(b"\r\n"), b"")
    lines = [line.removesuffix(b"\r") for line in head.split(b"\n")]
    request_line = _REQUEST_LINE.fullmatch(lines[0])
    if request_line is None:
        raise Unreadable(
            f"{_shown(lines[0])} is no request line; expected METHOD TARGET HTTP/1.1, a curl command or a HAR file"
        )
    headers, pseudo = _headers(lines[1:])
    target, scheme = request_line[2], "http"
    if not target.startswith(b"/"):
        url = split_url(target.decode("utf-8", "surrogateescape"))
        scheme = url.scheme
        target = to_bytes((url.path or "/") + (f"?{url.query}" if url.query else ""))
        pseudo.setdefault(b":authority", to_bytes(host_of(url)))
    if b":authority" in pseudo and not any(name == b"host" for name, _ in headers):
        headers.insert(0, (b"host", pseudo[b":authority"]))
    path, _, query = target.partition(b"?")
    body, notes = _body(body, dict(headers))
    method = request_line[1].decode().upper()
    return Capture(Received(method, path, query, headers, body, scheme), notes)


def _headers(lines: list[bytes]) -> tuple[list[tuple[bytes, bytes]], dict[bytes, bytes]]:
    """(headers, pseudo headers of HTTP/2). One blank after the colon belongs to the line, not to the value."""
    headers: list[tuple[bytes, bytes]] = []
    pseudo: dict[bytes, bytes] = {}
    for line in lines:
        if line[:1] in (b" ", b"\t") and headers:  # folded, as old clients do
            name, value = headers.pop()
            headers.append((name, value + b" " + line.strip()))
            continue
        start = line.find(b":", 1)
        name = line[:start] if start > 0 else b""
        if _NAME.fullmatch(name) is None:
            raise Unreadable(f"{_shown(line)} is no header line; expected Name: value")
        value = line[start + 1 :].removeprefix(b" ")
        if name.startswith(b":"):
            pseudo[name.lower()] = value
        else:
            headers.append((name.lower(), value))
    return headers, pseudo


def _body(body: bytes, headers: dict[bytes, bytes]) -> tuple[bytes, tuple[str, ...]]:
    """The body by its stated length; what an editor added at its end is cut."""
    length = headers.get(b"content-length", b"").strip()
    if length.isdigit() and len(length) < 12:  # digits: beyond any capture
        stated = int(length)
        if len(body) < stated:
            return body, (f"the capture holds {len(body)} of {stated} bytes of the body",)
        if body[stated:].strip():
            return body[:stated], (f"{len(body) - stated} bytes after the body were left out",)
        return body[:stated], ()
    said = headers.get(b"x-content-sha256", b"").strip().lower()
    for end in (b"\r\n", b"\n"):
        if body.endswith(end):
            cut = body.removesuffix(end)
            if not cut or sha256(cut).hexdigest().encode() == said:
                return cut, ("the line end after the body was taken for the editor's",)
    return body, ()


def _of_verbose_curl(text: bytes) -> bytes:
    """The sent lines of `curl -v`; it does not show the body."""
    lines = [line.removesuffix(b"\r") for line in text.split(b"\n")]
    return b"\n".join([line[2:] for line in lines if line.startswith(b"> ")]) + b"\n\n"


def _shown(line: bytes) -> str:
    return repr(line[:_SHOWN].decode("utf-8", "replace"))
