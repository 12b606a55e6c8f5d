"""The fields of each operation: which it lists, which it needs, and how many items they hold.

Here live tables. Never: the types and ranges of values (the OpenAPI document), nor a check.

Sources: [facts N] is section N of the vendor's facts file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vidlect_mock.message import JsonValue

_SHARED = frozenset(
    {
        "model",
        "prompt",
        "duration",
        "seed",
        "resolution",
        "movement_amplitude",
        "bgm",
        "payload",
        "off_peak",
        "watermark",
        "wm_position",
        "wm_url",
        "meta_data",
        "callback_url",
    }
)
_SOUND = frozenset({"audio", "audio_type"})


class Form(NamedTuple):
    """One operation.

    `listed`: its fields; None: any, its page leaves them open. `needs`: groups of which one field must be there.
    `counts`: field → least and most items. `unwanted`: what `FieldUnwanted` is said to name, by an integrator.
    """

    listed: frozenset[str] | None
    needs: tuple[tuple[str, ...], ...]
    counts: Mapping[str, tuple[int, int]]
    unwanted: frozenset[str] = frozenset()


_TEMPLATE = Form(None, (("template",), ("images",)), {"images": (1, 7)})
_RATIO = frozenset({"aspect_ratio"})

# [facts 3.1 to 3.5]. audio on start-end2video is unsure: the facts say what it is by default on q3, not where.
FORMS: Mapping[str, Form] = {
    "text2video": Form(
        _SHARED | _SOUND | {"style", "aspect_ratio", "images"}, (("model",), ("prompt",)), {"images": (0, 0)}
    ),
    "img2video": Form(
        _SHARED | _SOUND | {"images", "voice_id", "is_rec"},
        (("model",), ("images",)),
        {"images": (1, 1)},
        _RATIO,
    ),
    "startEnd2video": Form(
        _SHARED | _SOUND | {"images"}, (("model",), ("images",)), {"images": (2, 2)}, _RATIO
    ),
    "reference2video": Form(
        _SHARED | _SOUND | {"images", "subjects", "videos", "aspect_ratio", "auto_subjects"},
        (("model",), ("prompt",), ("images", "subjects")),
        {"images": (1, 7), "subjects": (1, 7), "videos": (0, 2)},
    ),
    "multiframe": Form(
        (_SHARED - {"prompt", "duration", "bgm"}) | {"start_image", "image_settings"},
        (("model",), ("start_image",), ("image_settings",)),
        {"image_settings": (2, 9)},
        frozenset({"prompt", "duration", "aspect_ratio", "audio", "audio_type", "voice_id", "bgm"}),
    ),
    "extend": Form(
        _SHARED | {"video_creation_id", "video_url", "images"},
        (("model",), ("video_creation_id", "video_url")),
        {"images": (0, 1)},
    ),
    "lipSync": Form(
        (_SHARED - {"model", "prompt", "duration", "resolution", "movement_amplitude", "bgm", "seed"})
        | {"video_url", "audio_url", "text", "speed", "voice_id", "ref_photo_url", "volume"},
        (("video_url",), ("audio_url", "text")),
        {},
    ),
    "template": _TEMPLATE,
    "template2video": _TEMPLATE,
    "templateStory": Form(None, (), {}),
}

MOST_IMAGES_WITH_VIDEOS = 4  # [facts 3.4]

# What an answer repeats, with what it is where it was left unsaid [facts 5.1]. `None`: chosen by model or number.
ECHOED: Mapping[str, JsonValue] = {
    "model": None,
    "style": "general",
    "prompt": "",
    "images": [],
    "duration": None,
    "seed": 0,
    "aspect_ratio": "16:9",
    "resolution": None,
    "bgm": False,
    "audio": None,
    "movement_amplitude": "auto",
    "payload": "",
    "off_peak": False,
    "watermark": False,
}

# A wish → generations on which it has no effect [facts 3, 3.1].
INEFFECTIVE: Mapping[str, frozenset[str]] = {
    "movement_amplitude": frozenset({"q2", "q3"}),
    "style": frozenset({"q2", "q3"}),
    "bgm": frozenset({"q3"}),
    "audio": frozenset({"q2", "q1", "2.0", "1.5"}),
}
HARMLESS: Mapping[str, JsonValue] = {
    "movement_amplitude": "auto",
    "style": "general",
    "bgm": False,
    "audio": False,
}
"""What every client may say of them."""
