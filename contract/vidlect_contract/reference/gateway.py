"""The reference gateway: what it is configured with, and its apps.

Here lives the assembly. Never: sockets (`serving`), a dialect, a decision about a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI

from vidlect_adapters.profile import Profile
from vidlect_adapters.registry import SURFACES, VENDORS
from vidlect_adapters.relay import relay_of
from vidlect_adapters.routing import Route
from vidlect_contract.surface_documents import document_of
from vidlect_mock.destination import allowed
from vidlect_mock.documentation import documentation

from .announcing import Announcing
from .film_links import FilmLinks
from .ledger import MEMORY, Ledger
from .polling import SHORTEST_PAUSE, Polling
from .sending import Timeouts
from .surface_app import SurfaceApp
from .upstream import Upstream
from .vendors import Vendors


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayConfiguration:
    """Everything a gateway is told.

    `upstreams`: vendor name → where it is and our keys there. `profiles`: dialect name → profile, for
    dialects that shall not have their default. `ledger`: `memory` or `sqlite:PATH`. `shortest_pause` in
    seconds, between two polls of one task. `surfaces`: which to serve, in the registry's order. `links`: addresses
    of films; workers that share a ledger share their secret. `callback_allow`: hosts and networks that callbacks may
    go to besides this machine. `routes`: model name → where it runs, before what the catalogs say.
    """

    upstreams: Mapping[str, Upstream]
    profiles: Mapping[str, Profile] = field(default_factory=dict[str, Profile])
    ledger: str = MEMORY
    timeouts: Timeouts = field(default_factory=Timeouts)
    shortest_pause: float = SHORTEST_PAUSE
    surfaces: tuple[str, ...] = tuple(SURFACES)
    links: FilmLinks = field(default_factory=FilmLinks)
    callback_allow: tuple[str, ...] = ()
    routes: Mapping[str, Route] = field(default_factory=dict[str, Route])


class Gateway:
    """All surfaces in front of all configured vendors. Build it once, `start` and `close` it in the loop that serves."""

    def __init__(self, configuration: GatewayConfiguration, ledger: Ledger) -> None:
        """Assemble it.

        Raises:
            ValueError: something to be allowed that is no host and no network; a route that leads nowhere.
        """
        self.vendors = Vendors(VENDORS, configuration.upstreams, configuration.timeouts)
        self.announcing = Announcing(ledger, configuration.links, allowed(configuration.callback_allow))
        self.apps = {name: self._app(name, configuration, ledger) for name in configuration.surfaces}
        """Surface name → ASGI app, in the registry's order."""

    def _app(self, name: str, configuration: GatewayConfiguration, ledger: Ledger) -> FastAPI:
        relay = relay_of(SURFACES[name], self.vendors.adapters, configuration.profiles, configuration.routes)
        polling = Polling(relay, self.vendors, ledger, configuration.shortest_pause)
        self.announcing.serve(relay, polling)
        app = documentation(document_of(relay.profile))
        # last and at the root: it answers everything that is no documentation, unknown routes too
        links = configuration.links
        app.mount("/", SurfaceApp(relay, self.vendors, ledger, polling, links, announcing=self.announcing))
        return app

    def start(self) -> None:
        """Begin with what nobody asks for: callbacks. In the loop that serves."""
        self.announcing.start()

    async def close(self) -> None:
        """End it, and close the connections to the vendors."""
        await self.announcing.close()
        await self.vendors.close()
