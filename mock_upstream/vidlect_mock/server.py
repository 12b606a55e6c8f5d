"""The mock as a whole: an engine, its apps, and a port for each.

Here lives the way from settings to running servers, for the command and for whoever wants a mock inside
its own process. Never: an option's spelling, a request.
"""

from __future__ import annotations

import contextlib
import gc
import socket
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol, cast, runtime_checkable
from urllib.parse import urlsplit

from . import registry
from .app import VendorApp
from .destination import allowed
from .documents import Validators, load
from .engine import Engine
from .interface import MockVendor
from .late import AsgiApp, LateApp
from .media import MediaStudio
from .media_desk import MediaDesk
from .message import JsonObject
from .outbound import Outbound
from .ports import PortTaken, Servers, listen_all, port_of, run, run_in_thread, url_of
from .profile import choose
from .scenario import DEFAULT_PACE, Pace

if TYPE_CHECKING:
    from uvicorn._types import ASGIApplication

__all__ = ["MockServer", "PortTaken", "Settings", "prepare", "serve_in_thread"]

CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a mock is started with; `port` 0 stands for free ports, no `only` for all vendors.

    `profiles`: vendor → profile name and overrides. `callback_allow`: hosts, addresses and networks that
    callbacks may go to besides this machine.
    """

    host: str = "127.0.0.1"
    port: int = 0
    only: tuple[str, ...] = ()
    pace: Pace = DEFAULT_PACE
    profiles: Mapping[str, tuple[str, Mapping[str, str]]] = field(
        default_factory=dict[str, tuple[str, Mapping[str, str]]]
    )
    public_url: str | None = None
    control_token: str | None = field(default=None, repr=False)
    media: Literal["full", "tiny"] = "full"
    callback_allow: tuple[str, ...] = ()


@runtime_checkable
class MergesDocument(Protocol):
    """A vendor whose document is not what goes over the wire, and that can say it as it does."""

    def merged_document(self, document: JsonObject) -> JsonObject:
        """The same API in plain OpenAPI."""
        ...


class MockServer:
    """A mock whose ports are bound; it answers while `run` runs, or inside `in_thread`."""

    def __init__(self, settings: Settings, vendors: Mapping[str, MockVendor]) -> None:
        """Bind the ports and make the engine.

        Raises:
            PortTaken: a port that cannot be had.
            ValueError: a profile, switch or choice that a vendor does not have, a vendor not served, or nothing
                that callbacks could go to.
        """
        self.vendors = vendors
        destinations = allowed(settings.callback_allow)
        for name in settings.profiles:
            if name not in vendors:
                raise ValueError(f"{name} has a profile but is not served")
        profiles = {
            name: choose(
                name, vendor.SWITCHES, vendor.PROFILES, *settings.profiles.get(name, ("default", {}))
            )
            for name, vendor in vendors.items()
        }
        ports = {
            CONTROL: settings.port,
            **{
                name: settings.port and settings.port + registry.VENDORS[name].port_offset for name in vendors
            },
        }
        sockets = listen_all(settings.host, ports)
        urls = {
            name: url_of(bound, settings.host)
            if settings.public_url is None
            else _public(settings.public_url, bound)
            for name, bound in sockets.items()
        }
        self.control_url = urls.pop(CONTROL)
        self.vendor_urls: Mapping[str, str] = urls
        documents = {name: load("vendors", name) for name in vendors}
        self._studio = MediaStudio(tiny=settings.media == "tiny")
        self.engine = Engine(
            vendors,
            profiles=profiles,
            pace=settings.pace,
            violations={name: Validators(document).violations for name, document in documents.items()},
            media=self._studio,
        )
        self._outbound = Outbound(self.engine, destinations)
        desk = MediaDesk(self.engine, self._studio)
        self._apps = {
            name: VendorApp(
                name,
                self.engine,
                desk,
                partial(_shown, vendor, documents[name]),
                None if settings.public_url is None else urls[name],
            )
            for name, vendor in vendors.items()
        }
        control = LateApp(partial(_control, self.engine, urls, settings.control_token))
        # Starlette and uvicorn describe the same ASGI by types of different strictness
        self._servers = Servers(
            cast("Mapping[str, ASGIApplication]", {CONTROL: control, **self._apps}), sockets
        )

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve in this thread until SIGINT or SIGTERM; `on_ready` is called once every port answers."""

        def ready() -> None:
            # what start-up made lives as long as the server: no collection need look at it again
            gc.collect()
            gc.freeze()
            on_ready()

        try:
            run(self._servers, ready, self._stop)
        finally:
            self._studio.close()

    @contextlib.contextmanager
    def in_thread(self) -> Generator[MockServer]:
        """Serve in a thread of its own while the block runs; nothing is left after it."""
        try:
            with run_in_thread(self._servers, self._stop):
                yield self
        finally:
            self._studio.close()

    def _stop(self) -> None:
        self._outbound.stop()
        for app in self._apps.values():
            app.stop()


def prepare(settings: Settings) -> MockServer:
    """A mock of these settings, its ports bound. Raises as `MockServer`."""
    return MockServer(settings, {name: registry.load(name) for name in settings.only or registry.VENDORS})


def serve_in_thread(settings: Settings | None = None) -> contextlib.AbstractContextManager[MockServer]:
    """A running mock, on free ports unless the settings say otherwise; it ends with the block."""
    return prepare(settings or Settings()).in_thread()


def _public(public_url: str, bound: socket.socket) -> str:
    """The public URL of one port: with its own port where it names one, else with the socket's."""
    return public_url if urlsplit(public_url).port is not None else f"{public_url}:{port_of(bound)}"


def _control(engine: Engine, vendor_urls: Mapping[str, str], token: str | None) -> AsgiApp:
    from .control import control_app  # noqa: PLC0415 # FastAPI costs 0.4 s, and many mocks are never asked

    return control_app(engine, vendor_urls=vendor_urls, token=token)


def _shown(vendor: MockVendor, document: JsonObject) -> JsonObject:
    """The document that strangers are shown: as it goes over the wire."""
    return vendor.merged_document(document) if isinstance(vendor, MergesDocument) else document
