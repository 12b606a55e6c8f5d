"""A film in the classic API's words: the body of a submit.

Here lives the place of every wish in that body. Never: a decision about one (`plan`), the reading of a body
(`read_classic`).
"""

from __future__ import annotations

from vidlect_adapters.canonical import Medium, Role
from vidlect_adapters.message import JsonObject, JsonValue

from .plan import Plan
from .wire import Way

FIRST_FRAME = "first_frame"
END_FRAME = "end_frame"
FEATURE = "feature"
BASE = "base"

_PICTURES = ((Role.FIRST_FRAME, "image"), (Role.LAST_FRAME, "image_tail"), (Role.MASK, "static_mask"))
_TYPES = {Role.FIRST_FRAME: FIRST_FRAME, Role.LAST_FRAME: END_FRAME}


def body(plan: Plan) -> JsonObject:
    """The body of a submit; the model is always named, since the vendor's default is its oldest."""
    said: JsonObject = {
        "model_name": plan.row.model,
        "prompt": plan.prompt,
        "negative_prompt": plan.negative_prompt,
    }
    if plan.way is Way.PICTURE:
        said |= {field: plan.first(role) for role, field in _PICTURES}
    elif plan.way is Way.REFERENCES:
        said["image_list"] = [{"image": one.text} for one in plan.media]
    elif plan.way is Way.OMNI:
        said |= _omni(plan)
    said |= {
        "mode": plan.row.tiers[plan.tier] or None if plan.tier is not None else None,
        "aspect_ratio": plan.ratio,
        "duration": None if plan.seconds is None else str(plan.seconds),
        "sound": None if plan.sound is None else "on" if plan.sound else "off",
        "watermark_info": None if plan.watermark is None else {"enabled": plan.watermark},
        "callback_url": plan.callback_url,
    }
    said |= {name: value for name, value in plan.options.items() if name != "keep_original_sound"}
    return {name: value for name, value in said.items() if value is not None}


def _omni(plan: Plan) -> JsonObject:
    """Pictures in their order, by which the prompt names them (`<<<image_1>>>`), and the video."""
    pictures: list[JsonValue] = []
    videos: list[JsonValue] = []
    for one in plan.media:
        if one.medium is Medium.VIDEO:
            kind = BASE if one.role is Role.SOURCE else FEATURE
            video: JsonObject = {"video_url": one.text, "refer_type": kind}
            if "keep_original_sound" in plan.options:
                video["keep_original_sound"] = plan.options["keep_original_sound"]
            videos.append(video)
        else:
            picture: JsonObject = {"image_url": one.text}
            if one.role in _TYPES:
                picture["type"] = _TYPES[one.role]
            pictures.append(picture)
    return {"image_list": pictures or None, "video_list": videos or None}
