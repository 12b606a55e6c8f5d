"""The answer to a client that wants its film: fetched, its link renewed once where it has run out.

Here lives the order of steps. Never: the transfer itself (`content`), a word of the dialect.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from starlette.responses import Response

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.failure import ErrorKind
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.relay import Ready, Relay

from .content import STALE, Film, fetch
from .destination import ForbiddenDestination
from .logs import event
from .polling import Polling
from .sending import Fault
from .vendors import Vendors

_PASSED = frozenset({200, 206})
_BEYOND = 416


async def film_of(
    relay: Relay, vendors: Vendors, polling: Polling, record: TaskRecord, call: HttpCall
) -> HttpReply | Response:
    """A streamed film, or a refusal in the surface's words."""
    ready = relay.content(record, call)
    if isinstance(ready, HttpReply):
        return ready
    film = await _fetched(relay, vendors, ready, call)
    if isinstance(film, Film) and film.status in STALE:
        await film.close()
        renewed = await polling.refreshed(record)
        if isinstance(renewed, HttpReply):
            return renewed
        ready = relay.content(renewed, call)
        if isinstance(ready, HttpReply):
            return ready
        film = await _fetched(relay, vendors, ready, call)
    if isinstance(film, HttpReply):
        return film
    if film.status in _PASSED and not film.is_a_page:
        return film.reply(with_body=call.method != "HEAD")
    await film.close()
    return _refusal(relay, film)


async def _fetched(relay: Relay, vendors: Vendors, ready: Ready, call: HttpCall) -> Film | HttpReply:
    try:
        film = await fetch(vendors, ready, call.method, call.headers)
    except ForbiddenDestination as error:
        event(logging.WARNING, "forbidden_destination", vendor=ready.vendor, reason=str(error))
        text = f"the film is not fetched: {error}"
        return relay.refuse(ErrorKind.VENDOR_ERROR, text, of_content=True)
    if isinstance(film, Fault):
        event(logging.WARNING, "content_fault", vendor=ready.vendor, cause=film.cause)
        return relay.refusal(film.failure, of_content=True)
    return film


def _refusal(relay: Relay, film: Film) -> HttpReply:
    if film.status == _BEYOND:
        beyond = MalformedRequest(relay.surface.NAME, "the film has no such range", status=_BEYOND)
        refusal = relay.refusal(beyond, of_content=True)
        size = film.headers().get("content-range")
        return replace(refusal, headers=(*refusal.headers, ("Content-Range", size))) if size else refusal
    if film.status in STALE:
        text = "the film's link has expired, and so has the new one"
        return relay.refuse(ErrorKind.EXPIRED, text, of_content=True)
    what = "a page of text" if film.is_a_page else f"status {film.status}"
    text = f"the film's host answered with {what}"
    return relay.refuse(ErrorKind.VENDOR_ERROR, text, of_content=True)
