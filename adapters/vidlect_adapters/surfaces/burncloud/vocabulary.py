"""The words of this surface: its states, what stands in `metadata`, and one switch per contradiction.

Here live tables. Never: a function that reads or writes a message.
Source of everything: facts on dialect D (BurnCloud), sections 4.1–4.5, unless a row says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from vidlect_adapters import new_api
from vidlect_adapters.profile import Switch

JIMENG: Final = "jimeng_"
"""How every name of the family begins within which `metadata.req_key` may choose (D-3)."""


class Wish(Enum):
    """What a free option asks for, where the neutral request has a place for it."""

    SEED = "seed"
    LENGTH = "length"
    LENGTH_IN_FRAMES = "length in frames"
    FPS = "frames a second"
    NEGATIVE_PROMPT = "negative prompt"
    WATERMARK = "watermark"
    SOUND = "sound"
    CAMERA_FIXED = "fixed camera"
    PIXELS = "size in pixels"
    RESOLUTION = "resolution"
    ASPECT = "aspect ratio"
    CALLBACK = "callback"
    PICTURES = "pictures, with roles by their number"
    FIRST_FRAME = "first frame"
    LAST_FRAME = "last frame"
    REFERENCES = "reference pictures"
    SPEECH = "speech"
    MOTION = "driving video"
    MASKS = "masks"


OPTIONS: Mapping[str, Wish] = {
    "seed": Wish.SEED,
    "duration": Wish.LENGTH,  # Kling, Vidu, Ark, DashScope
    "seconds": Wish.LENGTH,  # OpenAI
    "frames": Wish.LENGTH_IN_FRAMES,  # Jimeng, Ark
    "fps": Wish.FPS,
    "negative_prompt": Wish.NEGATIVE_PROMPT,
    "watermark": Wish.WATERMARK,  # Ark, DashScope, Vidu
    "watermark_info": Wish.WATERMARK,  # Kling
    "generate_audio": Wish.SOUND,  # Ark
    "audio": Wish.SOUND,  # Vidu, DashScope
    "sound": Wish.SOUND,  # Kling
    "camera_fixed": Wish.CAMERA_FIXED,  # Ark
    "size": Wish.PIXELS,  # DashScope, OpenAI
    "resolution": Wish.RESOLUTION,  # Vidu, Ark, DashScope
    "output_resolution": Wish.RESOLUTION,  # Jimeng's digital human
    "aspect_ratio": Wish.ASPECT,  # Kling, Jimeng, Vidu
    "ratio": Wish.ASPECT,  # Ark, DashScope
    "callback_url": Wish.CALLBACK,
    "image_urls": Wish.PICTURES,  # Jimeng
    "binary_data_base64": Wish.PICTURES,  # Jimeng
    "images": Wish.PICTURES,  # Vidu
    "first_frame_url": Wish.FIRST_FRAME,  # DashScope
    "img_url": Wish.FIRST_FRAME,  # DashScope
    "image": Wish.FIRST_FRAME,  # Kling
    "last_frame_url": Wish.LAST_FRAME,  # DashScope
    "image_tail": Wish.LAST_FRAME,  # Kling
    "reference_urls": Wish.REFERENCES,  # DashScope
    "ref_images_url": Wish.REFERENCES,  # DashScope
    "image_list": Wish.REFERENCES,  # Kling
    "image_url": Wish.REFERENCES,  # Jimeng's digital human: who speaks
    "audio_url": Wish.SPEECH,  # Jimeng's digital human, DashScope
    "video_url": Wish.MOTION,  # Jimeng's digital human, DashScope
    "mask_url": Wish.MASKS,  # Jimeng's digital human
    "mask_image_url": Wish.MASKS,  # DashScope
    "static_mask": Wish.MASKS,  # Kling
}
"""Name in `metadata` → wish. Vendors' own names (4.5: "same names"), so that a client may use the vendor's document;
every other name is an option of the routed vendor, which refuses by name what it does not know."""

NOT_AN_OPTION: Mapping[str, str] = {"model": "model", "model_name": "model", "prompt": "prompt"}
"""Name in `metadata` → the member that alone may say it (D-3): another film would be made behind the client's back."""

SOUND_WORDS: Mapping[str, bool] = {"on": True, "off": False}
"""Kling's `sound`."""
FRAMES_A_SECOND: Final = 24
"""Of every vendor that counts a length in frames (Jimeng, Ark)."""
AUTOMATIC: Final = -1
"""As `metadata.duration`: the model chooses (Ark, DashScope)."""
RANDOM_SEED: Final = -1
"""Of the vendors that have a word for it (Jimeng, Ark)."""

LONGEST_SECONDS: Final = 3600
"""Bound of a length; the lineage's own (facts 5.2)."""
LARGEST_SIDE: Final = 99_999
"""Pixels: five digits, as on the sibling surfaces; vendors' limits are far below."""
LONGEST_PROMPT: Final = 32_000
"""Characters: a bound of sanity, the most that any dialect of the facts takes (OpenAI videos)."""

_MEDIA: Final = frozenset(
    {
        Wish.PICTURES, Wish.FIRST_FRAME, Wish.LAST_FRAME, Wish.REFERENCES, Wish.SPEECH, Wish.MOTION, Wish.MASKS,
    }
)  # fmt: skip
FOREIGN: Mapping[str, str] = {
    **{
        name: f"it goes in metadata.{name}"
        for name, wish in OPTIONS.items()
        if wish in _MEDIA and name != "image"
    },
    **dict.fromkeys(("input_reference", "content", "image_base64"), "a picture goes in image"),
    "req_key": "it goes in metadata.req_key",
    "model_name": "the model goes in model",
}
"""Members of sibling dialects that are content: dropping them would make another film (RB-18), so they are refused
where other unknown members are noted."""

WORDS: Mapping[str, str] = {
    "queued": "queued",
    "running": "in_progress",
    "succeeded": "completed",
    "failed": "failed",
}
"""Canonical state → word."""
FILM_FORMAT: Final = "mp4"

SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="size-against-sides",
        choices=("refuse", "sides"),
        about="D-1: `size` (in the samples) and `width` with `height` (in the table) differ. sides: the table wins",
        source="facts 4.4 D-1",
        confidence="unsure",
    ),
    Switch(
        name="metadata-against-members",
        choices=("refuse", "metadata"),
        about="D-2, D-4: a member and `metadata` ask for different things. metadata: it wins, being the vendor's own",
        source="facts 4.4 D-2, D-4",
        confidence="unsure",
    ),
    Switch(
        name="req-key-against-model",
        choices=("same-family", "refuse"),
        about="D-3: `metadata.req_key` is another Jimeng key than `model`. same-family: it runs, and the reply to the "
        "create names it; refuse: only `model` says what runs",
        source="facts 4.4 D-3",
        confidence="unsure",
    ),
    Switch(
        name="error-shape",
        choices=("flat", "nested-too"),
        about="D-5: refusals are flat here and nested in most of the lineage. nested-too: both are read",
        source="facts 4.4 D-5",
        confidence="documented",
    ),
    Switch(
        name="error-code",
        choices=("null-or-text", "null"),
        about="D-6: `code` is null in every documented refusal. null-or-text: a text is read too; null is written",
        source="facts 4.4 D-6",
        confidence="documented",
    ),
    Switch(
        name="metadata-form",
        choices=("object", "text-too"),
        about="`metadata` is an object; siblings of the lineage have the JSON text of one. text-too: taken as well",
        source="facts 4.1, 5.2",
        confidence="documented",
    ),
    Switch(
        name="number-form",
        choices=("number", "text-too"),
        about="duration, fps, width, height, n and seed are numbers. text-too: digits in a string are taken as well",
        source="facts 4.1, 5.2, RB-17, RB-72",
        confidence="documented",
    ),
    Switch(
        name="size-separator",
        choices=("x", "any"),
        about="`size` is width x height. any: `*` and `X` are taken as well (RB-09)",
        source="facts 4.1, RB-09",
        confidence="documented",
    ),
    Switch(
        name="response-format",
        choices=("url", "any"),
        about="No value of `response_format` is given; a film comes by its address. any: another wish is noted as lost",
        source="facts 4.1",
        confidence="unsure",
    ),
    Switch(
        name="unknown-members",
        choices=("note", "refuse"),
        about="A member that is not documented: noted as a loss, or refused by name",
        source="facts 4.1; nothing is said",
        confidence="unsure",
    ),
    Switch(
        name="created-members",
        choices=("full", "documented"),
        about="The reply to a create. documented: task_id and status, as published; full: the lineage's video object "
        "too, whose id is the task_id and whose model is what runs (D-3)",
        source="facts 4.3, 5.3",
        confidence="unsure",
    ),
    *new_api.SWITCHES,
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {
        "req-key-against-model": "refuse",
        "error-code": "null",
        "unknown-members": "refuse",
        "created-members": "documented",
    },
    "lenient": {
        "size-against-sides": "sides",
        "metadata-against-members": "metadata",
        "error-shape": "nested-too",
        "metadata-form": "text-too",
        "number-form": "text-too",
        "size-separator": "any",
        "response-format": "any",
    },
    new_api.NEW_API: new_api.PROFILE,
}
