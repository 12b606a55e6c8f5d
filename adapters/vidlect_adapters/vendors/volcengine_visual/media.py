"""Pictures, sound and video of a request, in the vendor's fields.

Here lives the way from `MediaInput`s to links and base64. Never: the table of what a model takes (`catalog`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Handle, Inline, Link, MediaInput, Role, VideoRequest
from vidlect_adapters.message import JsonObject, JsonValue

from . import wire
from .catalog import Row, Slot
from .wire import inexpressible

_PICTURE_TYPES: Final = (None, "image/jpeg", "image/jpg", "image/png")  # facts 4.1


def put(row: Row, request: VideoRequest, body: JsonObject) -> None:
    """Write the media of a request into a submit. Raises Inexpressible for any that the model does not take."""
    given: dict[Role, list[tuple[int, MediaInput]]] = {}
    for index, one in enumerate(request.inputs):
        if not any(slot.role is one.role and slot.medium is one.medium for slot in row.slots):
            inexpressible(
                f"{row.req_key} takes {_wanted(row)}; not this {one.role.value} ({one.medium.value})",
                f"/inputs/{index}",
                one.role.value,
            )
        given.setdefault(one.role, []).append((index, one))
    pictures: list[tuple[int, MediaInput]] = []
    for slot in row.slots:
        media = given.get(slot.role, [])
        if not slot.least <= len(media) <= slot.most:
            inexpressible(
                f"{row.req_key} takes {_wanted(row)}; {len(media)} {slot.role.value} given",
                "/inputs",
                len(media),
            )
        if slot.inline:
            pictures += media
        elif media:
            links: list[JsonValue] = [_link(slot, index, one) for index, one in media]
            body[slot.field] = links if slot.array else links[0]
    if pictures:
        _put_pictures(pictures, body)


def _put_pictures(pictures: list[tuple[int, MediaInput]], body: JsonObject) -> None:
    """First frame, then last frame: all by link or all inline, since the vendor reads one array."""
    inline: list[JsonValue] = []
    links: list[JsonValue] = []
    for index, one in pictures:
        if isinstance(one.source, Inline):
            if one.source.media_type not in _PICTURE_TYPES:
                inexpressible("a picture is JPEG or PNG", f"/inputs/{index}/source", one.source.media_type)
            inline.append(one.source.base64)
        else:
            links.append(_address(index, one.source))
    if inline and links:
        inexpressible("pictures go all by link or all inline", "/inputs", len(pictures))
    body[wire.PICTURE_BYTES if inline else wire.PICTURE_LINKS] = inline or links


def _link(slot: Slot, index: int, one: MediaInput) -> str:
    if isinstance(one.source, Inline):
        inexpressible(f"{slot.field} is a public address, not a file", f"/inputs/{index}/source", None)
    return _address(index, one.source)


def _address(index: int, source: Link | Handle) -> str:
    if isinstance(source, Handle):
        inexpressible("the vendor keeps no files of its clients", f"/inputs/{index}/source", source.kind)
    if not is_web(source.url):
        inexpressible("a medium has a public http(s) address", f"/inputs/{index}/source", source.url[:80])
    return source.url


def _wanted(row: Row) -> str:
    names = [
        f"{wire.span(slot.least, slot.most)} {slot.role.value} ({slot.medium.value})" for slot in row.slots
    ]
    return ", ".join(names) or "no media"
