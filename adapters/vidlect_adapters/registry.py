"""Which dialects there are: one line each.

Here live the two tables. Never: anything about a dialect besides its name and its package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .interface import (
    Cancels,
    ChoosesFile,
    Deletes,
    EncodesNative,
    FetchesContent,
    InspectsSubject,
    InspectsSubjectSurface,
    Lists,
    NamesModels,
    ReadsCallbacks,
    ReportsBalance,
    SurfaceAdapter,
    TakesCallback,
    Uploads,
    VendorAdapter,
)
from .surfaces import burncloud, omnimaas_generations, omnimaas_videos, openai_videos, tokenops
from .vendors import dashscope, kling, openai, vidu, volcengine_ark, volcengine_visual

VENDORS: dict[str, VendorAdapter] = {
    "volcengine_visual": volcengine_visual,
    "volcengine_ark": volcengine_ark,
    "dashscope": dashscope,
    "kling": kling,
    "vidu": vidu,
    "openai": openai,
}

SURFACES: dict[str, SurfaceAdapter] = {
    "tokenops": tokenops,
    "openai_videos": openai_videos,
    "omnimaas_generations": omnimaas_generations,
    "omnimaas_videos": omnimaas_videos,
    "burncloud": burncloud,
}

if TYPE_CHECKING:
    # At run time an optional Protocol is recognised by its names alone; here mypy holds the signatures too,
    # as the tables above do for what is not optional.
    CANCELLING: tuple[Cancels, ...] = (volcengine_visual, volcengine_ark, dashscope, vidu)
    LISTING: tuple[Lists, ...] = (volcengine_ark, dashscope, kling, vidu, openai)
    BALANCING: tuple[ReportsBalance, ...] = (kling, vidu)
    CALLED_BACK: tuple[ReadsCallbacks, ...] = (volcengine_ark, kling, vidu, openai)
    DELETING: tuple[Deletes, ...] = (volcengine_ark, openai)
    FETCHING: tuple[FetchesContent, ...] = (openai,)
    NATIVE: tuple[EncodesNative, ...] = (kling, vidu, openai)
    UPLOADING: tuple[Uploads, ...] = (dashscope,)
    INSPECTING: tuple[InspectsSubject, ...] = (volcengine_visual,)
    INSPECTING_SURFACES: tuple[InspectsSubjectSurface, ...] = (tokenops,)
    NAMING_SURFACES: tuple[NamesModels, ...] = (tokenops,)
    CHOOSING_SURFACES: tuple[ChoosesFile, ...] = (openai_videos, omnimaas_videos)
    CALLING_SURFACES: tuple[TakesCallback, ...] = (burncloud,)
