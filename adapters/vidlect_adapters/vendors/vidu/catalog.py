"""The vendor's models and their limits by operation, each from the newest documents.

Here lives the table. Never: a call, a state word. Source: the facts' sections 3 and 4, which name the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import Final

from vidlect_adapters.profile import Profile

from .wire import ENDS, IMAGE, REFERENCE, TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one model makes in one operation.

    `lengths` in seconds and the `usual` one; `resolutions` the usual one first, `short` those at four seconds
    where they are others. `chooses`: whether the server can be asked to choose the length.
    """

    model: str
    operation: str
    lengths: tuple[int, ...]
    usual: int
    resolutions: tuple[str, ...]
    short: tuple[str, ...] = ()
    chooses: bool = False

    def tiers(self, seconds: int) -> tuple[str, ...]:
        """The resolutions of a film of that length, the usual one first."""
        return self.short if seconds == 4 and self.short else self.resolutions

    @property
    def generation(self) -> str:
        """`q3`, `q2`, `q1`, `2.0` or `1.5`."""
        return self.model.removeprefix("vidu").partition("-")[0]

    @property
    def hears(self) -> bool:
        """Whether the model can be told to make sound (facts 3.1: q3 only)."""
        return self.generation == "q3"

    @property
    def sounds(self) -> bool:
        """Whether it does so unasked (facts 3.1, 3.2, 3.4)."""
        return self.hears and not (self.operation == REFERENCE and self.model == "viduq3-mix")


LARGEST_PICTURE: Final = (20 * 1024 - 64) * 1024 * 3 // 4
"""Bytes of one that is sent inside the request. A picture may have 50 MB, but the body 20 MB (facts 3), in base64 and
with up to 64 KiB of words beside it."""

_USUAL: Final = ("720p", "540p", "1080p")
_FAST: Final = ("720p", "1080p")
_FULL: Final = ("1080p",)
_LOW: Final = ("360p", "720p", "1080p")


def _span(least: int, most: int) -> tuple[int, ...]:
    return tuple(range(least, most + 1))


def _row(model: str, operation: str) -> Row:
    """The limits of one model, told by its generation and operation (facts 4)."""
    match model:
        case "viduq3" | "viduq3-mix":
            return Row(model=model, operation=operation, lengths=_span(3, 16), usual=5, resolutions=_USUAL)
        case "viduq3-pro" | "viduq3-turbo" | "viduq3-pro-fast":  # the last has no row of its own (unsure)
            least = 3 if operation == REFERENCE else 1
            return Row(
                model=model, operation=operation, lengths=_span(least, 16), usual=5, resolutions=_USUAL
            )
        case "viduq2" | "viduq2-pro" | "viduq2-turbo" | "viduq2-pro-fast":
            return Row(
                model=model,
                operation=operation,
                lengths=_span(1, 8 if operation == ENDS else 10),
                usual=5,
                resolutions=_FAST if model == "viduq2-pro-fast" else _USUAL,
                chooses=operation == REFERENCE and model == "viduq2-pro",
            )
        case "viduq1" | "viduq1-classic":
            return Row(model=model, operation=operation, lengths=(5,), usual=5, resolutions=_FULL)
        case "vidu2.0" if operation == REFERENCE:
            return Row(model=model, operation=operation, lengths=(4,), usual=4, resolutions=("360p", "720p"))
        case _:
            return Row(
                model=model,
                operation=operation,
                lengths=(4, 8),
                usual=4,
                resolutions=("720p",),
                short=_LOW,
            )


_OF_PICTURES: Final = (
    "viduq3-turbo",
    "viduq3-pro",
    "viduq3-pro-fast",
    "viduq2-pro-fast",
    "viduq2-pro",
    "viduq2-turbo",
    "viduq1",
    "viduq1-classic",
    "vidu2.0",
    "vidu1.5",
)
_MODELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        TEXT: ("viduq3-turbo", "viduq3-pro", "viduq2", "viduq1", "vidu1.5"),
        IMAGE: _OF_PICTURES,
        ENDS: _OF_PICTURES,
        REFERENCE: (
            "viduq3",
            "viduq3-turbo",
            "viduq3-mix",
            "viduq2",
            "viduq2-pro",
            "viduq1",
            "vidu2.0",
            "vidu1.5",
        ),
    }
)
"""Operation → its models (facts 3.1 to 3.4)."""

ROWS: Final[Mapping[tuple[str, str], Row]] = MappingProxyType(
    {(operation, model): _row(model, operation) for operation, models in _MODELS.items() for model in models}
)
"""(operation, model) → limits."""

_DOUBTED: Final = (REFERENCE, "viduq2-pro")
"""The page lists it, an integrator met a refusal (facts 3.4, 4)."""

_ALL: Final = tuple(dict.fromkeys(chain.from_iterable(_MODELS.values())))

PLAIN_RATIOS: Final = ("16:9", "9:16", "1:1")
ALL_RATIOS: Final = (*PLAIN_RATIOS, "3:4", "4:3")
DEFAULT_RATIO: Final = "16:9"

MOST_REFERENCES: Final = 7
MOST_REFERENCES_BESIDE_VIDEOS: Final = 4
MOST_VIDEOS: Final = 2
LARGEST_SEED: Final = 2**31 - 1
LONGEST_PAYLOAD: Final = 1_048_576  # characters (facts 3)

# The pixels of a tier and ratio: the shorter side has the tier's lines (sizes seen in results; unsure for 3:4, 4:3).
_LINES: Final = {"360p": 360, "540p": 540, "720p": 720, "1080p": 1080}
_SIDES: Final = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "3:4": (3, 4), "4:3": (4, 3)}
SHAPE_OF_PIXELS: Final[Mapping[tuple[int, int], tuple[str, str]]] = MappingProxyType(
    {
        (lines * width // min(width, height), lines * height // min(width, height)): (tier, ratio)
        for tier, lines in _LINES.items()
        for ratio, (width, height) in _SIDES.items()
    }
)
TIER_OF_LINES: Final[Mapping[int, str]] = MappingProxyType({lines: tier for tier, lines in _LINES.items()})


def models() -> tuple[str, ...]:
    """Every model that makes a film from text, pictures or references."""
    return _ALL


def models_of(operation: str, profile: Profile) -> tuple[str, ...]:
    """The models of an operation."""
    refused = profile["q2-pro-reference"] == "refused"
    return tuple(one for one in _MODELS[operation] if not (refused and (operation, one) == _DOUBTED))


def row_of(operation: str, model: str, profile: Profile) -> Row | None:
    """The limits of a model in an operation; None where the operation does not have it."""
    row = ROWS.get((operation, model))
    if row is None or ((operation, model) == _DOUBTED and profile["q2-pro-reference"] == "refused"):
        return None
    if operation == IMAGE and model in {"viduq2-pro", "viduq2-turbo"} and profile["q2-durations"] == "older":
        return replace(row, lengths=_span(1, 8))
    if model == "viduq3-mix" and profile["q3-mix-durations"] == "1-16":
        return replace(row, lengths=_span(1, 16))
    return row


def ratios_of(row: Row, profile: Profile) -> tuple[str, ...]:
    """The ratios that can be asked for; none where the picture decides (facts 3.1 to 3.4)."""
    if row.operation in {IMAGE, ENDS}:
        return ()
    narrow = row.operation == REFERENCE and row.hears and profile["portrait-ratios"] == "q2"
    return ALL_RATIOS if row.generation in {"q2", "q3"} and not narrow else PLAIN_RATIOS


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file: the same for all of them."""
    del model
    return LARGEST_PICTURE
