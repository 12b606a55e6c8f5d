"""The reference gateway on its ports, in this thread or in one of its own.

Here lives the way from a configuration to running servers. Never: a command's options, a request.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from vidlect_mock.ports import Servers, listen_all, run, run_in_thread, url_of

from .gateway import Gateway, GatewayConfiguration
from .keys import ClientKey
from .ledger import opened
from .memory import give_back_large_blocks

if TYPE_CHECKING:
    import socket

    from uvicorn._types import ASGIApplication

DEFAULT_PORT = 8800
"""The first surface's port; the others follow in the registry's order."""
LAST_ANSWERS = 30
"""Seconds that requests under way get after a stop: a create that was paid for shall be remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGateway:
    """Where a gateway answers: surface name → `scheme://host:port`, and a key for every model."""

    surfaces: Mapping[str, str]
    key: str

    @property
    def url(self) -> str:
        """The first surface's address."""
        return next(iter(self.surfaces.values()))

    def as_json(self) -> dict[str, object]:
        """What `vidlect gateway --json` prints."""
        return {"gateway": self.url, "surfaces": dict(self.surfaces), "keys": {"default": self.key}}


class _GatewayServers(Servers):
    """The servers of a gateway, which closes its own connections after the last request."""

    def __init__(self, gateway: Gateway, sockets: Mapping[str, socket.socket]) -> None:
        # Starlette and uvicorn describe the same ASGI by types of different strictness
        apps = cast("Mapping[str, ASGIApplication]", gateway.apps)
        super().__init__(apps, sockets, last_answers=LAST_ANSWERS)
        self._gateway = gateway

    async def serve(self, on_ready: Callable[[], None]) -> None:
        """Serve until stopped."""
        self._gateway.start()
        try:
            await super().serve(on_ready)
        finally:
            await self._gateway.close()


def serve(
    configuration: GatewayConfiguration, host: str, port: int, on_ready: Callable[[RunningGateway], None]
) -> None:
    """Serve in this thread until SIGINT or SIGTERM; requests under way are answered first.

    Raises:
        PortTaken: an address that cannot be listened on.
        ValueError: a ledger that cannot be used.
    """
    give_back_large_blocks()
    with _prepared(configuration, host, port) as (servers, running):
        run(servers, lambda: on_ready(running), lambda: None)


@contextmanager
def serving(
    configuration: GatewayConfiguration, host: str = "127.0.0.1", port: int = 0
) -> Generator[RunningGateway]:
    """A gateway in a thread of its own while the block runs; port 0 stands for free ones. Raises as `serve`."""
    with _prepared(configuration, host, port) as (servers, running), run_in_thread(servers, lambda: None):
        yield running


@contextmanager
def _prepared(
    configuration: GatewayConfiguration, host: str, port: int
) -> Generator[tuple[_GatewayServers, RunningGateway]]:
    ports = {name: port and port + number for number, name in enumerate(configuration.surfaces)}
    with opened(configuration.ledger) as ledger:
        gateway = Gateway(configuration, ledger)
        sockets = listen_all(host, ports)
        surfaces = {name: url_of(bound, host) for name, bound in sockets.items()}
        yield (
            _GatewayServers(gateway, sockets),
            RunningGateway(surfaces=surfaces, key=ClientKey(session="default").text),
        )
