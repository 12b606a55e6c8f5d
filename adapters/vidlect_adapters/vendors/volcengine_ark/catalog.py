"""The vendor's models and their limits, one frozen row each, each with its source.

Here live the table of models and the pixels of their sizes. Never: a call, a status word, an error code.
Sources are sections of the project's notes on the vendor ("facts"), which name the official page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Medium
from vidlect_adapters.profile import Confidence

from .sizes import ANY, FIRST_GENERATION, LATER, NEWEST, Sizes

FPS: Final = 24
DEFAULT_SECONDS: Final = 5
LARGEST_PICTURE: Final = 30_000_000 - 1
"""Bytes: less than 30 MB (facts 3.3)."""
LARGEST_SEED: Final = 2**32 - 1
FRAMES: Final = range(29, 290, 4)
"""Frame counts that can be asked for, where they can: 25 + 4n (facts 3.1)."""

_NONE: Final[Mapping[Medium, int]] = MappingProxyType({})


def _references(images: int, videos: int = 0, sounds: int = 0) -> Mapping[Medium, int]:
    return MappingProxyType({Medium.IMAGE: images, Medium.VIDEO: videos, Medium.AUDIO: sounds})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model.

    `seconds`: the shortest and longest film; `automatic`: the model can choose. `references`: the most of
    each medium. `options`: `vendor_options` that not every model has.
    """

    model: str
    source: str = "facts 3.1, 3.3, 3.4"
    confidence: Confidence = "documented"
    byteplus: str | None = None
    seconds: tuple[int, int]
    automatic: bool = True
    frames: bool = False
    text: bool = True
    first_frame: bool = True
    last_frame: bool = True
    references: Mapping[Medium, int] = field(default_factory=lambda: _NONE)
    resolutions: tuple[str, ...] = ("480p", "720p", "1080p")
    default_resolution: str = "720p"
    sizes: Sizes = field(default_factory=lambda: LATER)
    sound: bool = True
    fixed_camera: bool = True
    adapts: bool = True
    options: frozenset[str] = frozenset()

    @property
    def ratio_beside_frames(self) -> bool:
        """Whether a ratio may be said beside a first frame (facts 3.1)."""
        return self.sizes is not NEWEST

    @property
    def high_references(self) -> bool:
        """Whether 1080p goes with references (facts 3.4)."""
        return self.sizes is not FIRST_GENERATION


_DRAFTS: Final = frozenset({"service_tier", "draft"})
_2_0_OPTIONS: Final = frozenset({"tools", "priority"})
_2_5_OPTIONS: Final = frozenset({"service_tier", "priority", "output_format", "omni_reference_task_type"})


_FIRST_GENERATION: Final = Row(
    model="doubao-seedance-1-0-pro-250528",
    byteplus="seedance-1-0-pro-250528",
    seconds=(2, 12),
    automatic=False,
    frames=True,
    default_resolution="1080p",
    sizes=FIRST_GENERATION,
    sound=False,
    adapts=False,
    options=frozenset({"service_tier"}),
)
"""Seedance 1.0 pro, which its sisters are told from."""


def _second_generation(model: str, resolutions: tuple[str, ...], byteplus: str | None = None) -> Row:
    return Row(
        model=model,
        byteplus=byteplus,
        seconds=(4, 15),
        references=_references(9, 3, 3),
        resolutions=resolutions,
        fixed_camera=False,
        options=_2_0_OPTIONS,
    )


ROWS: Final[tuple[Row, ...]] = (
    Row(
        model="doubao-seedance-2-5-260628",
        byteplus="dreamina-seedance-2-5-260628",
        seconds=(4, 30),
        references=_references(30, 10, 10),
        sizes=NEWEST,
        options=_2_5_OPTIONS,
    ),
    _second_generation(
        "doubao-seedance-2-0-260128", ("480p", "720p", "1080p", "4k"), "dreamina-seedance-2-0-260128"
    ),
    _second_generation("doubao-seedance-2-0-fast-260128", ("480p", "720p")),
    _second_generation("doubao-seedance-2-0-mini-260615", ("480p", "720p")),
    Row(
        model="doubao-seedance-1-5-pro-251215",
        byteplus="seedance-1-5-pro-251215",
        seconds=(4, 12),
        options=_DRAFTS,
    ),
    _FIRST_GENERATION,
    replace(
        _FIRST_GENERATION,
        model="doubao-seedance-1-0-pro-fast-251015",
        byteplus="seedance-1-0-pro-fast-251015",
        last_frame=False,
    ),
    replace(
        _FIRST_GENERATION,
        model="doubao-seedance-1-0-lite-t2v-250428",
        byteplus="seedance-1-0-lite-t2v-250428",
        default_resolution="720p",
        first_frame=False,
        last_frame=False,
    ),
    replace(
        _FIRST_GENERATION,
        model="doubao-seedance-1-0-lite-i2v-250428",
        byteplus="seedance-1-0-lite-i2v-250428",
        default_resolution="720p",
        text=False,
        references=_references(4),
    ),
)
"""Every model (facts 3.4). BytePlus's dates of 2.0 and 2.5 are not quoted anywhere; the Chinese ones stand in."""

_ENDPOINT: Final = re.compile(r"ep-[0-9]{14}-[a-z0-9]{5}")
_ANY: Final = Row(
    model="ep-",
    source="facts 3.4: an endpoint stands for any model, so nothing is refused that one of them takes",
    seconds=(2, 30),
    frames=True,
    references=_references(30, 10, 10),
    resolutions=("480p", "720p", "1080p", "4k"),
    sizes=ANY,
    options=frozenset(option for row in ROWS for option in row.options),
)

BY_NAME: Final[Mapping[str, Row]] = MappingProxyType(
    {row.model: row for row in ROWS} | {row.byteplus: row for row in ROWS if row.byteplus}
)


def models() -> tuple[str, ...]:
    """The names that `VideoRequest.model` may have here; besides these, any endpoint `ep-…`."""
    return tuple(BY_NAME)


def find(model: str) -> Row | None:
    """A model's row, or that of an endpoint; None: no such model."""
    return _ANY if _ENDPOINT.fullmatch(model) else BY_NAME.get(model)


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file: the same for all of them."""
    del model
    return LARGEST_PICTURE
