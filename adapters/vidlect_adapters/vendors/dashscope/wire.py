"""The vendor's HTTP: its paths, headers and field names, and calls made of them.

Here live words that stand on the wire around a body. Never: what a model accepts (`catalog`), what a status or a code
means (`vocabulary`, `codes`).
"""

from __future__ import annotations

from typing import Final, NoReturn

from vidlect_adapters.errors import Inexpressible, MalformedReply, MalformedRequest
from vidlect_adapters.json_body import write_object
from vidlect_adapters.message import HttpCall, JsonObject, JsonValue, Pairs
from vidlect_adapters.segment import segment

NAME: str = "dashscope"

SERVICES: Final = "/api/v1/services/aigc/"
VIDEO_PATH: Final = SERVICES + "video-generation/video-synthesis"
FRAMES_PATH: Final = SERVICES + "image2video/video-synthesis"
"""Of the models that fill in between two frames (facts 3)."""
TASKS_PATH: Final = "/api/v1/tasks"
UPLOADS_PATH: Final = "/api/v1/uploads"

ASYNC: Final = "X-DashScope-Async"
RESOLVE: Final = "X-DashScope-OssResourceResolve"
ENABLE: Final = "enable"

OSS: Final = "oss://"
OSS_KIND: Final = "oss"
"""The kind of a canonical Handle that names an uploaded file."""


def submit(path: str, body: JsonObject, *, resolves: bool) -> HttpCall:
    """A submit; `resolves`: one of the inputs is an uploaded file. Raises Inexpressible."""
    headers: Pairs = (("Content-Type", "application/json"), (ASYNC, ENABLE))
    if resolves:
        headers = (*headers, (RESOLVE, ENABLE))
    return HttpCall(method="POST", path=path, headers=headers, body=write_object(body, NAME))


def poll(task_id: str) -> HttpCall:
    """The query for a task."""
    return HttpCall(method="GET", path=task_path(task_id))


def task_path(task_id: str, action: str = "") -> str:
    """The path of a task, or of something done to it. Raises Inexpressible."""
    return f"{TASKS_PATH}/{segment(task_id, NAME)}{action}"


def array_in(holder: JsonObject, name: str) -> list[JsonValue]:
    """The array of this name in an object that is being written, made where there is none."""
    found = holder.setdefault(name, [])
    return found if isinstance(found, list) else []


def listed(words: tuple[str, ...]) -> str:
    """A few words for people."""
    return ", ".join(words)


def span(least: int, most: int) -> str:
    """A number of things, for people: `1`, `0 to 5`."""
    return str(least) if least == most else f"{least} to {most}"


def inexpressible(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise Inexpressible of this vendor."""
    raise Inexpressible(NAME, message, pointer=pointer, value=value)


def malformed_request(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedRequest of this vendor."""
    raise MalformedRequest(NAME, message, pointer=pointer, value=value)


def malformed_reply(message: str, pointer: str, value: JsonValue) -> NoReturn:
    """Raise MalformedReply of this vendor."""
    raise MalformedReply(NAME, message, pointer=pointer, value=value)
