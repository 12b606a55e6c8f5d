"""From a model's name to the vendor that has it.

Here live the table of routes and its one lookup. Never: a model's name (vendors list their own, whoever
runs a gateway adds aliases), a key, a decision about price or load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .errors import MalformedRequest
from .interface import VendorAdapter

_SHOWN = 60
"""Characters of an unknown name that an error repeats: longer names are noise (or an attack)."""


class UnknownModel(MalformedRequest):
    """No vendor has a model of this name. Caller's fault."""

    status = 404
    code = "unknown_model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a model runs: the vendor and the vendor's own name of the model."""

    vendor: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Every model name that is known here, and its route."""

    routes: Mapping[str, Route]

    def route(self, model: str, dialect: str) -> Route:
        """The route of a model; `dialect` is the surface in which it was named.

        Raises:
            UnknownModel: at `/model`, with the names that look alike.
        """
        if (found := self.routes.get(model)) is not None:
            return found
        shown = model if len(model) <= _SHOWN else model[:_SHOWN] + "…"
        near = get_close_matches(model[:_SHOWN], self.routes, n=3)
        hint = f"; near names are {', '.join(near)}" if near else ""
        raise UnknownModel(dialect, f"there is no model {shown!r}{hint}", pointer="/model", value=shown)


def routing_of(vendors: Mapping[str, VendorAdapter], overrides: Mapping[str, Route] | None = None) -> Routing:
    """The routes to all models of `vendors`; where two have one name, the earlier vendor keeps it.

    `overrides` come first: an alias of one's own, or another vendor for a name.

    Raises:
        ValueError: an override that leads to a vendor or a model that is not there.
    """
    routes: dict[str, Route] = {}
    for name, vendor in vendors.items():
        for model in vendor.models():
            routes.setdefault(model, Route(vendor=name, model=model))
    for alias, route in (overrides or {}).items():
        if route.vendor not in vendors:
            known = ", ".join(vendors) or "none"
            raise ValueError(
                f"model {alias!r} is routed to unknown vendor {route.vendor!r}; there are: {known}"
            )
        if route.model not in vendors[route.vendor].models():
            raise ValueError(
                f"model {alias!r} is routed to {route.model!r}, which {route.vendor} does not have"
            )
        routes[alias] = route
    return Routing(routes=routes)
