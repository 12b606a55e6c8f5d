"""The names that stand on the wire of new-api: routes, members, codes of its refusals.

Here live names and what one route differs by from the other. Never: what a value means.
Source of every name: dialects' facts 5.1–5.7.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from vidlect_adapters.errors import MalformedRequest

NEW_API: Final = "new-api"
"""The profile's name, and the choice of each of its switches."""

GENERATIONS: Final = "/v1/video/generations"
VIDEOS: Final = "/v1/videos"

MODEL: Final = "model"
PROMPT: Final = "prompt"
MODE: Final = "mode"
IMAGE: Final = "image"
IMAGES: Final = "images"
REFERENCE: Final = "input_reference"
SIZE: Final = "size"
DURATION: Final = "duration"
SECONDS: Final = "seconds"
METADATA: Final = "metadata"
MEMBERS: Final = (MODEL, PROMPT, MODE, IMAGE, IMAGES, REFERENCE, SIZE, DURATION, SECONDS, METADATA)
"""What is read (5.2)."""

WIDTH: Final = "width"
HEIGHT: Final = "height"
FPS: Final = "fps"
SEED: Final = "seed"
COUNT: Final = "n"
RESPONSE_FORMAT: Final = "response_format"
USER: Final = "user"
PUBLISHED: Final = (WIDTH, HEIGHT, FPS, SEED, COUNT, RESPONSE_FORMAT, USER)
"""What the published document lists besides (5.2)."""

NEGATIVE_PROMPT: Final = "negative_prompt"
RESOLUTION: Final = "resolution"
ASPECT_RATIO: Final = "aspect_ratio"
WATERMARK: Final = "watermark"
CAMERA_FIXED: Final = "camera_fixed"
GENERATE_AUDIO: Final = "generate_audio"
FRAMES: Final = "frames"
IMAGE_TAIL: Final = "image_tail"
REFERENCE_URLS: Final = "reference_urls"
AUDIO_URL: Final = "audio_url"
VIDEO_URL: Final = "video_url"
MASK_URL: Final = "mask_url"
CALLBACK_URL: Final = "callback_url"
"""Names in `metadata` that we write for what a film has in neutral words; vendors have others too (`STANDS_FOR`)."""

AUDIO: Final = "audio"
"""In `metadata`, where it is true or false; some vendors have an option of this name that is a text."""

IMAGE_URL: Final = "image_url"
FILE_ID: Final = "file_id"
"""In an `input_reference` that is an object; the latter is the kind of a `Handle` too."""

RATIOS_HEADER: Final = "X-New-Api-Other-Ratios"

INVALID_REQUEST: Final = "invalid_request"
INVALID_JSON: Final = "invalid_json"
INVALID_FORM: Final = "invalid_multipart_form"
MISSING_MODEL: Final = "missing_model"
INVALID_SECONDS: Final = "invalid_seconds"
INVALID_SIZE: Final = "invalid_size"


class Route(NamedTuple):
    """One surface's way to new-api: its name, its path, and whether the gateway announces the end of a task."""

    surface: str
    path: str
    announces: bool = False

    @property
    def is_wrapped(self) -> bool:
        """Whether the query's reply stands in an envelope (5.4) rather than being a video object (5.5)."""
        return self.path == GENERATIONS

    @property
    def length(self) -> str:
        """The member of the length that clients of this route write."""
        return DURATION if self.is_wrapped else SECONDS

    @property
    def picture(self) -> str:
        """The member of a picture that clients of this route write."""
        return IMAGE if self.is_wrapped else REFERENCE


def coded(error: MalformedRequest, code: str) -> MalformedRequest:
    """The same refusal under another of the dialect's words for a mistake."""
    error.code = code
    return error
