"""Pictures and the video of a request: which a model takes, and as what text they are written.

Here lives the step from `MediaInput`s to addresses and base64. Never: a field's name, a model's row.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Inline, Link, MediaInput, Medium, Role, VideoRequest

from . import wire
from .row import Row
from .wire import Way, inexpressible

_PICTURE_TYPES: Final = (None, "image/jpeg", "image/jpg", "image/png")  # facts 7.2
MOST_REFERENCES: Final = 4
"""Of a film from several pictures (facts 7.3)."""
_MOST_PICTURES: Final = 7
_MOST_BESIDE_VIDEO: Final = 4
_MOST_BESIDE_LAST: Final = 2
"""Pictures and elements of an omni film; the third bounds the pictures where a last frame is one (facts 7.4)."""

_ROLES: Final[dict[Way, tuple[Role, ...]]] = {
    Way.TEXT: (),
    Way.PICTURE: (Role.FIRST_FRAME, Role.LAST_FRAME, Role.MASK),
    Way.REFERENCES: (Role.REFERENCE,),
    Way.OMNI: (Role.FIRST_FRAME, Role.LAST_FRAME, Role.REFERENCE, Role.SOURCE),
}


class Written(NamedTuple):
    """One medium as the vendor reads it: an address or base64."""

    role: Role
    medium: Medium
    text: str


def way_of(row: Row, request: VideoRequest) -> Way:
    """What a film is made from. Raises Inexpressible where the model makes none from it."""
    roles = {one.role for one in request.inputs}
    if Way.OMNI in row.ways:
        return Way.OMNI
    if Role.SOURCE in roles:
        inexpressible(
            f"{row.model} makes no film from this request by a driving video or speech; the vendor's native "
            "operations do (motion control, avatar, lip-sync)",
            "/inputs",
            None,
        )
    way = Way.TEXT
    if roles:
        way = Way.REFERENCES if roles == {Role.REFERENCE} else Way.PICTURE
    if way not in row.ways:
        taken = " or ".join(one.value for one in row.ways)
        inexpressible(f"{row.model} makes films from {taken}; not from {way.value}", "/inputs", way.value)
    return way


def written(row: Row, way: Way, inputs: tuple[MediaInput, ...], elements: int) -> tuple[Written, ...]:
    """The media in their order; `elements` are given beside them. Raises Inexpressible."""
    found = tuple(_written(row, way, index, one) for index, one in enumerate(inputs))
    roles = [one.role for one in found]
    if Role.LAST_FRAME in roles:
        if row.last_frame is None:
            inexpressible(f"{row.model} takes no last frame", "/inputs", Role.LAST_FRAME.value)
        if Role.FIRST_FRAME not in roles and not row.last_frame_alone:
            inexpressible(f"{row.model} takes a last frame beside a first one only", "/inputs", None)
    elif way is Way.PICTURE and Role.FIRST_FRAME not in roles:
        inexpressible(f"{row.model} needs a first frame", "/inputs", None)
    if Role.MASK in roles:
        _check_mask(row, roles)
    if way is Way.REFERENCES and len(found) > MOST_REFERENCES:
        inexpressible(f"{row.model} takes 1 to {MOST_REFERENCES} reference pictures", "/inputs", len(found))
    if way is Way.OMNI:
        _check_omni(found, elements)
    return found


def _written(row: Row, way: Way, index: int, one: MediaInput) -> Written:
    video = one.medium is Medium.VIDEO and one.role in (Role.REFERENCE, Role.SOURCE) and way is Way.OMNI
    picture = one.medium is Medium.IMAGE and one.role is not Role.SOURCE
    if one.role not in _ROLES[way] or not (video or picture):
        inexpressible(
            f"{row.model} takes no {one.role.value} ({one.medium.value}) for a film from {way.value}",
            f"/inputs/{index}",
            one.role.value,
        )
    return Written(one.role, one.medium, _text(one, f"/inputs/{index}/source"))


def _text(one: MediaInput, pointer: str) -> str:
    if isinstance(one.source, Inline):
        if one.medium is Medium.VIDEO:
            inexpressible("a video is a public address, not a file", pointer, None)
        if one.source.media_type not in _PICTURE_TYPES:
            inexpressible("a picture is JPEG or PNG", pointer, one.source.media_type)
        if not wire.is_base64(one.source.base64):
            inexpressible("a file is plain base64", pointer, one.source.base64[:40])
        return one.source.base64
    if not isinstance(one.source, Link):
        inexpressible("the vendor keeps no files of its clients", pointer, one.source.kind)
    if not is_web(one.source.url):
        inexpressible("a medium has a public http(s) address", pointer, one.source.url[:80])
    return one.source.url


def _check_mask(row: Row, roles: list[Role]) -> None:
    if row.brush is None:
        inexpressible(f"{row.model} takes no mask", "/inputs", Role.MASK.value)
    if roles.count(Role.MASK) > 1:
        inexpressible("one mask is static; dynamic ones are the option dynamic_masks", "/inputs", None)


def _check_omni(found: tuple[Written, ...], elements: int) -> None:
    videos = sum(one.medium is Medium.VIDEO for one in found)
    pictures = len(found) - videos
    if videos > 1:
        inexpressible("one video at most", "/inputs", videos)
    most = _MOST_BESIDE_VIDEO if videos else _MOST_PICTURES
    if pictures + elements > most:
        inexpressible(f"pictures and elements are {most} at most here", "/inputs", pictures + elements)
    if pictures > _MOST_BESIDE_LAST and any(one.role is Role.LAST_FRAME for one in found):
        inexpressible(
            f"beside a last frame there are {_MOST_BESIDE_LAST} pictures at most, itself included",
            "/inputs",
            pictures,
        )
