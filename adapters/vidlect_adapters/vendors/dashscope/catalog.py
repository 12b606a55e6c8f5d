"""The vendor's models and their limits, one frozen row a family of names, each with its source.

Here lives the table. Never: a call, a status word, an option's check (`options`).
Sources are sections of the project's notes on the vendor ("facts"), which name the official page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Medium, Role
from vidlect_adapters.profile import Confidence

from . import wire


class PromptRule(Enum):
    """Whether a model wants a text."""

    REQUIRED = "required"
    REQUIRED_WITHOUT_MEDIA = "required without media"
    OPTIONAL = "optional"


class Shaping(Enum):
    """How a model is told the size of its film."""

    SIZE = "size"
    """One product of the table."""
    TIER = "resolution"
    """A tier; the picture gives the ratio."""
    TIER_AND_RATIO = "resolution, ratio"


class Sound(Enum):
    """Whether the film has sound."""

    NEVER = "never"
    ALWAYS = "always"
    ASKED = "parameter audio"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for media: `field` of `input`, or the `type` of an item where the model has `media`."""

    role: Role
    medium: Medium
    field: str
    least: int = 0
    most: int = 1
    array: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One family of models that differ in name only.

    `lengths` in seconds; `automatic` is the duration that leaves the length to the model. `total` bounds the
    references together. `largest_picture` in bytes; the newest families, of which no
    limit is told, have that of 2.5 and 2.6 (facts 4.3). `sets`: the combinations of media types that there are, where they are a closed list.
    """

    names: tuple[str, ...]
    source: str
    confidence: Confidence = "documented"
    shaping: Shaping
    tiers: tuple[str, ...]
    tier: str = "1080P"
    slots: tuple[Slot, ...] = ()
    media: bool = False
    total: tuple[int, int] | None = None
    sets: tuple[frozenset[str], ...] = ()
    prompt: PromptRule = PromptRule.OPTIONAL
    prompt_limit: int
    negative: bool = True
    lengths: tuple[int, ...]
    automatic: int | None = None
    length: int = 5
    sound: Sound = Sound.ALWAYS
    ratios: tuple[str, ...] = ()
    ratio: str = "16:9"
    options: tuple[str, ...] = ("prompt_extend", "enable_thinking")
    path: str = wire.VIDEO_PATH
    largest_picture: int = 20 * 1024 * 1024

    @property
    def name(self) -> str:
        """The first name."""
        return self.names[0]


FPS: Final = 30
"""Of every film (facts 5)."""
LONGEST_NEGATIVE: Final = 500
LARGEST_SEED: Final = 2147483647
RANDOM_SEED: Final = -1
"""wan3.0 only (facts 4.5)."""

_P480, _P720, _P1080 = "480P", "720P", "1080P"
_ALL, _UPPER = (_P480, _P720, _P1080), (_P720, _P1080)

SIZES: Final[Mapping[tuple[str, str], tuple[int, int]]] = MappingProxyType(
    {
        (_P480, "16:9"): (832, 480),
        (_P480, "9:16"): (480, 832),
        (_P480, "1:1"): (624, 624),
        (_P720, "16:9"): (1280, 720),
        (_P720, "9:16"): (720, 1280),
        (_P720, "1:1"): (960, 960),
        (_P720, "4:3"): (1088, 832),
        (_P720, "3:4"): (832, 1088),
        (_P1080, "16:9"): (1920, 1080),
        (_P1080, "9:16"): (1080, 1920),
        (_P1080, "1:1"): (1440, 1440),
        (_P1080, "4:3"): (1632, 1248),
        (_P1080, "3:4"): (1248, 1632),
    }
)
"""Tier and ratio → pixels, families up to 2.6 (facts 4.1)."""
SIZES_27: Final[Mapping[tuple[str, str], tuple[int, int]]] = MappingProxyType(
    {
        **SIZES,
        (_P720, "4:3"): (1104, 832),
        (_P720, "3:4"): (832, 1104),
        (_P1080, "4:3"): (1648, 1248),
        (_P1080, "3:4"): (1248, 1648),
    }
)
"""The 2.7 family (facts 4.2)."""
RATIOS: Final = ("16:9", "9:16", "1:1", "4:3", "3:4")
ADAPTIVE: Final = "adaptive"

_NEEDED = PromptRule.REQUIRED
_TIER, _BOTH = Shaping.TIER, Shaping.TIER_AND_RATIO
_PLAIN: Final = ("prompt_extend", "enable_thinking")
_SHOT: Final = (*_PLAIN, "shot_type")

_PICTURE: Final = Slot(Role.FIRST_FRAME, Medium.IMAGE, "img_url", 1)
_SPEECH: Final = Slot(Role.SOURCE, Medium.AUDIO, "audio_url")
_REFERENCES: Final = (
    Slot(Role.REFERENCE, Medium.IMAGE, "reference_urls", 0, 5, array=True),
    Slot(Role.REFERENCE, Medium.VIDEO, "reference_urls", 0, 3, array=True),
)
_FIRST: Final = Slot(Role.FIRST_FRAME, Medium.IMAGE, "first_frame")
_LAST: Final = Slot(Role.LAST_FRAME, Medium.IMAGE, "last_frame")
VOICE: Final = Slot(Role.REFERENCE, Medium.AUDIO, "reference_voice", 0, 5)
"""wan2.7-r2v: an audio reference is the voice of the picture or video reference that it follows."""


def _text(name: str, tiers: tuple[str, ...], lengths: tuple[int, ...], options: tuple[str, ...]) -> Row:
    """A text model of 2.5 or 2.6 (facts 4; seed 004)."""
    return Row(
        names=(name,),
        source="facts 4, 4.1",
        shaping=Shaping.SIZE,
        tiers=tiers,
        slots=(_SPEECH,),
        prompt=_NEEDED,
        prompt_limit=1500,
        lengths=lengths,
        options=options,
    )


def _shown(
    name: str,
    tiers: tuple[str, ...],
    lengths: tuple[int, ...],
    options: tuple[str, ...],
    sound: Sound = Sound.ALWAYS,
) -> Row:
    """A model of 2.5 or 2.6 that takes a picture (facts 4; seed 004)."""
    return Row(
        names=(name,),
        source="facts 4, 4.3",
        shaping=Shaping.TIER,
        tiers=tiers,
        slots=(_PICTURE, _SPEECH),
        prompt_limit=1500,
        lengths=lengths,
        sound=sound,
        options=options,
    )


def _cast(name: str, sound: Sound) -> Row:
    """A model of 2.6 that takes references (facts 4, 4.3)."""
    return Row(
        names=(name,),
        source="facts 4, 4.3",
        shaping=Shaping.SIZE,
        tiers=_UPPER,
        slots=_REFERENCES,
        total=(1, 5),
        prompt=_NEEDED,
        prompt_limit=1500,
        lengths=tuple(range(2, 11)),
        sound=sound,
        options=_SHOT,
    )


ROWS: Final[tuple[Row, ...]] = (
    Row(
        names=("wan3.0-video", "wan3.0-video-prime"),
        source="facts 4, 4.3",
        shaping=_BOTH,
        tiers=_ALL,
        media=True,
        slots=(
            _FIRST,
            _LAST,
            Slot(Role.REFERENCE, Medium.IMAGE, "reference_image", 0, 10),
            Slot(Role.REFERENCE, Medium.VIDEO, "reference_video", 0, 5),
            Slot(Role.REFERENCE, Medium.AUDIO, "reference_audio", 0, 5),
        ),
        prompt=PromptRule.REQUIRED_WITHOUT_MEDIA,
        prompt_limit=20_000,
        negative=False,
        lengths=tuple(range(2, 31)),
        automatic=-1,
        sound=Sound.ASKED,
        ratios=(*RATIOS, "21:9", ADAPTIVE),
        ratio=ADAPTIVE,
        options=(*_PLAIN, "file", "link"),
    ),
    Row(
        names=("wan2.7-t2v", "wan2.7-t2v-2026-04-25", "wan2.7-t2v-2026-06-12"),
        source="facts 4, 4.2",
        shaping=_BOTH,
        tiers=_UPPER,
        slots=(_SPEECH,),
        prompt=_NEEDED,
        prompt_limit=5000,
        lengths=tuple(range(2, 16)),
        ratios=RATIOS,
        options=_SHOT,
    ),
    Row(
        names=("wan2.7-i2v", "wan2.7-i2v-2026-04-25"),
        source="facts 4, 4.3",
        shaping=_TIER,
        tiers=_UPPER,
        media=True,
        slots=(
            _FIRST,
            _LAST,
            Slot(Role.SOURCE, Medium.AUDIO, "driving_audio"),
            Slot(Role.SOURCE, Medium.VIDEO, "first_clip"),
        ),
        sets=tuple(
            map(
                frozenset,
                (
                    {"first_frame"},
                    {"first_frame", "driving_audio"},
                    {"first_frame", "last_frame"},
                    {"first_frame", "last_frame", "driving_audio"},
                    {"first_clip"},
                    {"first_clip", "last_frame"},
                ),
            )
        ),
        prompt_limit=5000,
        lengths=tuple(range(2, 16)),
    ),
    Row(
        names=("wan2.7-r2v", "wan2.7-r2v-2026-06-12"),
        source="facts 4, 4.3",
        shaping=_BOTH,
        tiers=_UPPER,
        media=True,
        slots=(
            _FIRST,
            Slot(Role.REFERENCE, Medium.IMAGE, "reference_image", 0, 5),
            Slot(Role.REFERENCE, Medium.VIDEO, "reference_video", 0, 5),
            VOICE,
        ),
        total=(1, 5),
        prompt=_NEEDED,
        prompt_limit=5000,
        lengths=tuple(range(2, 16)),
        ratios=RATIOS,
    ),
    Row(
        names=("wan2.7-videoedit",),
        source="facts 4, 4.3",
        shaping=_BOTH,
        tiers=_UPPER,
        media=True,
        slots=(
            Slot(Role.SOURCE, Medium.VIDEO, "video", 1),
            Slot(Role.REFERENCE, Medium.IMAGE, "reference_image", 0, 4),
        ),
        prompt_limit=5000,
        lengths=tuple(range(2, 11)),
        automatic=0,
        length=0,
        ratios=RATIOS,
        ratio="",
        options=(*_PLAIN, "audio_setting"),
    ),
    _text("wan2.6-t2v", _UPPER, tuple(range(2, 16)), _SHOT),
    _text("wan2.6-t2v-us", _UPPER, (5, 10), _SHOT),
    _shown("wan2.6-i2v", _UPPER, tuple(range(2, 16)), _SHOT),
    _shown("wan2.6-i2v-flash", _UPPER, tuple(range(2, 16)), _SHOT, Sound.ASKED),
    _shown("wan2.6-i2v-us", _UPPER, (5, 10, 15), _SHOT),
    _cast("wan2.6-r2v", Sound.ALWAYS),
    _cast("wan2.6-r2v-flash", Sound.ASKED),
    _text("wan2.5-t2v-preview", _ALL, (5, 10), _PLAIN),
    _shown("wan2.5-i2v-preview", _ALL, (5, 10), _PLAIN),
)
