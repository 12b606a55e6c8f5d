"""Which dialects there are: one line each.

Here live the two tables. Never: anything about a dialect besides its name and its package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .interface import (
    Cancels,
    EncodesNative,
    InspectsSubject,
    InspectsSubjectSurface,
    Lists,
    ReadsCallbacks,
    ReportsBalance,
    SurfaceAdapter,
    VendorAdapter,
)
from .surfaces import tokenops
from .vendors import kling, vidu, volcengine_visual

VENDORS: dict[str, VendorAdapter] = {
    "volcengine_visual": volcengine_visual,
    "kling": kling,
    "vidu": vidu,
}

SURFACES: dict[str, SurfaceAdapter] = {
    "tokenops": tokenops,
}

if TYPE_CHECKING:
    # At run time an optional Protocol is recognised by its names alone; here mypy holds the signatures too,
    # as the tables above do for what is not optional.
    CANCELLING: tuple[Cancels, ...] = (volcengine_visual, vidu)
    LISTING: tuple[Lists, ...] = (kling, vidu)
    BALANCING: tuple[ReportsBalance, ...] = (kling, vidu)
    CALLED_BACK: tuple[ReadsCallbacks, ...] = (kling, vidu)
    NATIVE: tuple[EncodesNative, ...] = (kling, vidu)
    INSPECTING: tuple[InspectsSubject, ...] = (volcengine_visual,)
    INSPECTING_SURFACES: tuple[InspectsSubjectSurface, ...] = (tokenops,)
