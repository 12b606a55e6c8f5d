"""The vendor's HTTP: the paths of its two generations, and calls made of them.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a
status word or a setting means (`vocabulary`).

The vendor has two APIs over one store of tasks. The classic one names the model in the body and the kind
of work in the path; the newer one names the model in the path ("path API"). Sources are sections of the
project's notes on the vendor ("facts"), which name the official page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs
from vidlect_adapters.segment import segment

NAME: str = "kling"


class Way(Enum):
    """What a film is made from; both APIs have a path for each."""

    TEXT = "text"
    PICTURE = "a first or last frame"
    REFERENCES = "reference pictures"
    OMNI = "text, pictures and a video"


CLASSIC: Final[Mapping[Way, str]] = MappingProxyType(
    {
        Way.TEXT: "/v1/videos/text2video",
        Way.PICTURE: "/v1/videos/image2video",
        Way.REFERENCES: "/v1/videos/multi-image2video",
        Way.OMNI: "/v1/videos/omni-video",
    }
)
"""Where a film is asked for by the classic API, polled below and listed (facts 5, 7)."""

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{path.rpartition("/")[2]: path for path in CLASSIC.values()},
        "video-extend": "/v1/videos/video-extend",
        "advanced-lip-sync": "/v1/videos/advanced-lip-sync",
        "lip-sync": "/v1/videos/lip-sync",
        "effects": "/v1/videos/effects",
        "avatar": "/v1/videos/avatar/image2video",
        "motion-control": "/v1/videos/motion-control",
        "multi-elements": "/v1/videos/multi-elements",
    }
)
"""Every kind of classic task and the path where it is made, polled below and listed (facts 5, 7)."""

BY_PATH: Final[Mapping[Way, str]] = MappingProxyType(
    {Way.TEXT: "/text-to-video", Way.PICTURE: "/image-to-video", Way.OMNI: "/omni-video"}
)
"""The same of the path API; the model's name follows (facts 11.1)."""

CLASSIC_ROOT: Final = "/v1/"
"""What every path of the classic API starts with that makes a task."""
TASKS: Final = "/tasks"
COSTS: Final = "/account/costs"
RELAYED: Final = "/kling"
"""Third-party relays repeat the classic paths below this (facts 1, 12.2)."""

SUCCESS: Final = 0
"""The `code` of every reply that is no refusal (facts 3)."""
MOST_IDS: Final = 20
"""Ids in one `GET /tasks` (facts 11.1)."""

_JSON: Final[Pairs] = (("Content-Type", "application/json"),)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def post(path: str, body: JsonObject) -> HttpCall:
    """A call with a body, as UTF-8 JSON. Raises Inexpressible for a text that UTF-8 does not have."""
    return HttpCall(method="POST", path=path, headers=_JSON, body=write_object(body, NAME))


def get(path: str, *query: tuple[str, str]) -> HttpCall:
    """A call without a body."""
    return HttpCall(method="GET", path=path, query=query)


def below(path: str, name: str) -> str:
    """A path and one segment more: an external id may hold a slash. Raises Inexpressible."""
    return f"{path}/{segment(name, NAME)}"


def is_classic(path: str) -> bool:
    """Whether a creating path is of the classic API."""
    return path.startswith(CLASSIC_ROOT)


def is_base64(text: str) -> bool:
    """Whether a text is plain base64, padded or not; it is not decoded, a file may have 10 MB."""
    whole = len(text) % 4 == 0 if text.endswith("=") else len(text) % 4 != 1
    return whole and _BASE64.fullmatch(text) is not None


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)


def malformed_request(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(NAME, message, pointer=pointer, value=value)


def malformed_reply(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(NAME, message, pointer=pointer, value=value)
