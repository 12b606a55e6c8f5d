"""HAR files, as browsers and proxies save them.

Here lives the choice of an entry and its reading. Never: a verdict.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any
from urllib.parse import urlencode

import orjson

from .capture import Capture, Unreadable, received, split_url, to_bytes


def read_har(text: bytes, entry: int | None) -> Capture:
    """The request of one entry; without a number, of the only one that is signed.

    Raises:
        Unreadable: no HAR file, no such entry, or several that might be meant.
    """
    try:
        har: Any = orjson.loads(text)
    except ValueError as error:
        raise Unreadable(f"the capture starts as JSON but is none: {error}") from None
    try:
        entries = list(har["log"]["entries"])
        requests = [one["request"] for one in entries]
        number = _picked(requests) if entry is None else entry
        if not 0 <= number < len(requests):
            raise Unreadable(f"there is no entry {number}; the file has 0 to {len(requests) - 1}")
        return _capture(requests[number])
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"this JSON is no HAR file: {type(error).__name__} at {error}") from None


def _picked(requests: list[Any]) -> int:
    if len(requests) == 1:
        return 0
    signed = [number for number, request in enumerate(requests) if _is_signed(request)]
    if len(signed) == 1:
        return signed[0]
    listed = ", ".join(
        f"{number}: {str(request['url'])[:80]}" for number, request in enumerate(requests[:20])
    )
    raise Unreadable(
        f"{len(signed)} of {len(requests)} entries are signed; pick one with --entry N (from 0): {listed}"
    )


def _is_signed(request: Any) -> bool:
    names = {str(header["name"]).lower() for header in request["headers"]}
    return "authorization" in names or "X-Signature=" in request["url"]


def _capture(request: Any) -> Capture:
    headers = [(str(header["name"]), str(header["value"])) for header in request["headers"]]
    authority = [("Host", value) for name, value in headers if name == ":authority"]
    plain = [(name, value) for name, value in headers if not name.startswith(":")]
    if not any(name.lower() == "host" for name, _ in plain):
        plain = [*authority, *plain]
    body = _body(request.get("postData") or {})
    return Capture(received(str(request["method"]).upper(), split_url(str(request["url"])), plain, body))


def _body(posted: Any) -> bytes:
    if "text" in posted:
        text = str(posted["text"])
        if "base64" in (posted.get("encoding"), posted.get("_encoding")):
            try:
                return b64decode(text, validate=True)
            except binascii.Error:
                raise Unreadable("postData says base64 but is none") from None
        return to_bytes(text)
    fields = [(str(field["name"]), str(field.get("value", ""))) for field in posted.get("params", [])]
    return urlencode(fields).encode()
