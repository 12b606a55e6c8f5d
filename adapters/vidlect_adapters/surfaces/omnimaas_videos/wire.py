"""The names that stand on the wire of this surface, and its refusals.

Here live routes, member names, and how a member at fault is named. Never: what a value means.
Source of every name: facts on dialect B (OmniMaaS videos), sections 2.1–2.4.
"""

from __future__ import annotations

from vidlect_adapters import members
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.form_body import Form
from vidlect_adapters.message import JsonValue

NAME: str = "omnimaas_videos"

VIDEOS = "/v1/videos"
VARIANT = "variant"

MODEL = "model"
PROMPT = "prompt"
SECONDS = "seconds"
SIZE = "size"
RESOLUTION = "resolution"
METADATA = "metadata"
REFERENCE = "input_reference"

CREATE_MEMBERS = frozenset({MODEL, PROMPT, SECONDS, SIZE, RESOLUTION, METADATA, REFERENCE})

IMG_URL = "img_url"
"""The member of `metadata` that is a picture (B-10)."""


def wrong(pointer: str, expected: str, value: JsonValue = None) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return members.wrong(NAME, pointer, expected, value)


FORM = Form(dialect=NAME, file=REFERENCE, wrong=wrong, wrong_type=wrong, json_members=frozenset({METADATA}))
