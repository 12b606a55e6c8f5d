"""Pictures and videos of a request, in the vendor's fields and read again.

Here lives the way between `MediaInput`s and addresses or base64 with a prefix. Never: which operation makes a film.
"""

from __future__ import annotations

import re
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import (
    Handle,
    Inline,
    Link,
    MediaInput,
    MediaSource,
    Medium,
    Role,
    VideoRequest,
)
from vidlect_adapters.message import JsonObject, JsonValue

from . import catalog
from .wire import ENDS, IMAGE, REFERENCE, inexpressible, malformed_request

PICTURES: Final = "images"
VIDEOS: Final = "videos"

_TYPES: Final = ("image/png", "image/jpeg", "image/jpg", "image/webp")  # facts 3
_UNSAID: Final = "image/jpeg"
"""The label where none was said: the vendor does not compare it, and its own client says this of every file."""
_DATA: Final = re.compile(r"data:(?P<type>[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+)?;base64,")
_ROLES: Final = {
    IMAGE: (Role.FIRST_FRAME,),
    ENDS: (Role.FIRST_FRAME, Role.LAST_FRAME),
}
"""Operation → the roles of its pictures, in order."""


def put(operation: str, request: VideoRequest, body: JsonObject) -> None:
    """Write the media of a request into a submit. Raises Inexpressible for any that the vendor cannot take."""
    given = list(enumerate(request.inputs))
    order = _ROLES.get(operation)
    if order is not None:
        given.sort(key=lambda one: order.index(one[1].role))
    videos = [one for one in given if one[1].medium is Medium.VIDEO]
    pictures = [one for one in given if one[1].medium is Medium.IMAGE]
    for index, one in given:
        if one.medium is Medium.AUDIO:
            inexpressible("the vendor takes no sound as reference", f"/inputs/{index}", one.medium.value)
    if videos:
        _put_videos(videos, request.model, body)
    if operation == REFERENCE:
        most = catalog.MOST_REFERENCES_BESIDE_VIDEOS if videos else catalog.MOST_REFERENCES
        if not 1 <= len(pictures) <= most:
            inexpressible(f"expected 1 to {most} reference pictures", "/inputs", len(pictures))
    body[PICTURES] = [_written(index, one.source) for index, one in pictures]


def _put_videos(videos: list[tuple[int, MediaInput]], model: str, body: JsonObject) -> None:
    if model != "viduq2-pro":
        inexpressible("only viduq2-pro takes videos as references", f"/inputs/{videos[0][0]}", model)
    if len(videos) > catalog.MOST_VIDEOS:
        inexpressible(f"at most {catalog.MOST_VIDEOS} reference videos", "/inputs", len(videos))
    links: list[JsonValue] = []
    for index, one in videos:
        if not isinstance(one.source, Link):
            inexpressible("a video is given by its address", f"/inputs/{index}/source", None)
        links.append(_written(index, one.source))
    body[VIDEOS] = links


def _written(index: int, source: MediaSource) -> str:
    pointer = f"/inputs/{index}/source"
    if isinstance(source, Handle):
        inexpressible("the vendor keeps no files of its clients", pointer, source.kind)
    if isinstance(source, Link):
        if not is_web(source.url):
            inexpressible("a medium has a public http(s) address", pointer, source.url[:80])
        return source.url
    if source.media_type is not None and source.media_type.lower() not in _TYPES:
        inexpressible(f"a picture is {', '.join(_TYPES)}", pointer, source.media_type)
    return f"data:{source.media_type or _UNSAID};base64,{source.base64}"


def read(operation: str, pictures: list[str], videos: list[str]) -> tuple[MediaInput, ...]:
    """The media of a submit. Raises MalformedRequest."""
    roles = _ROLES.get(operation, (Role.REFERENCE,) * len(pictures))
    least, most = len(roles), len(roles)
    if operation == REFERENCE:
        least, most = 1, catalog.MOST_REFERENCES_BESIDE_VIDEOS if videos else catalog.MOST_REFERENCES
    if (pictures or operation in _ROLES or videos) and not least <= len(pictures) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        malformed_request(f"expected {wanted} item(s)", f"/{PICTURES}", len(pictures))
    if len(videos) > catalog.MOST_VIDEOS:
        malformed_request(f"expected at most {catalog.MOST_VIDEOS} items", f"/{VIDEOS}", len(videos))
    found = [
        MediaInput(role=role, medium=Medium.IMAGE, source=_source(text, f"/{PICTURES}/{index}"))
        for index, (role, text) in enumerate(zip(roles, pictures, strict=True))
    ]
    found += [
        MediaInput(role=Role.REFERENCE, medium=Medium.VIDEO, source=_link(text, f"/{VIDEOS}/{index}"))
        for index, text in enumerate(videos)
    ]
    return tuple(found)


def _source(text: str, pointer: str) -> MediaSource:
    prefix = _DATA.match(text[:64])
    if prefix is None:
        return _link(text, pointer)
    base64 = text[prefix.end() :]
    if not base64:
        malformed_request("expected base64 after the prefix", pointer, text[:40])
    return Inline(base64=base64, media_type=prefix["type"])


def _link(text: str, pointer: str) -> Link:
    if not is_web(text):
        malformed_request("expected an http(s) address, or base64 with its data: prefix", pointer, text[:40])
    return Link(url=text)
