"""The req_keys as the server knows them: fields, pictures, prompt limits, what a result holds.

Here lives one table. Never: a check, nor how a film looks. What a body may hold is described in the OpenAPI
document; a test holds the two against each other.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from .operations import ACTIONS, Family


class Result(Enum):
    """What a finished task, or an instant answer, holds."""

    FILM = "a film"
    SUBJECT = "whether the picture shows a subject"
    MASKS = "a mask for each subject"
    PICTURE = "a picture"


class Shape(Enum):
    """Which rule gives the film its pixels and length."""

    TIER_720 = "a ratio of the 720p table, frames"
    TIER_1080 = "a ratio of the 1080p table, frames"
    LEGACY = "a ratio of the 720p table and 9:21, five seconds"
    PORTRAIT = "OmniHuman: output_resolution, as long as the sound"
    ACTOR = "DreamActor: 720p, 25 fps, as long as the driving video"
    AGENT = "Pippit: ratio and a label of length"
    NONE = "no film"


class Model(NamedTuple):
    """One req_key.

    `pictures`: least and most of image_urls and binary_data_base64 together. `advised` and `longest`:
    characters of the prompt; None: no limit is known. `fields`: what the vendor documents, req_key left
    out; None: not documented, anything goes.
    """

    req_key: str
    result: Result
    shape: Shape
    fields: frozenset[str] | None
    pictures: tuple[int, int] = (0, 0)
    advised: int | None = None
    longest: int | None = None
    prepares: bool = False
    """Whether `processing` comes before `generating`. [facts 4.4]"""


_PICTURES = frozenset({"image_urls", "binary_data_base64"})
_TEXT = frozenset({"prompt", "seed", "frames", "aspect_ratio"})
_PICTURE = frozenset({"prompt", "seed", "frames"}) | _PICTURES
_RECAMERA = _PICTURE | {"template_id", "camera_strength"}
_OMNIHUMAN = frozenset(
    {"image_url", "audio_url", "mask_url", "seed", "prompt", "output_resolution", "pe_fast_mode"}
)
_ACTOR_2 = _PICTURES | {"video_url", "cut_result_first_second_switch", "callback_url"}
_PIPPIT = frozenset({"prompt", "ratio", "duration", "language", "enable_watermark", "img_url_list"})


def _jimeng(req_key: str, shape: Shape, fields: frozenset[str], least: int, most: int) -> Model:
    """A Jimeng 3.0 key: 400 characters advised, 800 at most [facts 4.1]."""
    return Model(req_key, Result.FILM, shape, fields, (least, most), 400, 800)


def _rows() -> tuple[Model, ...]:
    low, high = Shape.TIER_720, Shape.TIER_1080
    return (
        # [facts 4.1]
        _jimeng("jimeng_t2v_v30", low, _TEXT, 0, 0),
        _jimeng("jimeng_t2v_v30_1080p", high, _TEXT, 0, 0),
        _jimeng("jimeng_i2v_first_v30", low, _PICTURE, 1, 1),
        _jimeng("jimeng_i2v_first_v30_1080", high, _PICTURE, 1, 1),
        _jimeng("jimeng_i2v_first_tail_v30", low, _PICTURE, 2, 2),
        _jimeng("jimeng_i2v_first_tail_v30_1080", high, _PICTURE, 2, 2),
        _jimeng("jimeng_i2v_recamera_v30", low, _RECAMERA, 1, 1),
        _jimeng("jimeng_ti2v_v30_pro", high, _TEXT | _PICTURES, 0, 1),
        # Older keys; their fields are known in part. [facts 4.1, seed 003]
        Model(
            "jimeng_vgfm_t2v_l20", Result.FILM, Shape.LEGACY, frozenset({"prompt", "seed", "aspect_ratio"})
        ),
        Model(
            "jimeng_vgfm_i2v_l20",
            Result.FILM,
            Shape.LEGACY,
            frozenset({"prompt", "seed", "aspect_ratio"}) | _PICTURES,
            (1, 1),
        ),
        Model("pippit_iv2v_cvtob", Result.FILM, Shape.AGENT, _PIPPIT),
        Model("pippit_iv2v_v20_cvtob", Result.FILM, Shape.AGENT, _PIPPIT),
        Model("pippit_iv2v_v20_cvtob_with_vinput", Result.FILM, Shape.AGENT, None),
        # [facts 4.2, 4.3, 4.4]
        Model(
            "jimeng_realman_avatar_picture_create_role_omni_v15",
            Result.SUBJECT,
            Shape.NONE,
            frozenset({"image_url"}),
        ),
        Model("jimeng_realman_avatar_object_detection", Result.MASKS, Shape.NONE, frozenset({"image_url"})),
        Model(
            "jimeng_realman_avatar_picture_omni_v15",
            Result.FILM,
            Shape.PORTRAIT,
            _OMNIHUMAN,
            advised=300,
            longest=300,
            prepares=True,
        ),
        # [facts 4.5]
        Model(
            "jimeng_dream_actor_m1_gen_video_cv",
            Result.FILM,
            Shape.ACTOR,
            frozenset({"image_url", "video_url"}),
        ),
        Model("jimeng_dreamactor_m20_gen_video", Result.FILM, Shape.ACTOR, _ACTOR_2, (1, 1)),
        Model("realman_avatar_creation_task", Result.FILM, Shape.PORTRAIT, None),
        Model("realman_video_remake_tob", Result.FILM, Shape.PORTRAIT, None),
        # Named in the facts [5.3] without its fields.
        Model("jimeng_t2i_v31", Result.PICTURE, Shape.NONE, None),
    )


MODELS: Mapping[str, Model] = {model.req_key: model for model in _rows()}

# The submit (or instant) action that documents a req_key and the family of its query; where the general pair
# and a per-model pair both do, the general one.
HOMES: Mapping[str, str] = {
    req_key: action.name
    for action in reversed(tuple(ACTIONS.values()))
    if action.effect.value in {"submit", "instant"}
    for req_key in action.req_keys
}


_FAMILIES: Mapping[str, Family] = {req_key: ACTIONS[name].family for req_key, name in HOMES.items()}


def home(req_key: str) -> Family:
    """The family that documents a req_key."""
    return _FAMILIES[req_key]
