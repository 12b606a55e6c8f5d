"""The names that stand on the wire of this surface, and its refusals.

Here live routes, member names, and how a member at fault is named. Never: what a value means.
Source of every name: facts on dialect D (BurnCloud), sections 4.1–4.3.
"""

from __future__ import annotations

from vidlect_adapters import members, new_api
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.message import JsonValue

NAME: str = "burncloud"

GENERATIONS = "/v1/video/generations"
VIDEOS = "/v1/videos"
"""Of the lineage: the content route is below it (facts 5.1)."""

NEW_API = new_api.Route(surface=NAME, path=GENERATIONS, announces=True)
"""The same path as new-api has it."""

MODEL = "model"
PROMPT = "prompt"
DURATION = "duration"
FPS = "fps"
WIDTH = "width"
HEIGHT = "height"
SIZE = "size"
IMAGE = "image"
METADATA = "metadata"
COUNT = "n"
RESPONSE_FORMAT = "response_format"
SEED = "seed"
USER = "user"

CREATE_MEMBERS = frozenset(
    {
        MODEL, PROMPT, DURATION, FPS, WIDTH, HEIGHT, SIZE, IMAGE, METADATA, COUNT, RESPONSE_FORMAT, SEED, USER,
    }
)  # fmt: skip

REQ_KEY = "req_key"
"""In metadata: the Jimeng key that runs (D-3)."""

CALLBACK_POINTER: str = f"/{METADATA}/callback_url"
"""Where a client names the address to which the end of its task is posted (D-7)."""

ID = "id"
TASK_ID = "task_id"
STATUS = "status"
URL = "url"
FORMAT = "format"
ERROR = "error"


def refused(pointer: str, reason: str, value: JsonValue) -> MalformedRequest:
    """The refusal of a member: its name, why, what came."""
    return members.refused(NAME, pointer, reason, value)


def wrong(pointer: str, expected: str, value: JsonValue) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return members.wrong(NAME, pointer, expected, value)


def in_metadata(name: str) -> str:
    """The pointer of a free option."""
    return members.pointer_to(name, f"/{METADATA}")
