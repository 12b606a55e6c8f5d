"""The words of this surface: its models, its states, its ratios, and one switch per contradiction.

Here live tables. Never: a function that reads or writes a message.
Source of everything: facts on dialect C (TokenOps), sections 3.1–3.7, unless a row says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vidlect_adapters.canonical import InspectionKind
from vidlect_adapters.profile import Switch

from . import wire


class FilmKind(Enum):
    """What a `req_key` makes: (what it takes, in words; pictures at least; pictures at most)."""

    TEXT = ("no picture (it makes films from text)", 0, 0)
    TEXT_OR_FIRST_FRAME = ("no picture or one, the first frame", 0, 1)
    FIRST_FRAME = ("one picture, the first frame", 1, 1)
    FIRST_AND_LAST_FRAME = ("two pictures, the first and the last frame", 2, 2)
    CAMERA_MOVE = ("one picture, which the camera moves in", 1, 1)
    DIGITAL_HUMAN = ("one picture, of who speaks", 1, 1)

    def __init__(self, takes: str, least: int, most: int) -> None:
        self.takes = takes
        self.least = least
        self.most = most


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One documented pair of `model` and `req_key`."""

    model: str
    req_key: str
    kind: FilmKind


PRO: Final = "jimeng-video-3.0-pro"
HD: Final = "jimeng-video-3.0-720P"
FULL_HD: Final = "jimeng-video-3.0-1080P"
OMNI_HUMAN: Final = "OmniHuman_1.5"

FILMS: Mapping[str, Film] = {
    film.req_key: film
    for film in (
        Film(model=PRO, req_key="jimeng_ti2v_v30_pro", kind=FilmKind.TEXT_OR_FIRST_FRAME),
        Film(model=HD, req_key="jimeng_t2v_v30", kind=FilmKind.TEXT),
        Film(model=HD, req_key="jimeng_i2v_first_v30", kind=FilmKind.FIRST_FRAME),
        Film(model=HD, req_key="jimeng_i2v_first_tail_v30", kind=FilmKind.FIRST_AND_LAST_FRAME),
        Film(model=HD, req_key="jimeng_i2v_recamera_v30", kind=FilmKind.CAMERA_MOVE),
        Film(model=FULL_HD, req_key="jimeng_t2v_v30_1080p", kind=FilmKind.TEXT),
        Film(model=FULL_HD, req_key="jimeng_i2v_first_v30_1080", kind=FilmKind.FIRST_FRAME),
        Film(model=FULL_HD, req_key="jimeng_i2v_first_tail_v30_1080", kind=FilmKind.FIRST_AND_LAST_FRAME),
        Film(model=OMNI_HUMAN, req_key="jimeng_realman_avatar_picture_omni_v15", kind=FilmKind.DIGITAL_HUMAN),
    )
}
"""Every documented `req_key`. The 1080P keys end in `p` for text and not for pictures (RB-06)."""

MODELS: Mapping[str, tuple[str, ...]] = {
    model: tuple(film.req_key for film in FILMS.values() if film.model == model)
    for model in (PRO, HD, FULL_HD, OMNI_HUMAN)
}
"""Documented model → its keys."""

INSPECTIONS: Mapping[str, tuple[InspectionKind, str]] = {
    wire.DETECTION: (InspectionKind.DETECTION, "jimeng_realman_avatar_object_detection"),
    wire.RECOGNITION: (
        InspectionKind.RECOGNITION,
        "jimeng_realman_avatar_picture_create_role_omni_v15",
    ),
}
"""Route → what is asked there, and the key that belongs to it."""

FPS: Final = 24
"""Frames a second behind `frames`: 121 is 24 · 5 + 1."""
LENGTHS: Mapping[int, int] = {5: 121, 10: 241}
"""Seconds → frames: all lengths of the documented models (C-12)."""
LONGEST_SECONDS: Final = 3600
"""Bound of `seconds` for models that this surface does not document; the lineage's own bound (facts 5.2)."""

RATIOS: Mapping[str, tuple[int, int]] = {
    "16:9": (16, 9),
    "4:3": (4, 3),
    "1:1": (1, 1),
    "3:4": (3, 4),
    "9:16": (9, 16),
    "21:9": (21, 9),
}
"""The surface says "common ratios, as the vendor has them"; these are the vendor's (Visual, section 4.1)."""
RATIO_TOLERANCE: Final = 0.02
"""How far, of the ratio, a `size` may be off: 2 % takes the vendor's own pixel sizes, which are cut to
multiples of 16 and at most 0.8 % off (Visual, section 4.1), and never changes an orientation."""

RESOLUTIONS: Mapping[int, str] = {720: "720p", 1080: "1080p"}
ADVISED_PROMPT: Final = 400
"""Characters advised for a prompt; more is not refused."""
ADVISED_SPEECH_PROMPT: Final = 300
"""The same for OmniHuman."""
LONGEST_PROMPT: Final = 32_000
"""Characters: a bound of sanity, not of taste. The dialect only advises 400 and the vendor may ignore what
exceeds 800; 32,000 is the most that any dialect of the facts takes (OpenAI videos), so more is a mistake."""
RANDOM_SEED: Final = -1

FOREIGN_CONTENT: Mapping[str, str] = {
    **dict.fromkeys(
        ("image", "images", "image_url", "input_reference", "binary_data_base64", "image_base64"),
        "pictures go in image_urls or in content",
    ),
    "mask_url": "masks go in mask_urls, or in content with role mask_image",
    "audio_url": "speech goes in content",
    "audio": "speech goes in content",
    "video_url": "there is no video input here",
}
"""Members of sibling dialects that are content: dropping them would make another film (RB-18), so they are refused
where other unknown members are noted."""

STATUS_WORDS: Mapping[str, Mapping[str, str]] = {
    "documented": {
        "queued": "in_queue",
        "running": "processing",
        "succeeded": "completed",
        "failed": "failed",
    },
    "openai": {"queued": "queued", "running": "in_progress", "succeeded": "completed", "failed": "failed"},
}
"""Choice of switch status-words → canonical state → word."""

SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="missing-prompt",
        choices=("by-model", "refuse", "accept"),
        about="C-1: `prompt` is called required, yet samples leave it out. by-model: OmniHuman, and Pro with "
        "a picture, need none",
        source="facts 3.7 C-1",
        confidence="unsure",
    ),
    Switch(
        name="absurd-prompt",
        choices=("refuse", "accept"),
        about="A prompt of more than 32,000 characters, forty times what the vendor reads. accept: it is passed "
        "on as far as the vendor goes, with a loss",
        source="facts 3.1 (400 are advised), Visual section 4.1 (800 at most); nothing is said of a refusal",
        confidence="unsure",
    ),
    Switch(
        name="frames-against-seconds",
        choices=("refuse", "frames"),
        about="C-2: `frames` and `seconds` say different lengths. frames: the vendor's own field wins",
        source="facts 3.7 C-2",
        confidence="unsure",
    ),
    Switch(
        name="ratio-against-size",
        choices=("refuse", "aspect-ratio"),
        about="C-3: `aspect_ratio` and `size` say different shapes. aspect-ratio: it wins",
        source="facts 3.7 C-3",
        confidence="unsure",
    ),
    Switch(
        name="pictures-against-content",
        choices=("refuse", "content"),
        about="C-4: `image_urls` (or `mask_urls`) and `content` hold different pictures. content: it wins, as "
        "its text does",
        source="facts 3.7 C-4",
        confidence="unsure",
    ),
    Switch(
        name="model-against-req-key",
        choices=("refuse", "req-key"),
        about="C-5: `req_key` belongs to another model than `model`. req-key: it decides, and the reply names "
        "its model",
        source="facts 3.7 C-5",
        confidence="unsure",
    ),
    Switch(
        name="text-keys",
        choices=("text-to-video",),
        about="C-6: text keys are labelled text to picture: a slip, one reading only",
        source="facts 3.7 C-6",
        confidence="documented",
    ),
    Switch(
        name="status-words",
        choices=("documented", "openai"),
        about="C-7: in_queue and processing are no OpenAI words, and the official wait helper stops on them. "
        "openai: queued and in_progress",
        source="facts 3.7 C-7",
        confidence="documented",
    ),
    Switch(
        name="reply-members",
        choices=("full", "documented"),
        about="C-8: samples lack `model` and `progress`, and `created_at` in the query. full: with them",
        source="facts 3.7 C-8",
        confidence="unsure",
    ),
    Switch(
        name="recognition",
        choices=("synchronous",),
        about="C-9: recognition is called asynchronous, but no route asks for its result: one reading only",
        source="facts 3.7 C-9",
        confidence="unsure",
    ),
    Switch(
        name="camera-options",
        choices=("required", "optional"),
        about="C-10: the camera key needs template_id and camera_strength at the vendor; this surface names "
        "neither. required: under the vendor's names",
        source="facts 3.7 C-10",
        confidence="unsure",
    ),
    Switch(
        name="base64-form",
        choices=("either", "data-url"),
        about="C-11: `image_base64` shows a data URL, the vendor wants bare base64. either: both are taken",
        source="facts 3.7 C-11",
        confidence="unsure",
    ),
    Switch(
        name="seconds-type",
        choices=("string", "number-too"),
        about="C-12: `seconds` is a string in every sample and a number in the prose. number-too: 5 and 5.0 "
        "are taken as well",
        source="facts 3.7 C-12, RB-17, RB-72",
        confidence="unsure",
    ),
    Switch(
        name="size-separator",
        choices=("x", "any"),
        about="`size` is width x height. any: `*` and `X` are taken as well (RB-09)",
        source="facts 3.1, RB-09",
        confidence="documented",
    ),
    Switch(
        name="unknown-members",
        choices=("note", "refuse"),
        about="A member that is not documented: noted as a loss, or refused by name",
        source="facts 3.1; nothing is said",
        confidence="unsure",
    ),
)

PROFILES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "strict": {
        "base64-form": "data-url",
        "reply-members": "documented",
        "unknown-members": "refuse",
    },
    "lenient": {
        "missing-prompt": "accept",
        "frames-against-seconds": "frames",
        "ratio-against-size": "aspect-ratio",
        "pictures-against-content": "content",
        "model-against-req-key": "req-key",
        "camera-options": "optional",
        "seconds-type": "number-too",
        "size-separator": "any",
    },
}
