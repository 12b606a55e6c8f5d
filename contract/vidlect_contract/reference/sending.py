"""Sending a vendor's call: address, host, authorisation, and when to try again.

Here lives what stands between an `HttpCall` and a socket, for gateway and client alike. Never: what a call means.

What may be repeated: a call that never reached the vendor (no connection came about), and a call that
only reads. A create whose bytes may have been sent is never repeated: it may have been paid for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx

from vidlect_adapters.credentials import Credentials
from vidlect_adapters.failure import ErrorKind, VendorFailure
from vidlect_adapters.message import HttpCall, HttpReply

from .upstream import BaseUrl, Upstream

Authorize = Callable[[HttpCall, Credentials, datetime], HttpCall]
"""A vendor adapter's `authorize`."""

USER_AGENT = f"vidlect/{version('vidlect')}"
PAUSES = (0.1, 0.4)
"""Seconds before the second and the third attempt: short, for a client waits meanwhile."""
TRANSIENT = frozenset({500, 502, 503, 504})
"""Statuses of a gateway or a server in trouble. 429 is not among them: a vendor that says wait is waited for."""

_PIECE = 256 * 1024
"""Bytes that are handed to a socket at once; smaller bodies are handed over as they are."""

_WRITTEN = "%!#$&'()*+,/:;=?@[]~"
"""What `quote` leaves alone: all that a URL may hold, `%` too, so that only stray characters are escaped."""
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Repeat(Enum):
    """When a call may be sent again."""

    UNSENT = "unsent"
    """Only when no connection came about: creates."""
    READS = "reads"
    """Also after a fault on the way or a server's trouble: polls and downloads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds without progress after which a step is given up; there is no limit for a whole download."""

    connect: float = 10.0
    answer: float = 60.0
    """Vendors answer a submit within seconds; their SDKs wait 30."""
    idle: float = 30.0
    """Between two pieces of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """No reply came: what a surface may say of it, and (for the log) what it was."""

    failure: VendorFailure
    cause: str


def prepared(upstream: Upstream, call: HttpCall, authorize: Authorize) -> tuple[str, HttpCall]:
    """The URL and the call as they go out: prefixed, with `Host`, then authorised as of now."""
    located = replace(call, path=upstream.base_url.prefix + call.path)
    hosted = located.with_headers(("Host", upstream.base_url.host_header), ("User-Agent", USER_AGENT))
    signed = authorize(hosted, upstream.credentials, datetime.now(UTC))
    return target(upstream.base_url, signed), signed


def target(base_url: BaseUrl, call: HttpCall) -> str:
    """The URL of a call whose path already has the prefix: exactly that path, the query percent-encoded."""
    query = urlencode(call.query, quote_via=quote, safe="")
    return f"{base_url.root}{call.path}" + (f"?{query}" if query else "")


def exact(url: str) -> dict[str, Any]:
    """The httpx extension that sends a URL's target as it is written: httpx would resolve `..` and re-quote."""
    parts = urlsplit(url)
    written = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return {"target": quote(written, safe=_WRITTEN).encode("ascii")}


def may_repeat(repeat: Repeat, outcome: int | httpx.RequestError) -> bool:
    """Whether a call with this outcome (a status, or a fault on the way) may be sent again."""
    if isinstance(outcome, _NEVER_SENT):
        return True
    if repeat is Repeat.UNSENT:
        return False
    return not isinstance(outcome, int) or outcome in TRANSIENT


def fault_of(error: httpx.RequestError) -> Fault:
    """What a fault on the way means for a client: no address, no URL and no header is in the text."""
    timed_out = isinstance(error, httpx.TimeoutException)
    kind = ErrorKind.VENDOR_TIMEOUT if timed_out else ErrorKind.VENDOR_UNAVAILABLE
    message = "the vendor did not answer in time" if timed_out else "the connection to the vendor failed"
    return Fault(
        failure=VendorFailure(kind=kind, vendor_code=kind.word, message=message),
        cause=type(error).__name__,
    )


def httpx_options(timeouts: Timeouts) -> dict[str, Any]:
    """What every httpx client here has: no proxy and no netrc of the environment, no redirects."""
    return {
        "trust_env": False,
        "follow_redirects": False,
        "timeout": httpx.Timeout(timeouts.answer, connect=timeouts.connect),
    }


async def send(
    client: httpx.AsyncClient, upstream: Upstream, call: HttpCall, authorize: Authorize, repeat: Repeat
) -> HttpReply | Fault:
    """Send a call, again where that is safe; each attempt is authorised anew."""
    pauses = iter(PAUSES)
    while True:
        url, signed = prepared(upstream, call, authorize)
        headers, content = _in_pieces(signed)
        request = client.build_request(
            signed.method, url, headers=headers, content=content, extensions=exact(url)
        )
        outcome: httpx.Response | httpx.RequestError
        try:
            outcome = await client.send(request)
        except httpx.RequestError as error:
            outcome = error
        pause = next(pauses, None)
        if pause is None or not may_repeat(repeat, _told(outcome)):
            return _read(outcome)
        await asyncio.sleep(pause)


def _in_pieces(call: HttpCall) -> tuple[list[tuple[str, str]], bytes | AsyncIterator[bytes]]:
    """Headers and content of a call; a large body goes by the piece and is let go as soon as it is sent.

    A reply and its request refer to each other in httpx: bytes that it is given live until the next collection.
    """
    headers = list(call.headers)
    if len(call.body) <= _PIECE:
        return headers, call.body
    return [*headers, ("Content-Length", str(len(call.body)))], _pieces(call.body)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(body), _PIECE):
        yield body[at : at + _PIECE]


def send_blocking(
    client: httpx.Client, upstream: Upstream, call: HttpCall, authorize: Authorize, repeat: Repeat
) -> HttpReply | Fault:
    """`send` for a thread that may wait."""
    pauses = iter(PAUSES)
    while True:
        url, signed = prepared(upstream, call, authorize)
        request = client.build_request(
            signed.method, url, headers=list(signed.headers), content=signed.body, extensions=exact(url)
        )
        outcome: httpx.Response | httpx.RequestError
        try:
            outcome = client.send(request)
        except httpx.RequestError as error:
            outcome = error
        pause = next(pauses, None)
        if pause is None or not may_repeat(repeat, _told(outcome)):
            return _read(outcome)
        time.sleep(pause)


def _told(outcome: httpx.Response | httpx.RequestError) -> int | httpx.RequestError:
    return outcome.status_code if isinstance(outcome, httpx.Response) else outcome


def _read(outcome: httpx.Response | httpx.RequestError) -> HttpReply | Fault:
    if isinstance(outcome, httpx.RequestError):
        return fault_of(outcome)
    headers = tuple((name, value) for name, value in outcome.headers.multi_items())
    return HttpReply(status=outcome.status_code, headers=headers, body=outcome.content)
