"""Which dialects there are: one line each.

Here live the two tables. Never: anything about a dialect besides its name and its package.
"""

from __future__ import annotations

from .interface import SurfaceAdapter, VendorAdapter
from .surfaces import tokenops
from .vendors import volcengine_visual

VENDORS: dict[str, VendorAdapter] = {
    "volcengine_visual": volcengine_visual,
}

SURFACES: dict[str, SurfaceAdapter] = {
    "tokenops": tokenops,
}
