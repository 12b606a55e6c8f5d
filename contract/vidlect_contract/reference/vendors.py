"""The vendors as the gateway reaches them: adapter, address, keys and one connection pool.

Here lives the southbound side. Never: a client of the gateway.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

import httpx

from vidlect_adapters.interface import VendorAdapter
from vidlect_adapters.message import HttpCall, HttpReply
from vidlect_mock.posting import addresses_of

from .destination import Resolve
from .logs import event
from .sending import Fault, Repeat, Timeouts, httpx_options, send
from .upstream import Origin, Upstream

_MOST_CONNECTIONS = 200
"""Southbound connections at once; more wait for a free one."""


class Vendors:
    """All configured vendors, and the connections to them."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        upstreams: Mapping[str, Upstream],
        timeouts: Timeouts | None = None,
    ) -> None:
        self.timeouts = timeouts or Timeouts()
        self.upstreams = upstreams
        self.resolve: Resolve = addresses_of
        self.adapters = {name: adapters[name] for name in upstreams if name in adapters}
        self.client = httpx.AsyncClient(
            **httpx_options(self.timeouts), limits=httpx.Limits(max_connections=_MOST_CONNECTIONS)
        )

    @property
    def origins(self) -> frozenset[Origin]:
        """Hosts and ports that the operator configured, and that results may therefore come from."""
        return frozenset(upstream.base_url.origin for upstream in self.upstreams.values())

    async def close(self) -> None:
        """Close all connections."""
        await self.client.aclose()

    async def send(self, vendor: str, call: HttpCall, repeat: Repeat, purpose: str) -> HttpReply | Fault:
        """Send a call to a vendor and log how it went; `purpose` is a word for the log."""
        began = time.monotonic()
        outcome = await send(
            self.client, self.upstreams[vendor], call, self.adapters[vendor].authorize, repeat
        )
        event(
            logging.INFO if isinstance(outcome, HttpReply) else logging.WARNING,
            "vendor_call",
            vendor=vendor,
            purpose=purpose,
            status=outcome.status if isinstance(outcome, HttpReply) else None,
            cause=outcome.cause if isinstance(outcome, Fault) else None,
            milliseconds=round(1000 * (time.monotonic() - began)),
        )
        return outcome
