"""A client's request as a value, read raw and to its end.

Here lives what stands between a socket and an `HttpCall`. Never: a look at what the body means.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from vidlect_adapters.message import HttpCall

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes: two pictures of 4.7 MB in base64 (the vendor's limit) with room to spare."""
_MOST_DRAINED = 8 * LARGEST_BODY
"""Bytes of a body too large that are still read and dropped, so that its sender gets to hear why."""


class BodyTooLarge(Exception):
    """A body beyond the limit; the text says the limit."""


class ClientLeft(Exception):
    """The client closed the connection before its request was complete."""


async def call_of(scope: Scope, receive: Receive) -> HttpCall:
    """The whole request.

    Raises:
        BodyTooLarge: more than `LARGEST_BODY` bytes.
        ClientLeft: it never came to its end.
    """
    query = scope["query_string"].decode("latin-1")
    return HttpCall(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=tuple(parse_qsl(query, keep_blank_values=True, errors="replace")),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]),
        body=await _body(receive),
    )


async def _body(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    size = 0
    more = True
    while more and size <= _MOST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        piece = message.get("body", b"")
        size += len(piece)
        if size <= LARGEST_BODY:
            pieces.append(piece)
        else:
            pieces.clear()
        more = message.get("more_body", False)
    if size > LARGEST_BODY:
        raise BodyTooLarge(f"a body has at most {LARGEST_BODY // 1024 // 1024} MiB")
    return b"".join(pieces)
