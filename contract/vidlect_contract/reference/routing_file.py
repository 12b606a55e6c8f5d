"""The routing file: models by names of one's own, or at other vendors than the catalogs say.

Here lives its reading from TOML. Never: what a route means (`vidlect_adapters.routing`).

```toml
[models]
"my-film" = "kling/kling-v2-6"
"sora-2" = { vendor = "volcengine_ark", model = "doubao-seedance-1-0-pro-250528" }
```
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from vidlect_adapters.interface import VendorAdapter
from vidlect_adapters.registry import VENDORS
from vidlect_adapters.routing import Route, check
from vidlect_contract.targets.table import BadTarget, Table, opened

_EXPECTED = '"VENDOR/MODEL" or a table with vendor and model'


def read_routes(path: Path | None, configured: Collection[str]) -> dict[str, Route]:
    """The routes of a file, each to a model of a configured vendor; none without a file.

    Raises:
        ValueError: unreadable, not TOML, or a key that is wrong (its path and what was expected).
    """
    if path is None:
        return {}
    vendors = {name: vendor for name, vendor in VENDORS.items() if name in configured}
    try:
        with opened(path) as values:
            return _routes(Table(values), vendors)
    except BadTarget as error:
        raise ValueError(str(error)) from error


def _routes(root: Table, vendors: dict[str, VendorAdapter]) -> dict[str, Route]:
    models = root.table("models")
    root.end()
    if models is None:
        raise BadTarget(f"models: expected a table of a model's name and {_EXPECTED}")
    return {name: _route(models, name, vendors) for name in models.names()}


def _route(models: Table, name: str, vendors: dict[str, VendorAdapter]) -> Route:
    at = f"models.{name}"
    if not name:
        raise BadTarget("models: expected names that are not empty")
    said = models.text_or_table(name, _EXPECTED)
    if isinstance(said, str):
        vendor, _, model = said.partition("/")
    else:
        vendor, model = said.text("vendor"), said.text("model")
        said.end()
    if not vendor or not model:
        raise BadTarget(f"{at}: expected {_EXPECTED}")
    route = Route(vendor=vendor, model=model)
    try:
        check(route, vendors)
    except ValueError as error:
        raise BadTarget(f"{at}: {error}") from None
    return route
