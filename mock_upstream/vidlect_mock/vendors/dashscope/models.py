"""The models as the server knows them: what they take, what they make, what they are billed by.

Here lives one table. Never: a check, nor how a film looks. What a body may hold is described in the OpenAPI
document; a test holds the two against each other.

Source: [facts 4] of the vendor's facts file. International and US names, and the dated ones, share a row. [facts 1, 4]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from .operations import SUBMIT, SUBMIT_BY_FRAMES


class Kind(Enum):
    """What goes in, and by which fields."""

    TEXT = "text, size"
    PICTURE = "img_url, resolution"
    FRAMES = "first_frame_url and last_frame_url, resolution"
    REFERENCES = "reference_urls, size"
    VACE = "one of five functions"
    TEXT_27 = "text, resolution and ratio"
    FRAMES_27 = "media: frames, a clip, a driving sound"
    REFERENCES_27 = "media: references"
    EDIT_27 = "media: a video to edit"
    ANYTHING_30 = "text, media: frames or references"

    __hash__ = object.__hash__  # as in `vidlect_mock.lifecycle`


class Sound(Enum):
    """Whether the film has a sound track."""

    NONE = "none"
    ALWAYS = "always"
    ASKED = "the parameter audio"

    __hash__ = object.__hash__  # as above


class Usage(Enum):
    """The shape of `usage` [facts 6]."""

    RATIO = "video_duration, video_ratio as a size"
    STANDARD = "video_duration, video_ratio standard"
    TIER = "duration, SR"
    FRAMES_22 = "video_duration, SR"
    SPLIT = "input and output seconds, SR"
    WAN_30 = "input and output seconds, fps, SR, ratio"

    __hash__ = object.__hash__  # as above


class Model(NamedTuple):
    """One model. `default`: the size or tier of a request that says none. `longest`: characters of a prompt."""

    name: str
    kind: Kind
    tiers: tuple[str, ...]
    default: str
    sound: Sound
    usage: Usage
    inputs: frozenset[str]
    parameters: frozenset[str]
    longest: int
    extends: bool = False
    """Whether a result has the actual_prompt [facts 3.2]."""
    automatic: int | None = None
    """The duration that leaves the length to the model [facts 4]."""
    usage_extra: tuple[str, ...] = ()
    """Of `size`, `ratio`, `audio`: which a SPLIT usage has besides [facts 6]."""
    fractions: bool = False
    """Whether seconds in a SPLIT usage are floats [facts 6, 12]."""
    seconds: int = 5
    """The default duration."""

    @property
    def operation(self) -> str:
        """The documented submit."""
        return SUBMIT_BY_FRAMES if self.kind is Kind.FRAMES else SUBMIT


_P480, _P720, _P1080 = "480P", "720P", "1080P"
_ALL, _UPPER = (_P480, _P720, _P1080), (_P720, _P1080)
_FULL, _HALF = "1920*1080", "1280*720"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXTS = _names("prompt negative_prompt")
_COMMON = _names("duration prompt_extend watermark seed enable_thinking")
_SIZE, _TIER, _SHAPE = _COMMON | {"size"}, _COMMON | {"resolution"}, _COMMON | {"resolution", "ratio"}

_FIELDS: Mapping[Kind, tuple[frozenset[str], frozenset[str]]] = {
    Kind.TEXT: (_TEXTS, _SIZE),
    Kind.PICTURE: (_TEXTS | {"img_url"}, _TIER),
    Kind.FRAMES: (_TEXTS | {"first_frame_url", "last_frame_url"}, _TIER),
    Kind.REFERENCES: (_TEXTS | {"reference_urls", "reference_video_urls"}, _SIZE),
    Kind.VACE: (
        _TEXTS
        | _names(
            "function ref_images_url video_url mask_image_url mask_video_url mask_frame_id "
            "first_frame_url last_frame_url first_clip_url last_clip_url"
        ),
        _SIZE
        | _names(
            "obj_or_bg control_condition strength mask_frame_id mask_type expand_ratio expand_mode "
            "top_scale bottom_scale left_scale right_scale"
        ),
    ),
    Kind.TEXT_27: (_TEXTS, _SHAPE),
    Kind.FRAMES_27: (_TEXTS | {"media"}, _TIER),
    Kind.REFERENCES_27: (_TEXTS | {"media"}, _SHAPE),
    Kind.EDIT_27: (_TEXTS | {"media"}, _SHAPE),
    Kind.ANYTHING_30: (_names("prompt media"), _SHAPE),
}
"""Kind → what every model of it has in `input` and in `parameters`. [facts 4.3, 4.5]"""

_LONGEST: Mapping[str, int] = {"wan3.0": 20_000, "wan2.7": 5000, "wan2.6": 1500, "wan2.5": 1500}
_LONGEST_OLDER = 800
_TELLING = frozenset({"wan2.5", "wan2.2", "wanx2.1", "wan2.1"})
"""Generations that tell how they extended the prompt. [facts 3.2]"""
_HEARING = frozenset({Kind.TEXT, Kind.PICTURE, Kind.TEXT_27})
"""Kinds with an audio_url, where the model makes sound; of the silent ones pictures may have an effect."""
_SHOWING = frozenset({Kind.PICTURE, Kind.FRAMES})


class _Row(NamedTuple):
    """One line of the vendor's table; `names` apart by blanks, `more`: parameters that its kind does not have."""

    names: str
    kind: Kind
    tiers: tuple[str, ...]
    default: str
    usage: Usage
    sound: Sound = Sound.NONE
    more: str = ""
    usage_extra: tuple[str, ...] = ()
    fractions: bool = False
    automatic: int | None = None
    seconds: int = 5

    def models(self) -> Iterator[Model]:
        """One model a name."""
        inputs, parameters = _FIELDS[self.kind]
        if self.sound is not Sound.NONE and self.kind in _HEARING:
            inputs |= {"audio_url"}
        if self.sound is Sound.NONE and self.kind in _SHOWING:
            inputs |= {"template"}
        for name in self.names.split():
            generation = name.partition("-")[0]
            yield Model(
                name,
                self.kind,
                self.tiers,
                self.default,
                self.sound,
                self.usage,
                inputs,
                parameters | _names(self.more),
                _LONGEST.get(generation, _LONGEST_OLDER),
                generation in _TELLING,
                self.automatic,
                self.usage_extra,
                self.fractions,
                self.seconds,
            )


_T, _P, _F = Kind.TEXT, Kind.PICTURE, Kind.FRAMES
_R, _R27, _E27, _A30 = Kind.REFERENCES, Kind.REFERENCES_27, Kind.EDIT_27, Kind.ANYTHING_30
_ON, _ASKED = Sound.ALWAYS, Sound.ASKED
_PARTS = Usage.SPLIT
_T27 = "wan2.7-t2v wan2.7-t2v-2026-04-25 wan2.7-t2v-2026-06-12"

_ROWS: tuple[_Row, ...] = (
    _Row("wan3.0-video wan3.0-video-prime", _A30, _ALL, _P1080, Usage.WAN_30, _ASKED, "audio", automatic=-1),
    _Row(_T27, Kind.TEXT_27, _UPPER, _P1080, _PARTS, _ON, "shot_type", ("ratio",)),
    _Row("wan2.7-i2v wan2.7-i2v-2026-04-25", Kind.FRAMES_27, _UPPER, _P1080, _PARTS, _ON),
    _Row(
        "wan2.7-r2v wan2.7-r2v-2026-06-12", _R27, _UPPER, _P1080, _PARTS, _ON, "", ("ratio",), fractions=True
    ),
    _Row(
        "wan2.7-videoedit",
        _E27,
        _UPPER,
        _P1080,
        _PARTS,
        _ON,
        "audio_setting",
        (),
        fractions=True,
        automatic=0,
        seconds=0,
    ),
    _Row("wan2.6-t2v wan2.6-t2v-us", _T, _UPPER, _FULL, _PARTS, _ON, "shot_type", ("size",)),
    _Row("wan2.6-i2v wan2.6-i2v-us", _P, _UPPER, _P1080, _PARTS, _ON, "shot_type"),
    _Row("wan2.6-i2v-flash", _P, _UPPER, _P1080, _PARTS, _ASKED, "shot_type audio", ("audio",)),
    _Row("wan2.6-r2v", _R, _UPPER, _FULL, _PARTS, _ON, "shot_type", ("size",), fractions=True),
    _Row(
        "wan2.6-r2v-flash",
        _R,
        _UPPER,
        _FULL,
        _PARTS,
        _ASKED,
        "shot_type audio",
        ("size", "audio"),
        fractions=True,
    ),
    _Row("wan2.5-t2v-preview", _T, _ALL, _FULL, Usage.RATIO, _ON),
    _Row("wan2.5-i2v-preview", _P, _ALL, _P1080, Usage.TIER, _ON),
    _Row("wan2.2-t2v-plus", _T, (_P480, _P1080), _FULL, Usage.RATIO),
    _Row("wan2.2-i2v-flash", _P, _ALL, _P720, Usage.TIER),
    _Row("wan2.2-i2v-plus", _P, (_P480, _P1080), _P1080, Usage.TIER),
    _Row("wan2.2-kf2v-flash", _F, _ALL, _P720, Usage.FRAMES_22),
    _Row("wanx2.1-t2v-turbo wan2.1-t2v-turbo", _T, (_P480, _P720), _HALF, Usage.RATIO),
    _Row("wanx2.1-t2v-plus wan2.1-t2v-plus", _T, (_P720,), _HALF, Usage.RATIO),
    _Row("wanx2.1-i2v-turbo wan2.1-i2v-turbo", _P, (_P480, _P720), _P720, Usage.STANDARD),
    _Row("wanx2.1-i2v-plus wan2.1-i2v-plus", _P, (_P720,), _P720, Usage.STANDARD),
    _Row("wanx2.1-kf2v-plus wan2.1-kf2v-plus", _F, (_P720,), _P720, Usage.STANDARD),
    # the usage of video editing is in no source that was found: that of its generation
    _Row("wanx2.1-vace-plus wan2.1-vace-plus", Kind.VACE, (_P720,), _HALF, Usage.STANDARD),
)

MODELS: Mapping[str, Model] = {model.name: model for row in _ROWS for model in row.models()}
