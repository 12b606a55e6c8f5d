"""The vendor's table of models, and what holds for all of them.

Here live the index of the rows and the vendor's defaults. Never: a row (`classic_models`, `path_models`), a
call, a status word.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .classic_models import CLASSIC_ROWS
from .path_models import PATH_ROWS
from .row import Row
from .wire import Way

RATIOS: Final = ("16:9", "9:16", "1:1")
DEFAULT_RATIO: Final = "16:9"
DEFAULT_SECONDS: Final = 5
LARGEST_PICTURE: Final = 10 * 1024 * 1024
"""Bytes, in the classic API (facts 7.2)."""
LARGEST_PICTURE_BY_PATH: Final = 50 * 1024 * 1024
"""Bytes, in the path API (facts 11.2)."""

ROWS: Final[tuple[Row, ...]] = (*CLASSIC_ROWS, *PATH_ROWS)
"""Every model that makes a film from a request of ours, classic names first."""

PATH_ALIASES: Final[Mapping[str, str]] = MappingProxyType({"kling-v3-omni": "kling-3.0-omni"})
"""Classic names that the path API takes too; read, never written (facts 11.1)."""

DEFAULT_MODELS: Final[Mapping[Way, str]] = MappingProxyType(
    {
        Way.TEXT: "kling-v1",
        Way.PICTURE: "kling-v1",
        Way.REFERENCES: "kling-v1-6",
        Way.OMNI: "kling-video-o1",
    }
)
"""The model of a classic call that names none (facts 7)."""

BY_MODEL: Final[Mapping[str, Row]] = MappingProxyType({row.model: row for row in ROWS})

LATER: Final = tuple(row.model for row in CLASSIC_ROWS if not row.retired and Way.OMNI not in row.ways)
"""What remains of the classic models for text and first frames (facts 8)."""


def models() -> tuple[str, ...]:
    """The names that `VideoRequest.model` may have here."""
    return tuple(BY_MODEL)


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file: the two APIs differ."""
    return LARGEST_PICTURE_BY_PATH if BY_MODEL[model].by_path else LARGEST_PICTURE
