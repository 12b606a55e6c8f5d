"""What a run works with: the gateway, the mock, the dialects.

Here lives the bundle, and the request that carries a vendor's reply to a gateway. Never: a case's course.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vidlect_adapters.canonical import Link, VendorRoute
from vidlect_adapters.message import HttpReply, JsonObject
from vidlect_adapters.registry import VENDORS
from vidlect_contract.case import Case, Kind, as_object
from vidlect_contract.judge.dialects import Dialects
from vidlect_contract.targets.description import Target
from vidlect_contract.targets.http import Sends
from vidlect_contract.targets.mock import Mock

from .following import Follower


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Everything that the run of one case needs. `run` tells this run's marks from those of another."""

    gateway: Sends
    target: Target
    mock: Mock
    follower: Follower
    dialects: Dialects
    vendor: str
    carrier: JsonObject
    run: str
    clock: Callable[[], float]
    patience: float
    """Seconds that a case may take."""

    async def film(self, location: Link | VendorRoute) -> HttpReply:
        """What the vendor serves as a result. Raises NoReply."""
        if isinstance(location, Link):
            return await self.mock.film(self.vendor, location.url)
        return await self.mock.content(self.vendor, self.target.session(self.vendor), location.call)


def carrier_of(cases: Sequence[Case], surface: str, vendor: str) -> JsonObject:
    """The plain request of a surface that carries a vendor's replies to a gateway.

    Raises:
        LookupError: no case of the surface is marked so.
    """
    for case in cases:
        if case.vendor == vendor and _carries(case, surface):
            return as_object(case.given["request"])
    raise LookupError(f"no create case of {surface} for {vendor} is marked as carrier")


def carried(cases: Sequence[Case], surface: str) -> tuple[str, ...]:
    """The vendors that a surface's cases reach, in the registry's order: its own vendor first.

    Raises:
        LookupError: none.
    """
    reached = {case.vendor for case in cases if _carries(case, surface)}
    found = tuple(vendor for vendor in VENDORS if vendor in reached)
    if not found:
        raise LookupError(f"no create case of {surface} is marked as carrier")
    return found


def _carries(case: Case, surface: str) -> bool:
    return case.kind is Kind.CREATE and case.surface == surface and case.given.get("carrier") is True
