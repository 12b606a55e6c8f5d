"""The fields of classic creates: which there are, and which must be there.

Here live names, and the messages for what is missing. Never: a value's form (that is the OpenAPI document; a test holds
the two against each other).

Sources: [facts 7]; messages that were seen [facts 6.2], the others are built like them.
"""

from __future__ import annotations

from collections.abc import Mapping

_ANY: frozenset[str] = frozenset({"watermark_info", "callback_url", "external_task_id"})
_FILM: frozenset[str] = frozenset({"model_name", "prompt", "negative_prompt", "mode", "duration"}) | _ANY
_SHOTS: frozenset[str] = frozenset(
    {"sound", "voice_list", "cfg_scale", "camera_control", "multi_shot", "shot_type", "multi_prompt"}
)

FIELDS: Mapping[str, frozenset[str]] = {
    "text2video": _FILM | _SHOTS | {"aspect_ratio"},
    "image2video": _FILM | _SHOTS | {"image", "image_tail", "static_mask", "dynamic_masks", "element_list"},
    "multi-image2video": _FILM | {"image_list", "aspect_ratio"},
    "omni-video": _ANY
    | {"model_name", "prompt", "mode", "duration", "aspect_ratio", "sound"}
    | {"image_list", "element_list", "video_list"},
    "video-extend": _ANY | {"video_id", "prompt", "negative_prompt", "cfg_scale"},
    "advanced-lip-sync": _ANY | {"session_id", "face_choose"},
    "lip-sync": _ANY | {"input"},
    "effects": _ANY | {"effect_scene", "input"},
    "avatar/image2video": _ANY | {"image", "audio_id", "sound_file", "prompt", "mode"},
    "motion-control": _ANY
    | {"model_name", "prompt", "mode", "image_url", "video_url", "character_orientation"}
    | {"keep_original_sound", "element_list"},
    "multi-elements": _FILM | {"session_id", "edit_mode", "image_list"},
    "identify-face": frozenset({"video_id", "video_url"}),
    "multi-elements/init-selection": frozenset({"video_id", "video_url"}),
    "multi-elements/add-selection": frozenset({"session_id", "frame_index", "points"}),
    "multi-elements/delete-selection": frozenset({"session_id", "frame_index", "points"}),
    "multi-elements/clear-selection": frozenset({"session_id"}),
    "multi-elements/preview-selection": frozenset({"session_id"}),
}

NO_PICTURE = "image can not be null"  # [facts 6.2]
NO_VIDEO = "video_id or video_url is required"  # [facts 6.2]

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "multi-image2video": ("image_list", "prompt"),
    "omni-video": ("prompt",),
    "video-extend": ("video_id",),
    "advanced-lip-sync": ("session_id", "face_choose"),
    "lip-sync": ("input",),
    "effects": ("effect_scene", "input"),
    "avatar/image2video": ("image",),
    "motion-control": ("image_url", "video_url", "character_orientation", "mode"),
    "multi-elements": ("session_id", "edit_mode", "prompt"),
    "multi-elements/add-selection": ("session_id", "frame_index", "points"),
    "multi-elements/delete-selection": ("session_id", "frame_index", "points"),
    "multi-elements/clear-selection": ("session_id",),
    "multi-elements/preview-selection": ("session_id",),
}
"""Always; what depends on other fields is in `rules`."""

BLANK_IN_SAMPLES: frozenset[str] = frozenset({"callback_url", "external_task_id"})
"""Sent as "" by the vendor's own samples. [facts 7]"""

PICTURE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "image2video": ("image", "image_tail", "static_mask"),
    "avatar/image2video": ("image",),
    "motion-control": ("image_url",),
}
PICTURE_LISTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "image2video": (("dynamic_masks", "mask"),),
    "multi-image2video": (("image_list", "image"),),
    "multi-elements": (("image_list", "image"),),
    "omni-video": (("image_list", "image_url"),),
}
"""(array, member) of pictures in objects of an array."""
