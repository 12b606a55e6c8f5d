"""The names that stand on the wire of this surface, and its refusals.

Here live routes and member names. Never: what a value means.
Source of every name: facts on dialect A (OmniMaaS generations), sections 1.1–1.3.
"""

from __future__ import annotations

from vidlect_adapters import members, new_api
from vidlect_adapters.errors import Inexpressible, MalformedRequest
from vidlect_adapters.message import JsonValue

NAME: str = "omnimaas_generations"

GENERATIONS = "/v1/video/generations"
VIDEOS = "/v1/videos"
"""Where the lineage has the film itself; this dialect shows films by link and documents no such route."""

NEW_API = new_api.Route(surface=NAME, path=GENERATIONS)
"""The same path as new-api has it."""

JSON = "application/json"

MODEL = "model"
PROMPT = "prompt"
IMAGES = "images"
DURATION = "duration"
RESOLUTION = "resolution"
SIZE = "size"
METADATA = "metadata"

CREATE_MEMBERS = frozenset({MODEL, PROMPT, IMAGES, DURATION, RESOLUTION, SIZE, METADATA})

SEED = "seed"
CAMERA_FIXED = "camera_fixed"
WATERMARK = "watermark"
"""The documented members of `metadata`."""

ID = "id"
TASK_ID = "task_id"
URL = "url"


def wrong(pointer: str, expected: str, value: JsonValue = None) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return members.wrong(NAME, pointer, expected, value)


def unsaid(pointer: str, text: str, value: JsonValue = None) -> Inexpressible:
    """What this surface has no words for."""
    return Inexpressible(NAME, text, pointer=pointer, value=value)
