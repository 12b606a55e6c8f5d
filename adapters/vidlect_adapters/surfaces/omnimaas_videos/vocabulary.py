"""The words of this surface: its models and their limits, its states, and one switch per contradiction.

Here live tables. Never: a function that reads or writes a message.
Source of everything: facts on dialect B (OmniMaaS videos), section 2, unless a row says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vidlect_adapters.canonical import FileKind
from vidlect_adapters.profile import Switch

from . import wire

TEXT_MODEL: Final = "wan2.6-t2v"
PICTURE_MODEL: Final = "wan2.6-i2v"
MODELS: Final = (TEXT_MODEL, PICTURE_MODEL)
"""The documented models: their limits are this surface's own. Any other model has its vendor's."""

JIMENG: Final = "jimeng-1.0"
JIMENG_MODEL: Final = "jimeng_ti2v_v30_pro"
"""A-2: what the programs of seed 000 ask this surface for, and the vendor's model behind it."""

DEFAULT_SECONDS: Final = "5"
DEFAULT_SIZE: Final = "1920x1080"
"""Of the documented models; their vendor's defaults too (DashScope 4, 4.1), so nothing is sent for them."""
SECONDS: Final = ("5", "10", "15")
LONGEST_SECONDS: Final = 3600
"""Bound of `seconds` for models that this surface does not document (facts 5.2)."""
LONGEST_PROMPT: Final = 32_000
"""Characters: a bound of sanity, the most that any dialect takes (OpenAI videos); the surface gives none."""
LONGEST_PICTURE: Final = 20_971_520
"""Characters of a picture given as a text, as OpenAI videos bound them."""

SIZES: Mapping[str, tuple[str, ...]] = {
    "1080p": ("1920x1080", "1080x1920", "1440x1440", "1632x1248", "1248x1632"),
    "720p": ("1280x720", "720x1280", "960x960", "1088x832", "832x1088"),
}
"""Tier → its sizes; the first is 16:9. The tier 720P is only named by the document, its sizes are the vendor's."""
TIER_OF_SIZE: Mapping[str, str] = {size: tier for tier, sizes in SIZES.items() for size in sizes}

QUALITY: Final = "standard"
"""The one quality in the example of a query."""
LIFETIME: Final = 86_400
"""Seconds for which a film is there where its vendor does not say: the day between the example's two times."""

SAID_ELSEWHERE: Mapping[str, str] = {
    "model": "metadata never changes the model",
    "model_name": "metadata never changes the model",
    "req_key": "metadata never changes the model",
    "prompt": "it goes in prompt",
    **dict.fromkeys(("seconds", "duration", "frames"), "a length goes in seconds"),
    **dict.fromkeys(("size", "width", "height", "aspect_ratio", "ratio"), "a size goes in size"),
    "resolution": "it goes in resolution",
    "n": "a task makes one film",
}
"""Members of `metadata` that the create itself says."""

FOREIGN_CONTENT: Mapping[str, str] = {
    **dict.fromkeys(
        ("image", "images", "image_url", "image_urls", "content", "first_frame", "first_frame_url"),
        f"a picture is a file in {wire.REFERENCE}, or an address in metadata.{wire.IMG_URL}",
    ),
    **dict.fromkeys(
        (
            *("last_frame", "last_frame_url", "image_tail", "reference_images", "reference_urls"),
            *("binary_data_base64", "video", "videos", "video_url", "video_urls", "audio_url", "audio_urls"),
            *("audio_file", "mask", "mask_url", "mask_urls", "media"),
        ),
        "a film is made of text and one picture, the first frame, here",
    ),
}
"""Content in the words of sibling dialects: dropping it would make another film (RB-18), so no profile does."""
MISPLACED: Mapping[str, str] = {
    **FOREIGN_CONTENT,
    wire.IMG_URL: f"it goes in metadata.{wire.IMG_URL}",
    "audio": "whether there is sound goes in metadata.audio; there is no member for a sound",
}
"""The same beside `metadata`."""

STATUS_WORDS: Mapping[str, Mapping[str, str]] = {
    "documented": {
        "running": "processing",
        "queued": "processing",
        "succeeded": "succeeded",
        "failed": "failed",
    },
    "openai": {"queued": "queued", "running": "in_progress", "succeeded": "completed", "failed": "failed"},
}
"""Choice of switch status-words → canonical state → word; one that stands for two states is read as the first."""

VARIANTS: Mapping[str, FileKind] = {
    "video": FileKind.VIDEO,
    "mp4": FileKind.VIDEO,
    "thumbnail": FileKind.THUMBNAIL,
}
"""What the content route gives. The document names none but its default, the MP4; these are OpenAI's words."""

SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="size-separator",
        choices=("any", "star-or-x"),
        about="B-1: `size` has `*` in the text and `x` in the curl samples and in replies. any: `X` as well",
        source="facts 2.7 B-1, RB-09",
        confidence="documented",
    ),
    Switch(
        name="leftover-models",
        choices=("by-vendor",),
        about="B-2: a sample says sora-2 with 3 seconds and 1920x1080, a leftover: one reading only, the limits of "
        "that model's vendor",
        source="facts 2.7 B-2",
        confidence="documented",
    ),
    Switch(
        name="size-against-resolution",
        choices=("refuse", "size"),
        about="B-3: in image mode `size` or `resolution`; both of different tiers are refused. size: it wins",
        source="facts 2.7 B-3",
        confidence="unsure",
    ),
    Switch(
        name="text-resolution",
        choices=("refuse", "accept"),
        about="B-3: `resolution` stands in a sample of image mode alone. accept: in text mode it is the tier, 16:9",
        source="facts 2.1, 2.7 B-3",
        confidence="unsure",
    ),
    Switch(
        name="film-link",
        choices=("url", "route"),
        about="B-4: `url` is required in the query of a finished task and absent in its example. route: left out, "
        "the content route suffices",
        source="facts 2.7 B-4",
        confidence="documented",
    ),
    Switch(
        name="status-words",
        choices=("documented", "openai"),
        about="B-5: processing and succeeded, or the OpenAI words; never both from one gateway",
        source="facts 2.7 B-5",
        confidence="documented",
    ),
    Switch(
        name="unfinished-expiry",
        choices=("null", "day"),
        about="B-6: `expires_at` is required before there is anything to expire. null: it is not known yet. day: a "
        "day after the create",
        source="facts 2.7 B-6",
        confidence="unsure",
    ),
    Switch(
        name="reference-films",
        choices=("none",),
        about="B-7: films from references are announced without model or fields: one reading only",
        source="facts 2.7 B-7",
        confidence="documented",
    ),
    Switch(
        name="key-header",
        choices=("bearer-blank-key",),
        about="B-9: prose writes `Bearer: sk-…`, samples `Bearer sk-…`: one reading only, the samples'",
        source="facts 2.7 B-9",
        confidence="documented",
    ),
    Switch(
        name="metadata-picture",
        choices=("img-url", "refuse"),
        about="B-10: metadata is said to carry a picture's address; the key is not named. img-url: the vendor's name",
        source="facts 2.7 B-10",
        confidence="unsure",
    ),
    Switch(
        name="body",
        choices=("json-too", "form"),
        about="B-8, A-2: a form is documented; the lineage takes JSON too, and so do the programs of seed 000. "
        "form: JSON is refused with 415",
        source="facts 1.5 A-2, 2.1, 2.7 B-8, 5.2",
        confidence="observed",
    ),
    Switch(
        name="jimeng-1.0",
        choices=("unknown", "visual-pro"),
        about="A-2: programs of seed 000 ask for jimeng-1.0, which no list has. visual-pro: Jimeng 3.0 Pro is meant",
        source="facts 1.5 A-2",
        confidence="unsure",
    ),
    Switch(
        name="wan-lengths",
        choices=("three", "vendor"),
        about="`seconds` of the documented models: 5, 10 and 15 as listed, or what the vendor takes now",
        source="facts 2.1",
        confidence="documented",
    ),
    Switch(
        name="seconds-type",
        choices=("string", "number-too"),
        about="`seconds` is a string. number-too: 5 and 5.0 in JSON are taken as well",
        source="facts 2.1, 5.2, RB-17, RB-72",
        confidence="documented",
    ),
    Switch(
        name="reference-form",
        choices=("file", "text-too"),
        about="`input_reference` is a file of a form (in JSON an address). text-too: an address in a form is taken "
        "as well, as the lineage takes it",
        source="facts 2.1, 5.2",
        confidence="observed",
    ),
    Switch(
        name="unknown-members",
        choices=("note", "refuse"),
        about="A member that is not documented: noted as a loss, or refused by name",
        source="facts 2.1; nothing is said",
        confidence="unsure",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {
        "size-separator": "star-or-x",
        "unfinished-expiry": "day",
        "body": "form",
        "unknown-members": "refuse",
    },
    "lenient": {
        "size-against-resolution": "size",
        "text-resolution": "accept",
        "film-link": "route",
        "wan-lengths": "vendor",
        "seconds-type": "number-too",
        "reference-form": "text-too",
    },
    "openai-words": {"status-words": "openai"},
    "seed-000": {"jimeng-1.0": "visual-pro"},
}
