"""From a model's name to the vendor that has it.

Here live the table of routes and its one lookup. Never: a model's name (vendors list their own, whoever
runs a gateway adds aliases), a key, a decision about price or load.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    """Every model name that is known here, and its route; `overrides` are those that whoever runs a gateway gave."""

    routes: Mapping[str, Route]
    overrides: Mapping[str, Route] = field(default_factory=dict[str, Route])

    def route(self, model: str, dialect: str, written: str = "") -> Route:
        """The route of a model; `dialect` is the surface in which it was named.

        `written` is the model as the client wrote it, where the surface has names of its own: an override may be
        for either.

        Raises:
            UnknownModel: at `/model`, with the names that look alike.
        """
        found = self.overrides.get(written) or self.routes.get(model)
        if found is not None:
            return found
        text = f"there is no model {shown(model)!r}{near(model, self.routes)}"
        raise UnknownModel(dialect, text, pointer="/model", value=shown(model))


def routing_of(vendors: Mapping[str, VendorAdapter], overrides: Mapping[str, Route] | None = None) -> Routing:
    """The routes to all models of `vendors`; where two have one name, the earlier vendor keeps it.

    `overrides` come first: an alias of one's own, or another vendor for a name.

    Raises:
        ValueError: an override that leads to a vendor or a model that is not there.
    """
    own = overrides or {}
    routes: dict[str, Route] = {}
    for name, vendor in vendors.items():
        for model in vendor.models():
            routes.setdefault(model, Route(vendor=name, model=model))
    for alias, route in own.items():
        try:
            check(route, vendors)
        except ValueError as error:
            raise ValueError(f"model {alias!r}: {error}") from None
    return Routing(routes={**routes, **own}, overrides=own)


def check(route: Route, vendors: Mapping[str, VendorAdapter]) -> None:
    """Refuse a route that leads nowhere. Raises ValueError, with the names that look alike."""
    if route.vendor not in vendors:
        known = ", ".join(vendors) or "none"
        raise ValueError(f"there is no vendor {shown(route.vendor)!r} here; there are: {known}")
    models = vendors[route.vendor].models()
    if route.model not in models:
        raise ValueError(f"{route.vendor} has no model {shown(route.model)!r}{near(route.model, models)}")


def shown(name: str) -> str:
    """A name that somebody sent, as an error repeats it."""
    return name if len(name) <= _SHOWN else name[:_SHOWN] + "…"


def near(name: str, known: Iterable[str]) -> str:
    """A clause with the known names that look like this one; empty where none does."""
    alike = get_close_matches(name[:_SHOWN], known, n=3)
    return f"; near names are {', '.join(alike)}" if alike else ""
