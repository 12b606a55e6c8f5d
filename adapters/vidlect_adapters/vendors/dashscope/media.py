"""Pictures, sound and video of a request, in the vendor's fields.

Here lives the way from `MediaInput`s to addresses and data URLs. Never: the table of what a model takes (`catalog`).
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.message import JsonObject

from . import catalog, wire
from .catalog import Row, Slot, Sound
from .wire import inexpressible

PICTURE_TYPES: Final = ("image/png", "image/jpeg", "image/jpg", "image/bmp", "image/webp")  # facts 4.3
_BEGINNINGS: Final = (
    ("/9j/", "image/jpeg"),
    ("UklGR", "image/webp"),
    ("Qk", "image/bmp"),
)
"""How base64 of a picture begins that is no PNG."""
FRAMES: Final = frozenset({Role.FIRST_FRAME, Role.LAST_FRAME})


def put(row: Row, request: VideoRequest, said: JsonObject) -> bool:
    """Write the media of a request into `input`; whether one is an uploaded file. Raises Inexpressible."""
    placed: list[Slot] = []
    items: list[JsonObject] = []
    resolves = False
    for index, one in enumerate(request.inputs):
        slot = _slot(row, index, one)
        address = _address(index, one)
        resolves |= address.startswith(wire.OSS)
        if slot is catalog.VOICE:
            _lend_voice(request, index, address, items)
        elif row.media:
            items.append({"type": slot.field, "url": address})
        elif slot.array:
            wire.array_in(said, slot.field).append(address)
        else:
            said[slot.field] = address
        placed.append(slot)
    if items:
        said["media"] = list(items)
    check(row, Counter(placed), request.with_audio)
    return resolves


def _slot(row: Row, index: int, one: MediaInput) -> Slot:
    found = next((slot for slot in row.slots if slot.role is one.role and slot.medium is one.medium), None)
    if found is None:
        inexpressible(
            f"{row.name} takes {_wanted(row)}; not this {one.role.value} ({one.medium.value})",
            f"/inputs/{index}",
            one.role.value,
        )
    return found


def _lend_voice(request: VideoRequest, index: int, address: str, items: list[JsonObject]) -> None:
    """The voice of the reference before it (facts 4.3)."""
    before = request.inputs[index - 1] if index else None
    if before is None or before.role is not Role.REFERENCE or before.medium is Medium.AUDIO:
        inexpressible("a reference voice follows the reference whose voice it is", f"/inputs/{index}", None)
    items[-1]["reference_voice"] = address


def check(row: Row, given: Counter[Slot], with_audio: bool | None) -> None:  # noqa: FBT001 # as the request has it
    """Whether these media go together. Raises Inexpressible."""
    for slot in row.slots:
        if not slot.least <= given[slot] <= slot.most:
            inexpressible(
                f"{row.name} takes {_wanted(row)}; {given[slot]} {slot.role.value} ({slot.medium.value}) given",
                "/inputs",
                given[slot],
            )
    if row.total is not None:
        least, most = row.total
        count = sum(
            number
            for slot, number in given.items()
            if slot.role is Role.REFERENCE and slot is not catalog.VOICE
        )
        if not least <= count <= most:
            inexpressible(
                f"{row.name} takes {wire.span(least, most)} references together; {count} given",
                "/inputs",
                count,
            )
    if row.sets and frozenset(slot.field for slot in given) not in row.sets:
        allowed = "; ".join(" + ".join(sorted(one)) for one in row.sets)
        inexpressible(f"{row.name} takes one of: {allowed}", "/inputs", None)
    roles = {slot.role for slot in given}
    if row.name == catalog.ROWS[0].name and roles & FRAMES and Role.REFERENCE in roles:
        inexpressible("frames and references exclude each other", "/inputs", None)
    if row.sound is Sound.ASKED and with_audio is False and any(_is_speech(slot) for slot in given):
        inexpressible("a film without sound has no use for the given sound", "/with_audio", with_audio)


def _is_speech(slot: Slot) -> bool:
    return slot.role is Role.SOURCE and slot.medium is Medium.AUDIO


def _address(index: int, one: MediaInput) -> str:
    pointer = f"/inputs/{index}/source"
    source = one.source
    if isinstance(source, Inline):
        return _data_url(pointer, one.medium, source)
    if isinstance(source, Link):
        if not is_web(source.url) and not source.url.startswith(wire.OSS):
            inexpressible("a medium has an http(s) or oss:// address", pointer, source.url[:80])
        return source.url
    if source.kind != wire.OSS_KIND or not source.value.startswith(wire.OSS):
        inexpressible(f"an uploaded file has an {wire.OSS} address", pointer, source.kind)
    return source.value


def _data_url(pointer: str, medium: Medium, source: Inline) -> str:
    if medium is not Medium.IMAGE:
        inexpressible("sound and video are uploaded first, or linked", pointer, medium.value)
    kind = source.media_type or guessed(source.base64)
    if kind not in PICTURE_TYPES:
        inexpressible(f"a picture is one of {wire.listed(PICTURE_TYPES)}", pointer, kind)
    return f"data:{kind};base64,{source.base64}"


def guessed(base64: str) -> str:
    """The media type of a picture that nobody named, told from its first bytes."""
    return next((kind for begins, kind in _BEGINNINGS if base64.startswith(begins)), "image/png")


def _wanted(row: Row) -> str:
    names = [
        f"{wire.span(slot.least, slot.most)} {slot.role.value} ({slot.medium.value})" for slot in row.slots
    ]
    return ", ".join(names) or "no media"
