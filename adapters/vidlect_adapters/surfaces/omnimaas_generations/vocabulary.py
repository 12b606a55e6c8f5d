"""The words of this surface: its models, its states, its ratios, and one switch per open question.

Here live tables. Never: a function that reads or writes a message.
Source of everything: facts on dialect A (OmniMaaS generations), sections 1.1–1.5, unless a row says otherwise.

Of the contradictions A-1 to A-11 these have one reading only, and no switch: A-2 (code samples that post
`jimeng-1.0` elsewhere: the text is normative, so it is an unknown model here), A-3 (`metadata` is a text in the
table and an object in the sample: both mean the same), A-5 (4–12 seconds for 1-5-pro, the stray 10 lies in it),
A-8 (id and model of a query are those of its create), A-9 (a failure says `error`), A-10 (the number of pictures
gives their roles; what a model supports is its vendor's catalog).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vidlect_adapters import new_api
from vidlect_adapters.profile import Switch

from . import wire


class Adaptive(Enum):
    """Whether a model takes the size `adaptive` where no first frame gives a ratio."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNSAID = "unsaid"
    """The note about it is cut off (A-6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A documented model: its shortest and longest film in seconds, what films are made of, `adaptive`."""

    seconds: tuple[int, int] = (2, 12)
    from_text: bool = True
    from_pictures: bool = True
    adaptive: Adaptive = Adaptive.REFUSED


MODELS: Mapping[str, Row] = {
    "doubao-seedance-1-0-pro-250528": Row(),
    "doubao-seedance-1-0-pro-fast-251015": Row(),
    "doubao-seedance-1-0-lite-i2v-250428": Row(from_text=False, adaptive=Adaptive.UNSAID),
    "doubao-seedance-1-0-lite-t2v-250428": Row(from_pictures=False, adaptive=Adaptive.UNSAID),
    "doubao-seedance-1-5-pro-251215": Row(seconds=(4, 12), adaptive=Adaptive.TAKEN),
}
"""The documented models: their limits are this surface's own, any other model has its vendor's.

The last is only named beside `duration` (A-5), without the date that the vendor's catalog has; lite-t2v is listed
among the models of pictures and makes films from text alone (A-6)."""

DEFAULT_SECONDS: Final = 5
DEFAULT_RESOLUTION: Final = "720p"
DEFAULT_RATIO: Final = "16:9"
"""Of the documented models. They are sent, because the vendor's own differ (A-11)."""

RESOLUTIONS: Final = ("480p", "720p", "1080p")
RATIOS: Mapping[str, tuple[int, int]] = {
    "16:9": (16, 9),
    "1:1": (1, 1),
    "4:3": (4, 3),
    "9:16": (9, 16),
    "3:4": (3, 4),
    "21:9": (21, 9),
}
ADAPTIVE: Final = "adaptive"
RATIO_TOLERANCE: Final = 0.02
"""How far, of the ratio, a size in pixels may be off (A-4): Ark's own sizes are at most 1.7 % off (its facts 3.5)."""

LONGEST_SECONDS: Final = 3600
"""Bound of `duration` for models that this surface does not document; the lineage's own (facts 5.2)."""
RANDOM_SEED: Final = -1

FOREIGN_CONTENT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "image",
            "image_url",
            "image_urls",
            "image_base64",
            "binary_data_base64",
            "input_reference",
            "first_frame",
            "last_frame",
            "image_tail",
            "content",
        ),
        "pictures go in images",
    ),
    **dict.fromkeys(
        ("video", "video_url", "audio_url", "mask_url", "mask_urls"),
        "films are made of text and pictures here",
    ),
    **dict.fromkeys(("req_key", "model_name"), "the model is said by model"),
}
"""Members of sibling dialects whose loss would make another film (RB-18): no profile drops them."""

HINTS: Mapping[str, str] = {
    **dict.fromkeys(
        (wire.SEED, wire.CAMERA_FIXED, wire.WATERMARK, "negative_prompt", "with_audio"), "it goes in metadata"
    ),
    **dict.fromkeys(("seconds", "frames"), "the length is said by duration"),
    **dict.fromkeys(("aspect_ratio", "ratio", "width", "height"), "the shape is said by size"),
    "callback_url": "nothing is announced here; ask for the task's status",
}
"""Why another member of a sibling dialect is lost."""

ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("model", "model_name", "req_key"), wire.MODEL),
    wire.PROMPT: wire.PROMPT,
    **dict.fromkeys(
        ("image", "images", "image_url", "image_urls", "image_tail", "input_reference", "img_url", "content"),
        wire.IMAGES,
    ),
    **dict.fromkeys(("duration", "seconds", "frames"), wire.DURATION),
    **dict.fromkeys(("size", "ratio", "aspect_ratio"), wire.SIZE),
    wire.RESOLUTION: wire.RESOLUTION,
}
"""Names that may not stand in `metadata` → the member that says it: no option changes the film behind its back."""

SOUND: Final = ("with_audio", "generate_audio", "audio")
"""Names in `metadata` of other vendors' models for one wish; `audio` where it is true or false."""

WORDS: Mapping[str, str] = {
    "queued": "queued",
    "running": "processing",
    "succeeded": "succeeded",
    "failed": "failed",
}
"""Canonical state → word."""

SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="first-state",
        choices=("queued", "processing"),
        about="A-1: a task that waits is `queued` in the example and `processing` in the table; both are read",
        source="facts 1.5 A-1",
        confidence="documented",
    ),
    Switch(
        name="pixel-size",
        choices=("refuse", "ratio"),
        about="A-4: `size` is called pixels and lists ratios, for the documented models. ratio: 1280x720 is taken "
        "for 16:9, with a loss",
        source="facts 1.5 A-4",
        confidence="unsure",
    ),
    Switch(
        name="lite-adaptive",
        choices=("accept", "refuse"),
        about="A-6: the note beside `size` about the lite models is cut off. refuse: they take `adaptive` beside a "
        "first frame only, like their sisters",
        source="facts 1.5 A-6",
        confidence="unsure",
    ),
    Switch(
        name="query-task-id",
        choices=("given", "left-out"),
        about="A-7: the reply to a query has no `task_id`, though its path is made of one. given: equal to id",
        source="facts 1.5 A-7",
        confidence="documented",
    ),
    Switch(
        name="picture-ratio",
        choices=("documented", "adaptive"),
        about="A-11: without `size` a film from a first frame is 16:9 by the table, and of the picture's ratio by "
        "the vendor. adaptive: nothing is said, so the picture decides",
        source="facts 1.5 A-11",
        confidence="unsure",
    ),
    Switch(
        name="duration-type",
        choices=("integer", "text-too"),
        about='`duration` is an integer. text-too: "5" is taken as well, as in the lineage',
        source="facts 1.1, 5.2, RB-17",
        confidence="unsure",
    ),
    Switch(
        name="unknown-members",
        choices=("note", "refuse"),
        about="A member that is not documented, or one of a documented model's metadata: noted as a loss, or "
        "refused by name",
        source="facts 1.1; nothing is said",
        confidence="unsure",
    ),
    *new_api.SWITCHES,
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {
        "first-state": "processing",
        "lite-adaptive": "refuse",
        "query-task-id": "left-out",
        "unknown-members": "refuse",
    },
    "lenient": {
        "pixel-size": "ratio",
        "picture-ratio": "adaptive",
        "duration-type": "text-too",
    },
    new_api.NEW_API: new_api.PROFILE,
}
