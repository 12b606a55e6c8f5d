"""The media of a submit, read: addresses in `input`, items of `media`.

Here lives the way from the vendor's fields to `MediaInput`s. Never: the writing (`media`), any other field.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Handle, Inline, Link, MediaInput, MediaSource, Medium
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.json_body import json_type
from vidlect_adapters.message import JsonObject, JsonValue

from . import catalog, media, wire
from .asked import Asked
from .catalog import Row, Slot
from .wire import malformed_request

_OLDER_REFERENCES: Final = "reference_video_urls"
_VIDEOS: Final = (".mp4", ".mov")
_DOCUMENTS: Final = frozenset({"file", "link"})


def inputs_of(
    row: Row, said: Asked, options: JsonObject, *, with_audio: bool | None
) -> tuple[MediaInput, ...]:
    """The media; a document among them goes to the options. Raises MalformedRequest."""
    found: list[tuple[Slot, MediaInput]] = []
    if row.media:
        for index, item in enumerate(said.items("media")):
            found += _item(row, item, said.at(f"media/{index}"), options)
    else:
        found = _fields(row, said)
    try:
        media.check(row, Counter(slot for slot, _ in found), with_audio)
    except Inexpressible as problem:
        malformed_request(problem.message, "/input", problem.value)
    return tuple(one for _, one in found)


def _item(row: Row, item: JsonValue, pointer: str, options: JsonObject) -> list[tuple[Slot, MediaInput]]:
    if not isinstance(item, dict):
        malformed_request(f"expected an object, not {json_type(item)}", pointer, item)
    kind = item.get("type")
    if isinstance(kind, str) and kind in _DOCUMENTS and kind in row.options:
        if kind in options:
            malformed_request(f"at most one {kind}", pointer, kind)
        options[kind] = _text(item.get("url"), f"{pointer}/url")
        return []
    named = {slot.field: slot for slot in row.slots if slot is not catalog.VOICE}
    slot = named.get(kind) if isinstance(kind, str) else None
    if slot is None:
        malformed_request(f"expected one of {wire.listed(tuple(named))}", f"{pointer}/type", kind)
    found = [(slot, _media(slot, item.get("url"), f"{pointer}/url"))]
    voice = item.get("reference_voice") if catalog.VOICE in row.slots else None
    if voice is not None:
        found.append((catalog.VOICE, _media(catalog.VOICE, voice, f"{pointer}/reference_voice")))
    return found


def _fields(row: Row, said: Asked) -> list[tuple[Slot, MediaInput]]:
    found: list[tuple[Slot, MediaInput]] = []
    for slot in row.slots:
        if slot.array:
            if slot.medium is Medium.IMAGE:  # the field's slot for videos shares it
                found += _array(row, slot, said)
            continue
        value = said.text(slot.field)
        if value is not None:
            if media_note := _bare_note(value, said.at(slot.field)):
                said.note(media_note)
            found.append((slot, _media(slot, value, said.at(slot.field))))
    return found


def _array(row: Row, pictures: Slot, said: Asked) -> list[tuple[Slot, MediaInput]]:
    """A list of addresses: a video where the model takes some and the address ends like one."""
    videos = next((slot for slot in row.slots if slot.array and slot.medium is Medium.VIDEO), None)
    found: list[tuple[Slot, MediaInput]] = []
    for index, value in enumerate(said.items(pictures.field)):
        address = _text(value, said.at(f"{pictures.field}/{index}"))
        ends = address.partition("?")[0].lower().endswith(_VIDEOS)
        slot = videos if videos is not None and ends else pictures
        found.append((slot, _media(slot, address, said.at(f"{pictures.field}/{index}"))))
    if videos is not None and said.has(_OLDER_REFERENCES):
        said.note(f"{said.at(_OLDER_REFERENCES)} is deprecated; {pictures.field} is documented")
        found += [
            (videos, _media(videos, value, said.at(f"{_OLDER_REFERENCES}/{index}")))
            for index, value in enumerate(said.items(_OLDER_REFERENCES))
        ]
    return found


def _text(value: JsonValue, pointer: str) -> str:
    if not isinstance(value, str) or not value:
        malformed_request(f"expected an address, not {json_type(value)}", pointer, value)
    return value


def _media(slot: Slot, value: JsonValue, pointer: str) -> MediaInput:
    return MediaInput(
        role=slot.role, medium=slot.medium, source=_source(slot.medium, _text(value, pointer), pointer)
    )


def _source(medium: Medium, address: str, pointer: str) -> MediaSource:
    if address.startswith(wire.OSS):
        return Handle(kind=wire.OSS_KIND, value=address)
    if is_web(address):
        return Link(url=address)
    if medium is not Medium.IMAGE or not (address.startswith("data:") or _is_bare(address)):
        malformed_request("expected an http(s), oss:// or data: address", pointer, address[:80])
    return Inline(base64=address) if _is_bare(address) else _inline(address, pointer)


def _inline(address: str, pointer: str) -> Inline:
    head, _, base64 = address.partition(",")
    kind = head.removeprefix("data:").removesuffix(";base64")
    if not head.endswith(";base64") or not base64 or kind not in media.PICTURE_TYPES:
        allowed = wire.listed(media.PICTURE_TYPES)
        malformed_request(f"expected data:TYPE;base64,… with one of {allowed}", pointer, head[:80])
    return Inline(base64=base64, media_type=kind)


def _is_bare(address: str) -> bool:
    """Whether it is a picture in base64 without a prefix, as the AI SDK sends it (facts 12)."""
    return address.startswith(("iVBOR", "/9j/", "UklGR", "Qk")) and "://" not in address


def _bare_note(address: str, pointer: str) -> str | None:
    return f"{pointer} is base64 without data:; a data URL is documented" if _is_bare(address) else None
