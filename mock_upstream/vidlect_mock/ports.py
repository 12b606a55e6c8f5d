"""Several ASGI apps, each on its own port, in one event loop.

Here live sockets, the loop and a clean end. Never: what any app answers.

Sockets are bound before anything else: so every port is known, a taken one is said in one line, and a
client that comes early waits in the backlog instead of being refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING

import uvicorn
import uvloop
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .app import TRANSPORT

if TYPE_CHECKING:
    from uvicorn._types import ASGIApplication

BACKLOG = 2048  # uvicorn's own default
KEEP_ALIVE = 75.0  # seconds; nginx's default: SDK pools reuse connections between polls
LAST_ANSWERS = 3
"""Seconds that answers under way get after a stop: a mock's take milliseconds, but for a large film."""


class PortTaken(Exception):
    """An address that cannot be listened on; the text says which and why, in one line."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, that also lends its transport to the app."""

    def on_message_begin(self) -> None:
        """Put the transport into the scope."""
        super().on_message_begin()
        self.scope["extensions"] = {TRANSPORT: {"transport": self.transport}}


class _Server(uvicorn.Server):
    """One of several servers: it says when it is ready, and signals belong to whoever runs them all."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept, and say so."""
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture none."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 is a free one.

    Raises:
        PortTaken: the address is in use, not ours, or no address.
    """
    if not 0 <= port <= 65535:  # getaddrinfo would take it modulo 2^16
        raise PortTaken(f"cannot listen on {host}:{port}: there is no such port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise PortTaken(f"cannot listen on {host}:{port}: {error}") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        reason = "the port is taken" if error.errno == errno.EADDRINUSE else error.strerror
        raise PortTaken(f"cannot listen on {host}:{port}: {reason}") from error
    bound.setblocking(False)
    return bound


def listen_all(host: str, ports: Mapping[str, int]) -> dict[str, socket.socket]:
    """A listening socket for each name, or none at all.

    Raises:
        PortTaken: for the first that cannot be had.
    """
    sockets: dict[str, socket.socket] = {}
    try:
        for name, port in ports.items():
            sockets[name] = listen(host, port)
    except PortTaken:
        for bound in sockets.values():
            bound.close()
        raise
    return sockets


def port_of(bound: socket.socket) -> int:
    """The port a socket listens on."""
    return int(bound.getsockname()[1])


def url_of(bound: socket.socket, host: str) -> str:
    """`http://host:port` by which a client on this machine reaches a socket that listens on a host."""
    shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 # compared, not bound
    return f"http://[{shown}]:{port_of(bound)}" if ":" in shown else f"http://{shown}:{port_of(bound)}"


class Servers:
    """Apps on sockets, served together until stopped."""

    def __init__(
        self,
        apps: Mapping[str, ASGIApplication],
        sockets: Mapping[str, socket.socket],
        *,
        last_answers: int = LAST_ANSWERS,
    ) -> None:
        self._sockets = dict(sockets)
        self._servers = {
            name: _Server(
                uvicorn.Config(
                    app,
                    http=Connection,
                    ws="none",
                    lifespan="off",
                    loop="none",
                    interface="asgi3",
                    access_log=False,
                    log_config=None,
                    server_header=False,
                    proxy_headers=False,
                    timeout_keep_alive=int(KEEP_ALIVE),
                    timeout_graceful_shutdown=last_answers,
                )
            )
            for name, app in apps.items()
        }
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False

    async def serve(self, on_ready: Callable[[], None]) -> None:
        """Serve until `stop`; `on_ready` is called once every port answers."""
        self._loop = asyncio.get_running_loop()
        serving = [
            asyncio.create_task(server.serve([self._sockets[name]]), name=f"serve {name}")
            for name, server in self._servers.items()
        ]
        waiting = asyncio.create_task(self._say_when_ready(on_ready))
        try:
            await asyncio.gather(*serving)
        finally:
            waiting.cancel()

    async def _say_when_ready(self, on_ready: Callable[[], None]) -> None:
        await asyncio.gather(*(server.ready.wait() for server in self._servers.values()))
        if not self._stopping:
            on_ready()

    def stop(self) -> None:
        """End the service; the second call does not wait for answers under way. Callable from any thread."""
        for server in self._servers.values():
            server.force_exit = self._stopping
            server.should_exit = True
        self._stopping = True


def run(servers: Servers, on_ready: Callable[[], None], on_stop: Callable[[], None]) -> None:
    """Serve in this thread until SIGINT or SIGTERM. `on_stop` is called in the loop as soon as one comes."""

    async def until_signal() -> None:
        loop = asyncio.get_running_loop()

        def stop() -> None:
            on_stop()
            servers.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        await servers.serve(on_ready)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(until_signal())


@contextlib.contextmanager
def run_in_thread(servers: Servers, on_stop: Callable[[], None]) -> Generator[None]:
    """Serve in a thread of their own while the block runs; nothing is left after it."""
    ready = threading.Event()
    broken: list[BaseException] = []
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await servers.serve(ready.set)

    def work() -> None:
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(serve())
        except BaseException as error:  # noqa: BLE001 # handed to the thread that waits
            broken.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=work, name="vidlect-mock", daemon=True)
    thread.start()
    ready.wait()
    try:
        if broken:
            raise broken[0]
        yield
    finally:
        if thread.is_alive():
            with contextlib.suppress(RuntimeError):  # the loop may close in between
                loops[0].call_soon_threadsafe(on_stop)
            servers.stop()
            thread.join()
