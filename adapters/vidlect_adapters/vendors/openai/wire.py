"""The vendor's HTTP: its paths and field names, and calls made of them.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a status or a
code means (`vocabulary`, `codes`).
"""

from __future__ import annotations

from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs
from vidlect_adapters.segment import segment

NAME: str = "openai"

VIDEOS: Final = "/v1/videos"
CHARACTERS: Final = "/v1/videos/characters"
WEBHOOKS: Final = "/v1/webhook_endpoints"

REFERENCE: Final = "input_reference"
IMAGE_URL: Final = "image_url"
FILE_ID: Final = "file_id"
"""The kind of a `Handle` too."""

JSON: Final = "application/json"


def json_call(method: str, path: str, body: JsonObject) -> HttpCall:
    """One call with a JSON body, as UTF-8. Raises Inexpressible for a text that UTF-8 does not have."""
    return HttpCall(
        method=method, path=path, headers=(("Content-Type", JSON),), body=write_object(body, NAME)
    )


def bare_call(method: str, path: str, query: Pairs = ()) -> HttpCall:
    """One call without a body."""
    return HttpCall(method=method, path=path, query=query)


def video_path(video_id: str, rest: str = "") -> str:
    """The path of one video. Raises Inexpressible."""
    return f"{VIDEOS}/{segment(video_id, NAME)}{rest}"


def utf8(text: str, pointer: str) -> bytes:
    """A text of a form. Raises Inexpressible for one that UTF-8 does not have (half of a surrogate pair)."""
    try:
        return text.encode()
    except UnicodeEncodeError as problem:
        raise Inexpressible(
            NAME, f"cannot be written as UTF-8: {problem.reason}", pointer=pointer
        ) from problem


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)


def malformed(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(NAME, message, pointer=pointer, value=value)


def malformed_reply(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(NAME, message, pointer=pointer, value=value)
