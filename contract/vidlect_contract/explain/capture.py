"""A captured request in any form that people have: raw HTTP text, a curl command, a HAR file.

Here live the value, the choice of reader and what the readers share. Never: a form (`raw_http`,
`curl_command`, `har`), nor a verdict.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from vidlect_mock.message import Received

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Unreadable(Exception):
    """A capture that is no request; the text says what was expected."""


class Capture(NamedTuple):
    """A request as it went over the wire, and what had to be assumed about it."""

    received: Received
    notes: tuple[str, ...] = ()


def split_url(text: str) -> SplitResult:
    """An absolute http or https URL.

    Raises:
        Unreadable: anything else.
    """
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError as error:
        raise Unreadable(f"{text[:80]!r} is no URL: {error}") from None
    if url.scheme not in _DEFAULT_PORTS or not url.hostname:
        raise Unreadable(f"{text[:80]!r} is no absolute http or https URL")
    del port
    return url


def host_of(url: SplitResult) -> str:
    """The Host header that a client sends for a URL: without user and default port."""
    host = url.netloc.rpartition("@")[2]
    return host.removesuffix(f":{_DEFAULT_PORTS[url.scheme]}")


def to_bytes(text: str) -> bytes:
    """UTF-8, with bytes that are no UTF-8 as they came."""
    return text.encode("utf-8", "surrogateescape")


def received(method: str, url: SplitResult, headers: list[tuple[str, str]], body: bytes) -> Received:
    """A request to a URL; `Host` is added where the headers lack it."""
    if not any(name.lower() == "host" for name, _ in headers):
        headers = [("Host", host_of(url)), *headers]
    return Received(
        method,
        to_bytes(url.path or "/"),
        to_bytes(url.query),
        [(to_bytes(name.lower()), to_bytes(value)) for name, value in headers],
        body,
        url.scheme,
    )


def read(captured: bytes, entry: int | None = None) -> Capture:
    """The request in a capture. `entry` picks one of a HAR file, counted from 0.

    Raises:
        Unreadable: not one of the three forms, or no such entry.
    """
    # each form is told by its first word, and its reader loaded then
    text = captured.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise Unreadable("the capture is empty; expected raw HTTP text, a curl command or a HAR file")
    if text.startswith(b"{"):
        from .har import read_har  # noqa: PLC0415  # it uses this module

        return read_har(text, entry)
    if entry is not None:
        raise Unreadable("--entry picks an entry of a HAR file, and this capture is none")
    if text.removeprefix(b"$ ").startswith((b"curl ", b"curl\t", b"curl\\")):
        from .curl_command import read_curl  # noqa: PLC0415  # it uses this module

        return read_curl(text.removeprefix(b"$ ").decode("utf-8", "surrogateescape"))
    from .raw_http import read_raw  # noqa: PLC0415  # it uses this module

    return read_raw(text)
