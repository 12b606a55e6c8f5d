"""The names that stand on the wire of this surface, and typed reading of its JSON members.

Here live routes, member names and one reader per JSON type. Never: what a value means.
Source of every name: facts on dialect C (TokenOps), sections 3.1–3.4.
"""

from __future__ import annotations

from collections.abc import Mapping

from vidlect_adapters.errors import MalformedRequest
from vidlect_adapters.json_body import json_type
from vidlect_adapters.message import JsonObject, JsonValue

NAME: str = "tokenops"

VIDEOS = "/v1/videos"
DETECTION = "/v1/omnihuman/subject/detection"
RECOGNITION = "/v1/omnihuman/subject/recognition"

MODEL = "model"
REQ_KEY = "req_key"
PROMPT = "prompt"
SEED = "seed"
FRAMES = "frames"
SECONDS = "seconds"
ASPECT_RATIO = "aspect_ratio"
SIZE = "size"
IMAGE_URLS = "image_urls"
CONTENT = "content"
GENERATION_TYPE = "generation_type"
MASK_URLS = "mask_urls"
OUTPUT_RESOLUTION = "output_resolution"
PE_FAST_MODE = "pe_fast_mode"
TEMPLATE_ID = "template_id"
CAMERA_STRENGTH = "camera_strength"
IMAGE_URL = "image_url"

CREATE_MEMBERS = frozenset(
    {
        MODEL, REQ_KEY, PROMPT, SEED, FRAMES, SECONDS, ASPECT_RATIO, SIZE, IMAGE_URLS, CONTENT,
        GENERATION_TYPE, MASK_URLS, OUTPUT_RESOLUTION, PE_FAST_MODE, TEMPLATE_ID, CAMERA_STRENGTH,
    }
)  # fmt: skip
INSPECTION_MEMBERS = frozenset({MODEL, REQ_KEY, IMAGE_URL})

TEXT_ITEM = "text"
IMAGE_URL_ITEM = "image_url"
IMAGE_BASE64_ITEM = "image_base64"
AUDIO_URL_ITEM = "audio_url"

ITEM_MEMBERS: Mapping[str, str] = {
    TEXT_ITEM: "text",
    IMAGE_URL_ITEM: "image_url",
    IMAGE_BASE64_ITEM: "image_url",
    AUDIO_URL_ITEM: "audio_url",
}
"""Type of a content item → the member that holds its value."""

ROLE = "role"
MASK_ROLE = "mask_image"
OMNI_HUMAN = "omni_human"


def is_absent(value: JsonValue) -> bool:
    """Whether an optional member says nothing: missing, null, "", {}, or an array of nothing (RB-19)."""
    if value is None:
        return True
    if isinstance(value, list):
        return _holds_nothing(value)
    return isinstance(value, str | dict) and not value


def is_unsaid(value: JsonValue) -> bool:
    """Whether an optional scalar says nothing: missing, null or "". An array is a wrong type, empty too (RB-17)."""
    return value is None or value == ""


def _holds_nothing(values: list[JsonValue]) -> bool:
    """Without recursion: a client chooses how deep arrays are nested."""
    waiting = [*values]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif not is_absent(one):
            return False
    return True


def pointer_to(name: str, within: str = "") -> str:
    """The JSON pointer of a member whose name a client chose: escaped, and cut where it is noise."""
    return f"{within}/" + name[:60].replace("~", "~0").replace("/", "~1")


def refused(pointer: str, reason: str, value: JsonValue) -> MalformedRequest:
    """The refusal of a member: its name, why, what came."""
    error = MalformedRequest(NAME, reason, pointer=pointer, value=value)
    error.message = f"{error.field}: {reason}"
    return error


def wrong(pointer: str, expected: str, value: JsonValue) -> MalformedRequest:
    """The refusal of a value that is not the expected one."""
    return refused(pointer, f"must be {expected}", value)


def text_of(body: JsonObject, name: str, within: str = "") -> str | None:
    """A string member, None when absent."""
    value = body.get(name)
    if isinstance(value, str) and value:
        return value
    if is_unsaid(value):
        return None
    raise wrong(f"{within}/{name}", f"a string, not {json_type(value)}", value)


def required_text_of(body: JsonObject, name: str, within: str = "") -> str:
    """A string member that may not be absent."""
    value = text_of(body, name, within)
    if value is None or not value.strip():
        pointer = f"{within}/{name}"
        raise wrong(pointer, "given, as a string that is not empty", None)
    return value


def integer_of(body: JsonObject, name: str) -> int | None:
    """An integer member, None when absent. A boolean is no integer."""
    value = body.get(name)
    if is_unsaid(value):
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        expected = "an integer" if isinstance(value, float) else f"an integer, not {json_type(value)}"
        raise wrong(f"/{name}", expected, value)
    return value


def boolean_of(body: JsonObject, name: str) -> bool | None:
    """A boolean member, None when absent."""
    value = body.get(name)
    if is_unsaid(value):
        return None
    if not isinstance(value, bool):
        raise wrong(f"/{name}", f"true or false, not {json_type(value)}", value)
    return value


def texts_of(body: JsonObject, name: str) -> tuple[tuple[str, str], ...]:
    """The strings of an array member, each with its pointer; empty ones say nothing."""
    value = body.get(name)
    if is_absent(value):
        return ()
    if not isinstance(value, list):
        raise wrong(f"/{name}", f"an array of strings, not {json_type(value)}", value)
    found: list[tuple[str, str]] = []
    for at, item in enumerate(value):
        if is_absent(item):
            continue
        if not isinstance(item, str):
            raise wrong(f"/{name}/{at}", f"a string, not {json_type(item)}", item)
        found.append((item, f"/{name}/{at}"))
    return tuple(found)
