"""A film on its way from the vendor's file host to the client, piece by piece.

Here lives the fetching. Never: where a film is (`vidlect_adapters.relay`), whether its address may be
fetched (`destination`).

There is no limit for the whole transfer, only for a pause in it. Nothing is fetched twice once a byte has
gone to the client: a transfer that breaks then ends the connection, so that the client sees it is short.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
from starlette.responses import Response, StreamingResponse

from vidlect_adapters.canonical import Link
from vidlect_adapters.message import Pairs
from vidlect_adapters.relay import Ready

from .destination import checked
from .sending import PAUSES, USER_AGENT, Fault, Repeat, exact, fault_of, may_repeat, prepared
from .vendors import Vendors

ASKED = ("range", "if-range")
"""What is passed on of the client's wishes."""
ANSWERED = (
    "content-type",
    "content-length",
    "content-range",
    "content-encoding",
    "accept-ranges",
    "etag",
    "last-modified",
)
"""What is passed on of the file host's answer. No cookie, no server name, no id of the vendor's."""
FILE_NAME = 'inline; filename="video.mp4"'
"""How a film would be saved; dialect B documents the header, and others do not mind it."""
STALE = frozenset({401, 403, 404, 410})
"""How file hosts answer to a link that has run out."""
NO_HEAD = frozenset({*STALE, 400, 405, 501})
"""How they answer to HEAD where a link is signed for GET alone, or HEAD is unknown."""


class BrokenOff(Exception):
    """A transfer that ended early, after bytes had gone to the client; the text says how."""


@dataclass(frozen=True, slots=True)
class Film:
    """A file host's answer, its body not yet read."""

    response: httpx.Response

    @property
    def status(self) -> int:
        """The file host's status."""
        return self.response.status_code

    @property
    def is_a_page(self) -> bool:
        """Whether text came where a film was expected: a host's error page under a good status."""
        kind = str(self.response.headers.get("content-type", "")).partition(";")[0].strip().lower()
        return kind.startswith("text/") or kind.endswith(("json", "xml"))

    async def close(self) -> None:
        """Read no more of it."""
        await self.response.aclose()

    def headers(self) -> dict[str, str]:
        """What of its headers goes to the client."""
        theirs = self.response.headers
        passed = {name: theirs[name] for name in ANSWERED if name in theirs}
        headers = {"content-type": "video/mp4", **passed, "x-content-type-options": "nosniff"}
        if headers["content-type"].startswith("video/mp4"):
            headers["content-disposition"] = FILE_NAME
        return headers

    def reply(self, *, with_body: bool) -> Response:
        """What goes to the client."""
        if with_body:
            return StreamingResponse(self._pieces(), self.status, self.headers())
        bare = Response(status_code=self.status)
        bare.raw_headers = [
            (name.encode(), value.encode("latin-1")) for name, value in self.headers().items()
        ]
        return bare

    async def _pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self.response.aiter_raw():
                yield piece
        except httpx.RequestError as error:
            raise BrokenOff(type(error).__name__) from error
        finally:
            await self.response.aclose()


async def fetch(vendors: Vendors, ready: Ready, method: str, wishes: Pairs) -> Film | Fault:
    """Ask for a film; the caller closes what it gets.

    Raises:
        ForbiddenDestination: the vendor's link must not be followed.
    """
    film = await _fetch(vendors, ready, method, wishes)
    if method != "HEAD" or isinstance(film, Fault) or film.status not in NO_HEAD:
        return film
    await film.close()
    return await _fetch(vendors, ready, "GET", wishes)


async def _fetch(vendors: Vendors, ready: Ready, method: str, wishes: Pairs) -> Film | Fault:
    asked = tuple((name, value) for name, value in wishes if name.lower() in ASKED)
    pauses = iter(PAUSES)
    while True:
        outcome: httpx.Response | httpx.RequestError
        try:
            request = await _request(vendors, ready, method, asked)
            outcome = await vendors.client.send(request, stream=True)
        except httpx.RequestError as error:
            outcome = error
        except OSError:
            outcome = httpx.ConnectError("the file's host cannot be resolved")
        told = outcome.status_code if isinstance(outcome, httpx.Response) else outcome
        pause = next(pauses, None)
        if pause is None or not may_repeat(Repeat.READS, told):
            return Film(outcome) if isinstance(outcome, httpx.Response) else fault_of(outcome)
        if isinstance(outcome, httpx.Response):
            await outcome.aclose()
        await asyncio.sleep(pause)


async def _request(vendors: Vendors, ready: Ready, method: str, asked: Pairs) -> httpx.Request:
    """The request for a film: to the checked address of a link, or authorised to the vendor."""
    idle = vendors.timeouts.idle
    timeout = httpx.Timeout(idle, connect=vendors.timeouts.connect)
    if isinstance(ready.location, Link):
        place = await checked(ready.location.url, vendors.origins, vendors.resolve)
        url, extensions = place.url, place.extensions
        headers = [("Host", place.host), ("User-Agent", USER_AGENT), *asked]
        body = b""
    else:
        call = ready.location.call.with_headers(*asked)
        call = replace(call, method="HEAD") if method == "HEAD" else call
        authorize = vendors.adapters[ready.vendor].authorize
        url, signed = prepared(vendors.upstreams[ready.vendor], call, authorize)
        method, headers, body, extensions = signed.method, list(signed.headers), signed.body, {}
    # the bytes shall pass as they are: no compression that changes their number
    return vendors.client.build_request(
        method,
        url,
        headers=[*headers, ("Accept-Encoding", "identity")],
        content=body,
        timeout=timeout,
        extensions={**exact(url), **extensions},
    )
