"""A client's request as a value, read raw and to its end; a form, part by part.

Here lives what stands between a socket and an `HttpCall`. Never: a look at what the body means.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from vidlect_adapters import forms
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.file_sizes import TOO_LARGE
from vidlect_adapters.form_parser import Unreadable
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.relay import Relay

from .spooling import Spool

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes of a body that is no form: two pictures of 4.7 MB in base64 (the vendor's limit) with room to spare."""
_MOST_DRAINED = 8 * LARGEST_BODY
"""Bytes of such a body too large that are still read and dropped, so that its sender gets to hear why."""

LONGEST_SILENCE = 60.0
"""Seconds between two pieces of a body: more than any network pauses; a sender that stopped holds a place on disk."""
_BEGINNING = 64
"""Bytes of a form that stay in `body`: a surface that reads JSON says by them that this is none."""


class ClientLeft(Exception):
    """The client closed the connection before its request was complete."""


async def call_of(scope: Scope, receive: Receive, relay: Relay) -> HttpCall:
    """The whole request.

    Raises:
        MalformedRequest: more bytes than are taken (with status 413), or none for long (408).
        ClientLeft: it never came to its end.
    """
    query = scope["query_string"].decode("latin-1")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    kind = next((value for name, value in headers if name == "content-type"), "")
    call = HttpCall(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=tuple(parse_qsl(query, keep_blank_values=True, errors="replace")),
        headers=headers,
    )
    if scope["method"] == "POST" and forms.is_form(kind):
        return await _with_form(call, kind, receive, relay)
    return replace(call, body=await _body(receive, relay))


async def _with_form(call: HttpCall, content_type: str, receive: Receive, relay: Relay) -> HttpCall:
    """The call with its form, or with what is wrong with it: the surface says that in its own words.

    A refusal comes at once: the server drops what the sender has still to say, and lets it say it. Large pictures are
    read into memory only once the rest of the form has a vendor that would take it; for a form that will be refused
    whatever the picture is, its outline is enough.
    """
    beginning = b""
    try:
        with Spool(content_type, relay) as spool:
            more = True
            while more:
                piece, more = await _next(receive, relay)
                beginning = beginning or piece[:_BEGINNING]
                spool.take(piece)
            spool.finish()
            call = replace(call, body=beginning)
            if spool.is_heavy:
                outline = replace(call, form=spool.outline())
                outbound = relay.begin_create(outline)
                if isinstance(outbound, HttpReply):
                    return outline
                largest = relay.vendors[outbound.vendor].largest_picture(outbound.request.model)
                spool.limit(largest, outbound.model_name)
            return replace(call, form=await spool.parts())
    except Unreadable as error:
        return replace(call, body=beginning, form_fault=str(error))


async def _body(receive: Receive, relay: Relay) -> bytes:
    pieces: list[bytes] = []
    size = 0
    more = True
    while more and size <= _MOST_DRAINED:
        piece, more = await _next(receive, relay)
        size += len(piece)
        if size <= LARGEST_BODY:
            pieces.append(piece)
        else:
            pieces.clear()
    if size > LARGEST_BODY:
        text = f"a body has at most {LARGEST_BODY // 1024 // 1024} MiB"
        raise MalformedRequest(relay.surface.NAME, text, status=TOO_LARGE)
    return b"".join(pieces)


async def _next(receive: Receive, relay: Relay) -> tuple[bytes, bool]:
    """The next piece of the body, and whether more is to come. Raises ClientLeft, or MalformedRequest (408)."""
    try:
        async with asyncio.timeout(LONGEST_SILENCE):
            message = await receive()
    except TimeoutError:
        text = f"nothing of the body came for {LONGEST_SILENCE:g} seconds"
        raise MalformedRequest(relay.surface.NAME, text, status=408) from None
    if message["type"] == "http.disconnect":
        raise ClientLeft
    return message.get("body", b""), message.get("more_body", False)
