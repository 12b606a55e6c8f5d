"""The media of a request: where its addresses stand, and what the server can tell of one without fetching it.

Here live addresses, inline pictures and `oss://` files. Never: which media belong together (`submissions`).

Sources: [facts 3.5, 4.3].
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import NamedTuple

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue
from vidlect_mock.pictures import look

from .uploads import FILE

ONE = (
    "img_url",
    "first_frame_url",
    "last_frame_url",
    "audio_url",
    "video_url",
    "mask_image_url",
    "mask_video_url",
    "first_clip_url",
    "last_clip_url",
)
MANY = ("reference_urls", "reference_video_urls", "ref_images_url")
OSS = "oss://"
_WEB = ("http://", "https://")
_MEGABYTE = 1024 * 1024
_FORMATS = ("PNG", "JPEG", "BMP", "WEBP")
_UNLOADABLE = "InvalidParameter.DataInspection"


class Address(NamedTuple):
    """Where an address stands (JSON pointer), and what it is."""

    pointer: str
    url: JsonValue


class Flaw(NamedTuple):
    """What is wrong with a medium: the error's key and, where it is not the table's, its text; for the journal why."""

    code: str
    message: str | None
    why: str


class PictureLimits(NamedTuple):
    """What a picture may have: bytes, and pixels of a side."""

    megabytes: int
    least: int
    most: int


NEWER = PictureLimits(20, 240, 8000)
OLDER = PictureLimits(10, 360, 2000)
"""Of models from 2.5, and before [facts 4.3]. A picture behind a link is not fetched, so nothing is known of it."""


class Picture(NamedTuple):
    """A picture that stands in the body; `size` and `clear` (has an alpha channel) where its bytes can be read."""

    content: bytes
    size: tuple[int, int] | None = None
    clear: bool = False


def addresses(given: JsonObject) -> Iterator[Address]:
    """Every address of an input, in the order of the fields."""
    for field in ONE:
        if field in given:
            yield Address(f"/input/{field}", given[field])
    for field in MANY:
        urls = given.get(field)
        for index, url in enumerate(urls if isinstance(urls, list) else ()):
            yield Address(f"/input/{field}/{index}", url)
    media = given.get("media")
    for index, item in enumerate(media if isinstance(media, list) else ()):
        for field in ("url", "reference_voice"):
            if isinstance(item, dict) and field in item:
                yield Address(f"/input/media/{index}/{field}", item[field])


def is_address(url: str, *, bare: bool) -> bool:
    """Whether it can be the address of a medium; `bare`: base64 without a prefix counts."""
    if url.startswith((*_WEB, OSS)):
        return len(url.partition("://")[2]) > 0
    if url.startswith("data:"):
        return inline(url) is not None
    return bare and is_bare(url)


def is_bare(url: str) -> bool:
    """Whether it is a picture as base64 without a prefix."""
    return _decoded(url[:64] if len(url) % 4 == 0 else url) is not None and _begins_like_a_picture(url)


def inline(url: str) -> bytes | None:
    """The bytes in a `data:` address; None where it has none."""
    head, comma, text = url.partition(",")
    return _decoded(text) or None if comma and head.endswith(";base64") else None


def _decoded(text: str) -> bytes | None:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None


def _begins_like_a_picture(text: str) -> bool:
    # the first bytes of PNG, JPEG, BMP and WEBP (RIFF), in base64
    return text.startswith(("iVBOR", "/9j/", "Qk", "UklGR"))


def oss_flaw(url: str, model: str, session: str, desk: Desk, *, resolves: bool) -> Flaw | None:
    """Why an uploaded file cannot be loaded: no header, no such file of this account, another model's, too old."""
    if not resolves:
        return Flaw(_UNLOADABLE, None, "X-DashScope-OssResourceResolve: enable")
    kept = desk.resource(session, FILE, url.removeprefix(OSS))
    if kept is None:
        return Flaw(_UNLOADABLE, None, "a file that this account has uploaded")
    if kept["model"] != model:
        return Flaw(_UNLOADABLE, None, f"a file uploaded for {model}, not for {kept['model']}")
    expires = kept["expires"]
    if isinstance(expires, int | float) and desk.wall >= expires:
        return Flaw(_UNLOADABLE, None, "a file uploaded within the last 48 hours")
    return None


def picture_of(url: JsonValue) -> Picture | None:
    """The picture in an address; None where it stands elsewhere."""
    if not isinstance(url, str) or url.startswith((*_WEB, OSS)):
        return None
    content = inline(url) if url.startswith("data:") else _decoded(url)
    return None if content is None else _read(content)


def _read(content: bytes) -> Picture:
    seen = look(content, _FORMATS)
    if seen is None:
        return Picture(content)
    return Picture(content, seen.size, seen.clear and seen.media_type == "image/png")


def picture_flaw(picture: Picture, limits: PictureLimits) -> Flaw | None:
    """Why a picture in the body fails the task."""
    if len(picture.content) > limits.megabytes * _MEGABYTE:
        why = f"at most {limits.megabytes} MB, not {len(picture.content)} bytes"
        return Flaw("InvalidFile.Size", None, why)
    if picture.size is not None and not all(limits.least <= side <= limits.most for side in picture.size):
        why = f"sides of {limits.least} to {limits.most} pixels, not {picture.size}"
        return Flaw("InvalidFile.Resolution", None, why)
    return Flaw("InvalidFile.Format", None, "a PNG without an alpha channel") if picture.clear else None
