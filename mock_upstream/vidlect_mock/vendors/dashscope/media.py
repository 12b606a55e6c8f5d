"""The media of a request: where its addresses stand, and what the server can tell of one without fetching it.

Here live addresses, inline pictures and `oss://` files. Never: which media belong together (`submissions`).

Sources: [facts 3.5, 4.3].
"""

from __future__ import annotations

import binascii
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from vidlect_mock.interface import Desk
from vidlect_mock.message import JsonObject, JsonValue

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
_MOST_BYTES = 20 * 1024 * 1024  # of a picture; 10 MB for models before 2.5 [facts 4.3]
_LEAST, _MOST = 240, 8000  # pixels of a side; 360 to 2000 for models before 2.5 [facts 4.3]
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


def picture_of(url: JsonValue) -> tuple[bytes, tuple[int, int] | None] | None:
    """The bytes of a picture that stands in the body, and its pixels where they can be read."""
    if not isinstance(url, str) or url.startswith((*_WEB, OSS)):
        return None
    content = inline(url) if url.startswith("data:") else _decoded(url)
    return None if content is None else (content, _pixels(content))


def _pixels(content: bytes) -> tuple[int, int] | None:
    from PIL import Image  # noqa: PLC0415 # 30 ms, for the first picture that stands in a body

    try:
        with warnings.catch_warnings(), Image.open(BytesIO(content), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def picture_flaw(content: bytes, size: tuple[int, int] | None) -> Flaw | None:
    """Why a picture in the body fails the task."""
    if len(content) > _MOST_BYTES:
        return Flaw("InvalidFile.Size", None, f"at most {_MOST_BYTES} bytes, not {len(content)}")
    if size is not None and not all(_LEAST <= side <= _MOST for side in size):
        return Flaw("InvalidFile.Resolution", None, f"sides of {_LEAST} to {_MOST} pixels, not {size}")
    return None
