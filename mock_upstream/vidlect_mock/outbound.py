"""The mock's only outbound client: callbacks go out here.

Here live the loop that makes the attempts that are due, the resolver and the socket. Never: what is told, to
whom, or when (`notices`, `callbacks`).

It runs only while a task is watched. A name is resolved once, every address is checked, and the connection
goes to the very address that was checked: a name cannot turn into another address a moment later. No redirect
is followed, no proxy taken from the environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .callbacks import Key
from .destination import Allowed, Destination, ForbiddenDestination
from .message import Answer
from .notices import Attempt, Forbidden, Outcome, Unanswered, begin, end

if TYPE_CHECKING:
    import httpx

    from .engine import Engine
    from .task import Task

MOST_AT_ONCE = 32
"""Attempts under way at once: a receiver that does not answer holds each for seconds."""

LARGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; what a receiver says is for the journal only."""

_LONGEST_NAP = 1.0  # seconds; somebody may step the clock beside the control API

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → the addresses of the host. Raises OSError."""

_logger = logging.getLogger("vidlect_mock.outbound")


async def addresses_of(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, by the system's resolver. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Outbound:
    """Delivers an engine's callbacks, in the event loop of whoever calls the engine."""

    def __init__(
        self, engine: Engine, allowed: Allowed | None = None, resolve: Resolve = addresses_of
    ) -> None:
        self._engine = engine
        self._allowed = allowed or Allowed()
        self._resolve = resolve
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._under_way = 0
        self._transport: httpx.AsyncHTTPTransport | None = None
        self._stopped = False
        engine.callbacks.wake = self._wake

    def stop(self) -> None:
        """Break off what is under way; nothing goes out any more."""
        self._stopped = True
        if self._running is not None:
            self._running.cancel()

    def _wake(self) -> None:
        """There may be something to do."""
        self._woken.set()
        if self._running is None and not self._stopped:
            with contextlib.suppress(
                RuntimeError
            ):  # an engine that is called without a loop has no callbacks
                loop = asyncio.get_running_loop()
                self._running = loop.create_task(self._run(), name="vidlect callbacks")

    async def _run(self) -> None:
        callbacks = self._engine.callbacks
        try:
            if self._transport is None:
                self._transport = await asyncio.to_thread(_transport)
            async with asyncio.TaskGroup() as attempts:
                self._start_due(attempts)
                while callbacks.watches or self._under_way:
                    await self._nap()
                    self._start_due(attempts)
        finally:
            self._running = None
        if callbacks.watches:  # one came while the last attempts ended
            self._wake()

    def _start_due(self, attempts: asyncio.TaskGroup) -> None:
        self._woken.clear()
        due = self._engine.callbacks.due(self._engine.clock.now(), self._task)
        while self._under_way < MOST_AT_ONCE:
            watch = next(due, None)
            if watch is None:
                return
            attempt = begin(self._engine, watch)
            if attempt is not None:
                self._under_way += 1
                attempts.create_task(self._make(attempt))

    def _task(self, key: Key) -> Task | None:
        return self._engine.task(*key, self._engine.clock.now())

    async def _nap(self) -> None:
        """Sleep until there is something to do."""
        nap = _LONGEST_NAP
        if self._under_way < MOST_AT_ONCE:
            nap = min(nap, self._engine.callbacks.next_look() - self._engine.clock.now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, nap)):
                await self._woken.wait()

    async def _make(self, attempt: Attempt) -> None:
        try:
            end(attempt, await self._outcome(attempt))
        except Exception as error:  # noqa: BLE001 # one attempt must not end all others
            _logger.error("%s in a callback of %s", type(error).__name__, attempt.watch.key[0])  # noqa: TRY400 # without its text, which may quote a client
            self._engine.callbacks.forget(attempt.watch)
        finally:
            self._under_way -= 1
            self._woken.set()

    async def _outcome(self, attempt: Attempt) -> Outcome:
        import httpx  # noqa: PLC0415 # 0.1 s; loaded by `_transport`, beside the event loop

        try:
            async with asyncio.timeout(attempt.timeout):
                return await self._answer(attempt, await self._addresses(attempt.to))
        except ForbiddenDestination as forbidden:
            return Forbidden(str(forbidden))
        except TimeoutError:
            return Unanswered(f"no answer within {attempt.timeout:g} s")
        except (OSError, UnicodeError):
            return Unanswered(f"the host {attempt.to.host} cannot be resolved")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Unanswered(f"no answer ({type(error).__name__})")

    async def _addresses(self, to: Destination) -> Sequence[str]:
        """Where the host is, if every address of it may be called."""
        addresses = list(dict.fromkeys(await self._resolve(to.host, to.port)))
        if not self._allowed.name(to.host):
            for address in addresses:
                if not self._allowed.address(address):
                    raise ForbiddenDestination(f"{to.host} is at {address}")
        return addresses

    async def _answer(self, attempt: Attempt, addresses: Sequence[str]) -> Outcome:
        """The answer of the first address that lets itself be connected to."""
        import httpx  # noqa: PLC0415 # as above

        for address in addresses:
            with contextlib.suppress(httpx.ConnectError):
                return await self._sent(attempt, address)
        return Unanswered("no connection")

    async def _sent(self, attempt: Attempt, address: str) -> Answer:
        import httpx  # noqa: PLC0415 # as above

        to, transport = attempt.to, self._transport
        if transport is None:
            raise RuntimeError("the client is not made yet")
        literal = f"[{address}]" if ":" in address else address
        request = httpx.Request(
            "POST",
            f"{to.scheme}://{literal}:{to.port}/",
            headers=list(attempt.headers),
            content=attempt.notice.body,
            # the target as it was signed, httpx would re-quote it; and the name that a certificate must have
            extensions={"target": to.target.encode(), "sni_hostname": to.host},
        )
        # the bare transport: a client would add headers, take a proxy from the environment, follow redirects
        response = await transport.handle_async_request(request)
        try:
            body = bytearray()
            with contextlib.suppress(httpx.HTTPError):  # the status says enough
                async for chunk in response.aiter_raw():
                    body += chunk
                    if len(body) >= LARGEST_ANSWER:
                        break
        finally:
            await response.aclose()
        headers = tuple((name.lower(), value) for name, value in response.headers.raw)
        return Answer(response.status_code, headers, bytes(body[:LARGEST_ANSWER]))


def _transport() -> httpx.AsyncHTTPTransport:
    """Connections that are closed after one request: two names at one address must not share one."""
    import ssl  # noqa: PLC0415 # with httpx

    import httpx  # noqa: PLC0415 # 0.1 s, and many mocks never call back

    # the system's authorities, or those that SSL_CERT_FILE names: a receiver in a test has its own
    return httpx.AsyncHTTPTransport(
        verify=ssl.create_default_context(), limits=httpx.Limits(max_keepalive_connections=0)
    )
