"""The vendor's models and their limits, one frozen row each, each with its source.

Here live names, sizes, lengths and counts. Never: a call, a price (`prices`), a status word.
Sources are sections of the project's notes on the vendor ("facts"), which name the official page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Frames, FrameSize, Pixels, Seconds
from vidlect_adapters.profile import Profile

DEFAULT_MODEL: Final = "sora-2"
DEFAULT_SECONDS: Final = 4
LONGEST_PROMPT: Final = 32_000
"""Characters (facts 2.1)."""
LONGEST_LINK: Final = 20_971_520
"""Characters of `image_url`, a data URL included (facts 2.1)."""
LARGEST_PICTURE: Final = LONGEST_LINK
"""Bytes of a file. Unsure: no document bounds a form's file, so it gets the one number that there is (facts 2.1)."""
MOST_CHARACTERS: Final = 2
PICTURE_TYPES: Final = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class Size:
    """A picture size as the vendor has it, by tier and aspect as people say it; `pro`: of sora-2-pro only."""

    width: int
    height: int
    tier: str
    aspect: str
    pro: bool = False
    newer: bool = False
    """In the guide of March 2026, not in the specification (facts 2.2)."""

    @property
    def pixels(self) -> Pixels:
        """As canonical pixels."""
        return Pixels(width=self.width, height=self.height)

    @property
    def word(self) -> str:
        """As it stands in a call."""
        return f"{self.width}x{self.height}"


SIZES: Final = (
    Size(720, 1280, "720p", "9:16"),
    Size(1280, 720, "720p", "16:9"),
    Size(1024, 1792, "1024p", "4:7", pro=True),
    Size(1792, 1024, "1024p", "7:4", pro=True),
    Size(1080, 1920, "1080p", "9:16", pro=True, newer=True),
    Size(1920, 1080, "1080p", "16:9", pro=True, newer=True),
)
"""The first is the default (facts 2.2)."""

_CLASSIC_SECONDS: Final = (4, 8, 12)
_EXTENDED_SECONDS: Final = (*_CLASSIC_SECONDS, 16, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model: `pro` has the larger sizes too."""

    name: str
    pro: bool
    source: str = "facts 2.1"


ROWS: Final = (
    Row(name="sora-2", pro=False),
    Row(name="sora-2-pro", pro=True),
    Row(name="sora-2-2025-10-06", pro=False),
    Row(name="sora-2-2025-12-08", pro=False),
    Row(name="sora-2-pro-2025-10-06", pro=True),
)
BY_NAME: Final[Mapping[str, Row]] = MappingProxyType({row.name: row for row in ROWS})


def models() -> tuple[str, ...]:
    """Every name of a model; a snapshot is a model of its own, for an alias moves from one to the next."""
    return tuple(row.name for row in ROWS)


def sizes(row: Row, profile: Profile) -> tuple[Size, ...]:
    """The sizes of a model, the default first."""
    newer = profile["1080p"] == "pro"
    return tuple(size for size in SIZES if (row.pro or not size.pro) and (newer or not size.newer))


def lengths(profile: Profile) -> tuple[int, ...]:
    """The lengths in seconds that a film may have."""
    return _EXTENDED_SECONDS if profile["seconds"] == "extended" else _CLASSIC_SECONDS


def seconds_of(length: Seconds | Frames) -> int | None:
    """A length in whole seconds of the longest list; None where it is another."""
    exact = length.value if isinstance(length, Seconds) else Fraction(length.count, length.fps)
    return int(exact) if exact in _EXTENDED_SECONDS else None


def size_of(frame: FrameSize, among: tuple[Size, ...]) -> Size | None:
    """The size of some that a frame means: exact pixels, or the first of a tier and aspect."""
    if isinstance(frame, Pixels):
        return next((size for size in among if size.pixels == frame), None)
    tier = frame.resolution.lower() if frame.resolution else None
    fitting = (size for size in among if tier in {None, size.tier} and frame.aspect in {None, size.aspect})
    return next(fitting, None)


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file: the same for all of them."""
    del model
    return LARGEST_PICTURE
