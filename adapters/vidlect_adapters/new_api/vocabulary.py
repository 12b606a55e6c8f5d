"""The words of new-api: names in `metadata`, states, and the switches of the surfaces that have its profile.

Here live tables. Never: a function that reads or writes a message.
Source: dialects' facts 5.2–5.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vidlect_adapters.canonical import RunState
from vidlect_adapters.profile import Switch

from . import wire
from .wire import NEW_API

STANDS_FOR: Mapping[str, str] = {
    **{
        name: name
        for name in (
            *(wire.PROMPT, wire.MODE, wire.IMAGE, wire.IMAGES, wire.SIZE, wire.DURATION, wire.SECONDS),
            *wire.PUBLISHED,
            *(wire.NEGATIVE_PROMPT, wire.RESOLUTION, wire.ASPECT_RATIO, wire.WATERMARK, wire.CAMERA_FIXED),
            *(wire.GENERATE_AUDIO, wire.FRAMES, wire.IMAGE_TAIL, wire.REFERENCE_URLS, wire.AUDIO_URL),
            *(wire.VIDEO_URL, wire.MASK_URL, wire.CALLBACK_URL),
        )
    },
    "output_resolution": wire.RESOLUTION,
    "ratio": wire.ASPECT_RATIO,
    "sound": wire.GENERATE_AUDIO,
    wire.AUDIO: wire.GENERATE_AUDIO,
    **dict.fromkeys(("image_urls", "binary_data_base64"), wire.IMAGES),
    **dict.fromkeys(("first_frame_url", "img_url"), wire.IMAGE),
    "last_frame_url": wire.IMAGE_TAIL,
    **dict.fromkeys(("ref_images_url", "image_list", wire.IMAGE_URL), wire.REFERENCE_URLS),
    **dict.fromkeys(("mask_image_url", "static_mask"), wire.MASK_URL),
}
"""Name in `metadata` → the name under which we read it: the vendors' own names, since it is laid over the vendor's
body. Every other name is an option of the routed vendor, which refuses by name what it does not know."""

FLAGS: Mapping[str, bool] = {"true": True, "false": False, "on": True, "off": False}
"""A boolean in words: as a form writes it, and as one vendor does."""
FRAMES_A_SECOND: Final = 24
"""Of every vendor that counts a length in frames."""
AUTOMATIC: Final = -1
"""As a duration: the model chooses. As a seed: any."""
LONGEST: Final = 3600
"""Seconds that a create may ask for; nought says nothing."""

SUCCEEDED: Final = "succeeded"
FAILED: Final = "failed"
_QUEUED = RunState.QUEUED.value
_RUNNING = RunState.RUNNING.value

WRAPPED_STATES: Mapping[str, str] = {
    "NOT_START": _QUEUED,
    "SUBMITTED": _QUEUED,
    "QUEUED": _QUEUED,
    "IN_PROGRESS": _RUNNING,
    "SUCCESS": SUCCEEDED,
    "FAILURE": FAILED,
    "UNKNOWN": _QUEUED,
}
"""Word of the generations form → canonical state; of a task that nobody knows more of, nothing has been heard yet."""
VIDEO_STATES: Mapping[str, str] = {
    "queued": _QUEUED,
    "in_progress": _RUNNING,
    "completed": SUCCEEDED,
    "failed": FAILED,
    "unknown": _QUEUED,
}
"""Word of the videos form → canonical state."""
WRAPPED_WORDS: Mapping[str, str] = {
    _QUEUED: "QUEUED",
    _RUNNING: "IN_PROGRESS",
    SUCCEEDED: "SUCCESS",
    FAILED: "FAILURE",
}
"""Canonical state → word of the generations form, as we write it."""
VIDEO_WORDS: Mapping[str, str] = {
    _QUEUED: "queued",
    _RUNNING: "in_progress",
    SUCCEEDED: "completed",
    FAILED: "failed",
}
"""Canonical state → word of the videos form."""
LEAST_PROGRESS: Mapping[str, int] = {_QUEUED: 20, _RUNNING: 30, SUCCEEDED: 100, FAILED: 100}
"""Per cent that a state stands for (5.6); a failure is shown as 100 too."""

_DOCUMENTED: Final = "documented"
SWITCHES: tuple[Switch, ...] = (
    Switch(
        name="requests",
        choices=(_DOCUMENTED, NEW_API),
        about="What a create may say: what the surface documents, or what new-api reads as it is built",
        source="dialects' facts 5.2",
        confidence="observed",
    ),
    Switch(
        name="replies",
        choices=(_DOCUMENTED, NEW_API),
        about="Replies to create and query, and ids: as documented, or as new-api has them; below "
        "/v1/video/generations in an envelope with upper-case states",
        source="dialects' facts 5.3–5.6",
        confidence="observed",
    ),
    Switch(
        name="errors",
        choices=(_DOCUMENTED, NEW_API),
        about="Refusals: as documented, or in new-api's three shapes, where an unknown task is 400 and an unknown "
        "model 503",
        source="dialects' facts 5.7",
        confidence="observed",
    ),
)
PROFILE: Mapping[str, str] = {switch.name: NEW_API for switch in SWITCHES}
"""The profile `new-api`: all of them."""
