"""The models as the server knows them: what they take, what they make, what they are billed by.

Here lives one table. Never: a check, nor how a film looks. What a body may hold is described in the OpenAPI
document; a test holds the two against each other.

Source: [facts 4] of the vendor's facts file. International and US names, and the dated ones, share a row. [facts 1, 4]
"""

from __future__ import annotations

from collections.abc import Mapping
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
_TEXTS = frozenset({"prompt", "negative_prompt"})
_COMMON = frozenset({"duration", "prompt_extend", "watermark", "seed", "enable_thinking"})
_SIZE, _TIER, _SHAPE = _COMMON | {"size"}, _COMMON | {"resolution"}, _COMMON | {"resolution", "ratio"}
_MEDIA = _TEXTS | {"media"}
_VACE_INPUTS = _TEXTS | {
    "function",
    "ref_images_url",
    "video_url",
    "mask_image_url",
    "mask_video_url",
    "mask_frame_id",
    "first_frame_url",
    "last_frame_url",
    "first_clip_url",
    "last_clip_url",
}
_VACE_PARAMETERS = _SIZE | {
    "obj_or_bg",
    "control_condition",
    "strength",
    "mask_frame_id",
    "mask_type",
    "expand_ratio",
    "expand_mode",
    "top_scale",
    "bottom_scale",
    "left_scale",
    "right_scale",
}
_SPLIT = Usage.SPLIT


def _old(  # noqa: PLR0913, PLR0917 # the columns of the table
    name: str, kind: Kind, tiers: tuple[str, ...], default: str, usage: Usage, inputs: frozenset[str]
) -> Model:
    """A silent model of 2.1 or 2.2 [facts 4]."""
    parameters = _SIZE if kind is Kind.TEXT else _TIER
    return Model(name, kind, tiers, default, Sound.NONE, usage, inputs, parameters, 800, extends=True)


def _families() -> tuple[tuple[Model, tuple[str, ...]], ...]:
    """Rows, each with its other names."""
    shot = frozenset({"shot_type"})
    template = _TEXTS | {"template"}
    text, picture, frames = Kind.TEXT, Kind.PICTURE, Kind.FRAMES
    asked, always = Sound.ASKED, Sound.ALWAYS
    sounding = _TEXTS | {"audio_url"}
    seeing = sounding | {"img_url"}
    references = _TEXTS | {"reference_urls", "reference_video_urls"}
    shown = template | {"img_url"}
    framed = template | {"first_frame_url", "last_frame_url"}
    full = "1920*1080"
    wan3 = frozenset({"prompt", "media"})
    return (
        (
            Model(
                "wan3.0-video",
                Kind.ANYTHING_30,
                _ALL,
                _P1080,
                asked,
                Usage.WAN_30,
                wan3,
                _SHAPE | {"audio"},
                20_000,
                automatic=-1,
                fractions=True,
            ),
            ("wan3.0-video-prime",),
        ),
        (
            Model(
                "wan2.7-t2v",
                Kind.TEXT_27,
                _UPPER,
                _P1080,
                always,
                _SPLIT,
                sounding,
                _SHAPE | shot,
                5000,
                usage_extra=("ratio",),
            ),
            ("wan2.7-t2v-2026-04-25", "wan2.7-t2v-2026-06-12"),
        ),
        (
            Model("wan2.7-i2v", Kind.FRAMES_27, _UPPER, _P1080, always, _SPLIT, _MEDIA, _TIER, 5000),
            ("wan2.7-i2v-2026-04-25",),
        ),
        (
            Model(
                "wan2.7-r2v",
                Kind.REFERENCES_27,
                _UPPER,
                _P1080,
                always,
                _SPLIT,
                _MEDIA,
                _SHAPE,
                5000,
                usage_extra=("ratio",),
                fractions=True,
            ),
            ("wan2.7-r2v-2026-06-12",),
        ),
        (
            Model(
                "wan2.7-videoedit",
                Kind.EDIT_27,
                _UPPER,
                _P1080,
                always,
                _SPLIT,
                _MEDIA,
                _SHAPE | {"audio_setting"},
                5000,
                automatic=0,
                fractions=True,
                seconds=0,
            ),
            (),
        ),
        (
            Model(
                "wan2.6-t2v",
                text,
                _UPPER,
                full,
                always,
                _SPLIT,
                sounding,
                _SIZE | shot,
                1500,
                usage_extra=("size",),
            ),
            ("wan2.6-t2v-us",),
        ),
        (
            Model("wan2.6-i2v", picture, _UPPER, _P1080, always, _SPLIT, seeing, _TIER | shot, 1500),
            ("wan2.6-i2v-us",),
        ),
        (
            Model(
                "wan2.6-i2v-flash",
                picture,
                _UPPER,
                _P1080,
                asked,
                _SPLIT,
                seeing,
                _TIER | shot | {"audio"},
                1500,
                usage_extra=("audio",),
            ),
            (),
        ),
        (
            Model(
                "wan2.6-r2v",
                Kind.REFERENCES,
                _UPPER,
                full,
                always,
                _SPLIT,
                references,
                _SIZE | shot,
                1500,
                usage_extra=("size",),
                fractions=True,
            ),
            (),
        ),
        (
            Model(
                "wan2.6-r2v-flash",
                Kind.REFERENCES,
                _UPPER,
                full,
                asked,
                _SPLIT,
                references,
                _SIZE | shot | {"audio"},
                1500,
                usage_extra=("size", "audio"),
                fractions=True,
            ),
            (),
        ),
        (
            Model(
                "wan2.5-t2v-preview",
                text,
                _ALL,
                full,
                always,
                Usage.RATIO,
                sounding,
                _SIZE,
                1500,
                extends=True,
            ),
            (),
        ),
        (
            Model(
                "wan2.5-i2v-preview",
                picture,
                _ALL,
                _P1080,
                always,
                Usage.TIER,
                seeing,
                _TIER,
                1500,
                extends=True,
            ),
            (),
        ),
        (_old("wan2.2-t2v-plus", text, (_P480, _P1080), full, Usage.RATIO, _TEXTS), ()),
        (_old("wan2.2-i2v-flash", picture, _ALL, _P720, Usage.TIER, shown), ()),
        (_old("wan2.2-i2v-plus", picture, (_P480, _P1080), _P1080, Usage.TIER, shown), ()),
        (_old("wan2.2-kf2v-flash", frames, _ALL, _P720, Usage.FRAMES_22, framed), ()),
        (
            _old("wanx2.1-t2v-turbo", text, (_P480, _P720), "1280*720", Usage.RATIO, _TEXTS),
            ("wan2.1-t2v-turbo",),
        ),
        (_old("wanx2.1-t2v-plus", text, (_P720,), "1280*720", Usage.RATIO, _TEXTS), ("wan2.1-t2v-plus",)),
        (
            _old("wanx2.1-i2v-turbo", picture, (_P480, _P720), _P720, Usage.STANDARD, shown),
            ("wan2.1-i2v-turbo",),
        ),
        (_old("wanx2.1-i2v-plus", picture, (_P720,), _P720, Usage.STANDARD, shown), ("wan2.1-i2v-plus",)),
        (_old("wanx2.1-kf2v-plus", frames, (_P720,), _P720, Usage.STANDARD, framed), ("wan2.1-kf2v-plus",)),
        (
            # its usage is in no source that was found: that of its generation
            Model(
                "wanx2.1-vace-plus",
                Kind.VACE,
                (_P720,),
                "1280*720",
                Sound.NONE,
                Usage.STANDARD,
                _VACE_INPUTS,
                _VACE_PARAMETERS,
                800,
                extends=True,
            ),
            ("wan2.1-vace-plus",),
        ),
    )


MODELS: Mapping[str, Model] = {
    name: model._replace(name=name) for model, others in _families() for name in (model.name, *others)
}
