"""One POST to an address that somebody outside has named.

Here live the resolver and the socket. Never: what is posted, or when (`outbound`).

A name is resolved once, every address is checked, and the connection goes to the very address that was checked:
a name cannot turn into another address a moment later. No redirect is followed, no proxy taken from the
environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .destination import Allowed, Destination, ForbiddenDestination
from .message import Answer

if TYPE_CHECKING:
    import httpx

LARGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; what a receiver says is for a journal only."""

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → the addresses of the host. Raises OSError."""

Headers: TypeAlias = Sequence[tuple[str, str]]


class NoAnswer(Exception):
    """No answer came; the text says why, for a journal."""


async def addresses_of(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, by the system's resolver. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Posting:
    """Posts to whatever address may be called."""

    def __init__(self, allowed: Allowed | None = None, resolve: Resolve = addresses_of) -> None:
        self._allowed = allowed or Allowed()
        self._resolve = resolve
        self._transport: httpx.AsyncHTTPTransport | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> httpx.AsyncHTTPTransport:
        """What makes connections, made beside the event loop before its first use."""
        async with self._opening:
            if self._transport is None:
                self._transport = await asyncio.to_thread(_transport)
            return self._transport

    async def post(self, to: Destination, headers: Headers, body: bytes, seconds: float) -> Answer:
        """The receiver's answer, if it comes in time; `headers` are complete (`Destination.framed`).

        Raises:
            ForbiddenDestination: one of the host's addresses must not be called; nothing was sent.
            NoAnswer: no connection, no answer, or none in time.
        """
        transport = await self.open()
        import httpx  # noqa: PLC0415 # 0.1 s; loaded by `_transport`, beside the event loop

        try:
            async with asyncio.timeout(seconds):
                for address in await self._addresses(to):
                    with contextlib.suppress(httpx.ConnectError):
                        return await _sent(transport, to, address, headers, body)
        except TimeoutError:
            raise NoAnswer(f"no answer within {seconds:g} s") from None
        except (OSError, UnicodeError):
            raise NoAnswer(f"the host {to.host} cannot be resolved") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoAnswer(f"no answer ({type(error).__name__})") from error
        raise NoAnswer("no connection")

    async def _addresses(self, to: Destination) -> Sequence[str]:
        """Where the host is, if every address of it may be called."""
        addresses = list(dict.fromkeys(await self._resolve(to.host, to.port)))
        if not self._allowed.name(to.host):
            for address in addresses:
                if not self._allowed.address(address):
                    raise ForbiddenDestination(f"{to.host} is at {address}")
        return addresses


async def _sent(
    transport: httpx.AsyncHTTPTransport, to: Destination, address: str, headers: Headers, body: bytes
) -> Answer:
    import httpx  # noqa: PLC0415 # as above

    literal = f"[{address}]" if ":" in address else address
    request = httpx.Request(
        "POST",
        f"{to.scheme}://{literal}:{to.port}/",
        headers=list(headers),
        content=body,
        # the target as it was signed, httpx would re-quote it; and the name that a certificate must have
        extensions={"target": to.target.encode(), "sni_hostname": to.host},
    )
    # the bare transport: a client would add headers, take a proxy from the environment, follow redirects
    response = await transport.handle_async_request(request)
    try:
        read = bytearray()
        with contextlib.suppress(httpx.HTTPError):  # the status says enough
            async for chunk in response.aiter_raw():
                read += chunk
                if len(read) >= LARGEST_ANSWER:
                    break
    finally:
        await response.aclose()
    told = tuple((name.lower(), value) for name, value in response.headers.raw)
    return Answer(response.status_code, told, bytes(read[:LARGEST_ANSWER]))


def _transport() -> httpx.AsyncHTTPTransport:
    """Connections that are closed after one request: two names at one address must not share one."""
    import ssl  # noqa: PLC0415 # with httpx

    import httpx  # noqa: PLC0415 # 0.1 s, and many never post anything

    # the system's authorities, or those that SSL_CERT_FILE names: a receiver in a test has its own
    return httpx.AsyncHTTPTransport(
        verify=ssl.create_default_context(), limits=httpx.Limits(max_keepalive_connections=0)
    )
