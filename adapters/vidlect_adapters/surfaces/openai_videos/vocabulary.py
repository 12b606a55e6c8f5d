"""The words of this surface: its models and their limits, its states, and one switch per open question.

Here live tables. Never: a function that reads or writes a message.
Source of everything: facts on OpenAI videos, sections 2–4 and 7, unless a row says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vidlect_adapters import new_api
from vidlect_adapters.canonical import FileKind
from vidlect_adapters.profile import Switch

DEFAULT_MODEL: Final = "sora-2"
DEFAULT_SECONDS: Final = "4"
DEFAULT_SIZE: Final = "720x1280"

_SMALL: Final = ("720x1280", "1280x720")
_LARGE: Final = (*_SMALL, "1024x1792", "1792x1024")
_FULL_HD: Final = (*_LARGE, "1080x1920", "1920x1080")

_SIZES_BY_LIMITS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "guide": (_SMALL, _FULL_HD),
    "specification": (_SMALL, _LARGE),
}
SECONDS: Mapping[str, tuple[str, ...]] = {
    "guide": ("4", "8", "12", "16", "20"),
    "specification": ("4", "8", "12"),
}
"""Choice of switch limits → lengths of the documented models."""

_IS_PRO: Mapping[str, bool] = {
    "sora-2": False,
    "sora-2-pro": True,
    "sora-2-2025-10-06": False,
    "sora-2-2025-12-08": False,
    "sora-2-pro-2025-10-06": True,
}
MODELS: Final = tuple(_IS_PRO)
"""The documented models: their limits are this surface's own. Any other model has its vendor's."""
SIZES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    limits: {model: sizes[is_pro] for model, is_pro in _IS_PRO.items()}
    for limits, sizes in _SIZES_BY_LIMITS.items()
}
"""Choice of switch limits → documented model → its sizes (facts 2.2)."""

LONGEST_SECONDS: Final = 3600
"""Bound of `seconds` for models that this surface does not document (dialects' facts 5.2)."""
LONGEST_PROMPT: Final = 32_000
"""Characters."""
LONGEST_LINK: Final = 20_971_520
"""Characters of `image_url`, a data URL included."""
PICTURE_TYPES: Final = ("image/jpeg", "image/png", "image/webp")
"""Of the documented models; other vendors take other pictures too."""

LIFETIME: Final = 3600
"""Seconds from completed_at to expires_at in all recorded objects; a vendor's own time of expiry comes first."""

FOREIGN_CONTENT: Mapping[str, str] = {
    **dict.fromkeys(
        ("image", "images", "image_url", "image_urls", "content", "first_frame", "last_frame", "image_tail"),
        "a picture goes in input_reference",
    ),
    **dict.fromkeys(
        ("video", "video_url", "audio", "audio_url"), "a film is made of text and one picture here"
    ),
}
"""Members of sibling dialects that are content: dropping them would make another film (RB-18), so no profile does."""

WORDS: Mapping[str, str] = {
    "queued": "queued",
    "running": "in_progress",
    "succeeded": "completed",
    "failed": "failed",
}
"""Canonical state → word."""

VARIANTS: Mapping[str, FileKind] = {"video": FileKind.VIDEO, "thumbnail": FileKind.THUMBNAIL}
"""What the content route gives. There is a `spritesheet` too (facts 2.6), of which no other vendor knows."""

SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="limits",
        choices=("guide", "specification"),
        about="Lengths and sizes of the documented models: with 16 and 20 s and 1080p as the guide has them, or "
        "without, as specification and SDK types have them",
        source="facts 2.1, 2.2, 7",
        confidence="documented",
    ),
    Switch(
        name="seconds-type",
        choices=("string", "number-too"),
        about="`seconds` as a JSON number is refused by the original and taken by many gateways. number-too: 8 "
        "and 8.0 are taken as well",
        source="facts 4, 7, RB-17, RB-72",
        confidence="observed",
    ),
    Switch(
        name="size-separator",
        choices=("x", "any"),
        about="`size` is width x height. any: `*` and `X` are taken as well",
        source="facts 7, RB-09",
        confidence="documented",
    ),
    Switch(
        name="reference-form",
        choices=("object", "text-too"),
        about="`input_reference` is a file or an object. text-too: a plain text with an address or a data URL is "
        "taken as well, as new-api takes it",
        source="facts 4 (a string is refused), dialects' facts 5.2",
        confidence="observed",
    ),
    Switch(
        name="unknown-members",
        choices=("refuse", "note"),
        about="A member that is not documented: refused by name as the original does, or noted as a loss",
        source="facts 2.1, 4",
        confidence="observed",
    ),
    Switch(
        name="unknown-model",
        choices=("invalid-value", "not-found"),
        about="A model that nobody has: 400 invalid_value as the original, or 404 model_not_found as gateways",
        source="facts 4, 7",
        confidence="observed",
    ),
    *new_api.SWITCHES,
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {"limits": "specification"},
    "lenient": {
        "seconds-type": "number-too",
        "size-separator": "any",
        "reference-form": "text-too",
        "unknown-members": "note",
        "unknown-model": "not-found",
    },
    new_api.NEW_API: new_api.PROFILE,
}
