"""The vendor's HTTP: paths of its operations, and calls made of them.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a state or a
reason means (`vocabulary`, `codes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs

NAME: str = "vidu"

TEXT: Final = "text2video"
IMAGE: Final = "img2video"
ENDS: Final = "startEnd2video"
REFERENCE: Final = "reference2video"

_PREFIX: Final = "/ent/v2"
FILM_PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        TEXT: f"{_PREFIX}/text2video",
        IMAGE: f"{_PREFIX}/img2video",
        ENDS: f"{_PREFIX}/start-end2video",
        REFERENCE: f"{_PREFIX}/reference2video",
    }
)
"""Operations that make a film from a neutral request (facts 2)."""

NATIVE_PATHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "multiframe": f"{_PREFIX}/multiframe",
        "extend": f"{_PREFIX}/extend",
        "lipSync": f"{_PREFIX}/lip-sync",
        "template": f"{_PREFIX}/template",
        "template2video": f"{_PREFIX}/template2video",
        "templateStory": f"{_PREFIX}/template-story",
    }
)
"""Operations whose bodies have no neutral form; polls and results are those of a film (facts 2, 3.5)."""

TASKS: Final = f"{_PREFIX}/tasks"
CREDITS: Final = f"{_PREFIX}/credits"

_JSON: Final[Pairs] = (("Content-Type", "application/json"),)


def post(path: str, body: JsonObject) -> HttpCall:
    """A call with a body in UTF-8 JSON. Raises Inexpressible for a text that UTF-8 does not have."""
    return HttpCall(method="POST", path=path, headers=_JSON, body=write_object(body, NAME))


def get(path: str, query: Pairs = ()) -> HttpCall:
    """A call without a body."""
    return HttpCall(method="GET", path=path, query=query)


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)


def malformed_request(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(NAME, message, pointer=pointer, value=value)


def malformed_reply(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(NAME, message, pointer=pointer, value=value)
