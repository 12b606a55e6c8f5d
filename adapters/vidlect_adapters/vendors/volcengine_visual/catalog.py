"""The vendor's models and their limits, one frozen row each, each with its source.

Here lives the table of `req_key`s that make films. Never: a call, a price (`prices`), a status word.
Sources are sections of the project's notes on the vendor ("facts"), which name the official page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final

from vidlect_adapters.canonical import Medium, Role
from vidlect_adapters.profile import Confidence

from . import wire

_NO_PIXELS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({})


class PromptRule(Enum):
    """Whether a model wants a text."""

    REQUIRED = "required"
    REQUIRED_WITHOUT_PICTURE = "required without a picture"
    OPTIONAL = "optional"
    NONE = "none"
    """The model has no such field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for media: how many, under which field, as an array or as one string, by link or inline."""

    role: Role
    medium: Medium
    field: str
    least: int = 1
    most: int = 1
    array: bool = False
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A field that only this vendor has: one of `choices`, or true or false where there are none."""

    name: str
    choices: tuple[str, ...] = ()
    default: bool | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model.

    `actions` is the documented family; `stem` names its actions of the newer family where those have
    been seen. `lengths` in seconds, empty where the model has no field for it. `ratios` is empty where
    the model has no field for it; `ratio_with_picture` tells whether it still counts beside a picture.
    `resolutions` are the tiers that can be had; one that is not `resolution_field` is fixed.
    """

    req_key: str
    source: str
    confidence: Confidence = "documented"
    actions: str = wire.SYNC2ASYNC
    stem: str | None = None
    slots: tuple[Slot, ...] = ()
    prompt: PromptRule = PromptRule.REQUIRED
    prompt_limit: int = 800
    lengths: tuple[int, ...] = ()
    ratios: tuple[str, ...] = ()
    ratio_with_picture: bool = False
    pixels: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NO_PIXELS)
    resolutions: tuple[str, ...] = ()
    resolution_field: str | None = None
    fps: int | None = None
    seed: bool = True
    callback: bool = False
    options: tuple[Option, ...] = ()

    @property
    def hears(self) -> bool:
        """Whether speech drives the film."""
        return any(slot.medium is Medium.AUDIO for slot in self.slots)


FPS: Final = 24
FRAMES_OF_SECONDS: Final[Mapping[int, int]] = MappingProxyType({5: 121, 10: 241})
"""The only lengths of the 3.0 models: 24 frames a second and one more (facts 4.1)."""

RATIOS: Final = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")
DEFAULT_RATIO: Final = "16:9"
DEFAULT_SECONDS: Final = 5
LARGEST_PICTURE: Final = int(4.7 * 1024 * 1024)
"""Bytes of one that is sent inside the request (facts 4.1)."""
DEFAULT_RESOLUTION: Final = "1080p"
"""Of the digital human, the only model with a field for it (facts 4.4)."""

PRO_PIXELS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "21:9": (2176, 928),
        "16:9": (1920, 1088),
        "4:3": (1664, 1248),
        "1:1": (1440, 1440),
        "3:4": (1248, 1664),
        "9:16": (1088, 1920),
    }
)
"""What Pro puts out (facts 4.1). The only documented table of pixels."""

CAMERA_MOVES: Final = (
    "hitchcock_dolly_in",
    "hitchcock_dolly_out",
    "robo_arm",
    "dynamic_orbit",
    "central_orbit",
    "crane_push",
    "quick_pull_back",
    "counterclockwise_swivel",
    "clockwise_swivel",
    "handheld",
    "rapid_push_pull",
)

_FIRST: Final = Slot(
    role=Role.FIRST_FRAME, medium=Medium.IMAGE, field=wire.PICTURE_LINKS, array=True, inline=True
)
_MAYBE_FIRST: Final = Slot(
    role=Role.FIRST_FRAME, medium=Medium.IMAGE, field=wire.PICTURE_LINKS, array=True, inline=True, least=0
)
_LAST: Final = Slot(
    role=Role.LAST_FRAME, medium=Medium.IMAGE, field=wire.PICTURE_LINKS, array=True, inline=True
)
_SUBJECT: Final = Slot(role=Role.REFERENCE, medium=Medium.IMAGE, field="image_url")
_SUBJECT_IN_ARRAY: Final = Slot(
    role=Role.REFERENCE, medium=Medium.IMAGE, field=wire.PICTURE_LINKS, array=True, inline=True
)
_SPEECH: Final = Slot(role=Role.SOURCE, medium=Medium.AUDIO, field="audio_url")
_MOTION: Final = Slot(role=Role.SOURCE, medium=Medium.VIDEO, field="video_url")
_MASKS: Final = Slot(
    role=Role.MASK, medium=Medium.IMAGE, field="mask_url", array=True, least=0, most=5
)  # at most five subjects are ever detected (facts 4.3)

_LENGTHS: Final = tuple(FRAMES_OF_SECONDS)

ROWS: Final[tuple[Row, ...]] = (
    Row(
        req_key="jimeng_t2v_v30",
        source="facts 4.1, page 85621/1792710",
        stem="JimengT2VV30",
        lengths=_LENGTHS,
        ratios=RATIOS,
        resolutions=("720p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_t2v_v30_1080p",
        source="facts 4.1, page 85621/1792710",
        stem="JimengT2VV301080P",
        lengths=_LENGTHS,
        ratios=RATIOS,
        resolutions=("1080p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_i2v_first_v30",
        source="facts 4.1",
        stem="JimengI2VFirstV30",
        slots=(_FIRST,),
        lengths=_LENGTHS,
        resolutions=("720p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_i2v_first_v30_1080",
        source="facts 4.1 (no p after 1080 where a picture is given)",
        stem="JimengI2VFirstV301080",
        slots=(_FIRST,),
        lengths=_LENGTHS,
        resolutions=("1080p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_i2v_first_tail_v30",
        source="facts 4.1",
        stem="JimengI2VFirstTailV30",
        slots=(_FIRST, _LAST),
        lengths=_LENGTHS,
        resolutions=("720p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_i2v_first_tail_v30_1080",
        source="facts 4.1; its action of the newer family follows the pattern of the others, unseen",
        stem="JimengI2VFirstTailV301080",
        slots=(_FIRST, _LAST),
        lengths=_LENGTHS,
        resolutions=("1080p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_i2v_recamera_v30",
        source="facts 4.1",
        stem="JimengI2VRecameraV30",
        slots=(_FIRST,),
        lengths=_LENGTHS,
        resolutions=("720p",),
        fps=FPS,
        options=(
            Option(name="template_id", choices=CAMERA_MOVES, required=True),
            Option(name="camera_strength", choices=("weak", "medium", "strong"), required=True),
        ),
    ),
    Row(
        req_key="jimeng_ti2v_v30_pro",
        source="facts 4.1, page 85621/1777001",
        stem="JimengTI2VV30PRO",
        slots=(_MAYBE_FIRST,),
        prompt=PromptRule.REQUIRED_WITHOUT_PICTURE,
        lengths=_LENGTHS,
        ratios=RATIOS,
        pixels=PRO_PIXELS,
        resolutions=("1080p",),
        fps=FPS,
    ),
    Row(
        req_key="jimeng_vgfm_t2v_l20",
        source="facts 4.1, older and variant keys",
        actions=wire.CVSUBMIT,
        ratios=(*RATIOS, "9:21"),
    ),
    Row(
        req_key="jimeng_vgfm_i2v_l20",
        source="facts 4.1, older and variant keys",
        actions=wire.CVSUBMIT,
        slots=(_FIRST,),
        ratios=(*RATIOS, "9:21"),
        ratio_with_picture=True,
    ),
    Row(
        req_key="jimeng_realman_avatar_picture_omni_v15",
        source="facts 4.4, page 85621/1810471",
        actions=wire.CVSUBMIT,
        stem="JimengRealmanAvatarPictureOmniV15",
        slots=(_SUBJECT, _SPEECH, _MASKS),
        prompt=PromptRule.OPTIONAL,
        prompt_limit=300,
        resolutions=("720p", "1080p"),
        resolution_field="output_resolution",
        options=(Option(name="pe_fast_mode", default=False),),
    ),
    Row(
        req_key="jimeng_dream_actor_m1_gen_video_cv",
        source="facts 4.5",
        actions=wire.CVSUBMIT,
        slots=(_SUBJECT, _MOTION),
        prompt=PromptRule.NONE,
        seed=False,
    ),
    Row(
        req_key="jimeng_dreamactor_m20_gen_video",
        source="facts 4.5; that its picture goes by the arrays is from public code",
        slots=(_SUBJECT_IN_ARRAY, _MOTION),
        prompt=PromptRule.NONE,
        resolutions=("720p",),
        fps=25,
        seed=False,
        callback=True,
        options=(Option(name="cut_result_first_second_switch", default=True),),
    ),
)
"""Every key that makes a film from a request of ours (facts 4.1, 4.4, 4.5)."""

DETECTION: Final = "jimeng_realman_avatar_object_detection"
RECOGNITION: Final = "jimeng_realman_avatar_picture_create_role_omni_v15"
"""The keys that look at a picture and make no film (facts 4.2, 4.3)."""

UNTRANSLATED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pippit_iv2v_cvtob": "an agent whose fields are known from public code only (facts 4.1)",
        "pippit_iv2v_v20_cvtob": "an agent whose fields are known from public code only (facts 4.1)",
        "pippit_iv2v_v20_cvtob_with_vinput": "an agent whose fields are known from public code only (facts 4.1)",
        "realman_video_remake_tob": "a digital human whose fields are not documented here (facts 4.5)",
        "realman_avatar_creation_task": "a digital human whose fields are not documented here (facts 4.5)",
        DETECTION: "detects subjects, makes no film (facts 4.3)",
        RECOGNITION: "recognises a subject, makes no film (facts 4.2)",
    }
)
"""Keys that the vendor has and this adapter does not make films with, and why."""

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "jimeng_t2v_v30_pro": "jimeng_ti2v_v30_pro",
        "jimeng_vgfm_t2v_l_v30": "jimeng_ti2v_v30_pro",
        "jimeng_t2v_v30_720p": "jimeng_t2v_v30",
    }
)
"""Keys of seed 001 and of public code that no official page has, and the official key (facts 4.1, 6)."""

BY_KEY: Final[Mapping[str, Row]] = MappingProxyType(
    {row.req_key: row for row in ROWS}
    | {alias: row for alias, key in ALIASES.items() for row in ROWS if row.req_key == key}
)
"""Every name of a model, aliases included."""

BY_STEM: Final[Mapping[str, Row]] = MappingProxyType({row.stem: row for row in ROWS if row.stem})


def models() -> tuple[str, ...]:
    """The names that `VideoRequest.model` may have here, aliases included."""
    return tuple(BY_KEY)


def largest_picture(model: str) -> int:
    """Bytes of the largest picture that a model takes as a file: the same for all of them."""
    del model
    return LARGEST_PICTURE
