"""The names that stand on the wire of this surface, and its refusals.

Here live routes, member names, and how a member at fault is named. Never: what a value means.
Source of every name: facts on OpenAI videos, sections 2.1, 2.4 and 4.
"""

from __future__ import annotations

from vidlect_adapters import new_api
from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.form_body import Form
from vidlect_adapters.json_body import json_type
from vidlect_adapters.members import is_unsaid
from vidlect_adapters.message import JsonObject, JsonValue

NAME: str = "openai_videos"

VIDEOS = "/v1/videos"
VARIANT = "variant"

NEW_API = new_api.Route(surface=NAME, path=VIDEOS)
"""The same path as new-api has it."""

PROMPT = "prompt"
MODEL = "model"
SECONDS = "seconds"
SIZE = "size"
REFERENCE = "input_reference"
CHARACTERS = "characters"

IMAGE_URL = "image_url"
FILE_ID = "file_id"
"""The kind of a `Handle` too."""

CREATE_MEMBERS = frozenset({PROMPT, MODEL, SECONDS, SIZE, REFERENCE, CHARACTERS})

MISSING = "missing_required_parameter"
WRONG_TYPE = "invalid_type"
WRONG_VALUE = "invalid_value"
UNKNOWN = "unknown_parameter"


def refused(pointer: str, reason: str, value: JsonValue, code: str = WRONG_VALUE) -> MalformedRequest:
    """The refusal of a member: its name, why, what came; `code` is the dialect's word for the mistake."""
    error = MalformedRequest(NAME, reason, pointer=pointer, value=value)
    error.message = f"{error.field}: {reason}"
    error.code = code
    return error


def wrong(pointer: str, expected: str, value: JsonValue, code: str = WRONG_VALUE) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return refused(pointer, f"must be {expected}", value, code)


def wrong_type(pointer: str, expected: str, value: JsonValue) -> MalformedRequest:
    """The refusal of a value of another type than the expected one."""
    return wrong(pointer, expected, value, WRONG_TYPE)


FORM = Form(dialect=NAME, file=REFERENCE, wrong=wrong, wrong_type=wrong_type)


def text_of(body: JsonObject, name: str) -> str | None:
    """A string member, None when absent."""
    value = body.get(name)
    if is_unsaid(value):
        return None
    if not isinstance(value, str):
        raise wrong(f"/{name}", f"a string, not {json_type(value)}", value, WRONG_TYPE)
    return value
