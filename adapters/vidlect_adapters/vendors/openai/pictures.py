"""A first frame as this vendor takes it: a file, a link, or a file that it already has.

Here lives the way from a `MediaInput` to these and back. Never: where it stands in a body (`encode`, `decode`).
"""

from __future__ import annotations

from typing import Final

from vidlect_adapters.addresses import is_web
from vidlect_adapters.canonical import Handle, Inline, Link, MediaInput, Medium, Role, VideoRequest
from vidlect_adapters.forms import Part
from vidlect_adapters.message import JsonObject, JsonValue

from . import catalog, wire
from .wire import inexpressible

_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"RIFF", "image/webp"),
)
"""First bytes → media type."""
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_AT: Final = "/inputs/0/source"


def first_frame(request: VideoRequest) -> MediaInput | None:
    """The one medium that a request may have. Raises Inexpressible for any other."""
    for index, one in enumerate(request.inputs):
        if one.role is not Role.FIRST_FRAME or one.medium is not Medium.IMAGE:
            inexpressible(
                f"a create takes one first frame (image); not this {one.role.value} ({one.medium.value})",
                f"/inputs/{index}",
                one.role.value,
            )
    return request.first_frame


def as_part(source: Inline) -> Part:
    """The file part of a form. Raises Inexpressible."""
    content, media_type = _file(source)
    return Part(
        name=wire.REFERENCE,
        content=content,
        file_name=f"{wire.REFERENCE}.{_ENDINGS[media_type]}",
        media_type=media_type,
    )


def as_object(source: Inline | Link | Handle) -> JsonObject:
    """The object of a JSON body. Raises Inexpressible."""
    if isinstance(source, Inline):
        _, media_type = _file(source)
        return {wire.IMAGE_URL: _short(f"data:{media_type};base64,{source.base64}")}
    if isinstance(source, Link):
        if not is_web(source.url):
            inexpressible("a picture has a public http(s) address", _AT, source.url[:80])
        return {wire.IMAGE_URL: _short(source.url)}
    if source.kind != wire.FILE_ID:
        inexpressible(f"the vendor knows its files by {wire.FILE_ID}", _AT, source.kind)
    return {wire.FILE_ID: source.value}


def _short(address: str) -> str:
    if len(address) > catalog.LONGEST_LINK:
        inexpressible(f"image_url has at most {catalog.LONGEST_LINK} characters", _AT, len(address))
    return address


def _file(source: Inline) -> tuple[bytes, str]:
    """Bytes and media type: what was said, else what the first bytes are."""
    try:
        content = source.content()
    except ValueError:
        inexpressible("an inline picture is base64 (RFC 4648, padded)", _AT, source.base64[:40])
    seen = next((kind for begin, kind in _BEGINNINGS if content.startswith(begin)), None)
    media_type = "image/jpeg" if source.media_type == "image/jpg" else source.media_type or seen
    if media_type not in catalog.PICTURE_TYPES:
        inexpressible(f"a picture is one of {', '.join(catalog.PICTURE_TYPES)}", _AT, media_type)
    return content, media_type


def from_part(part: Part) -> MediaInput:
    """The first frame of a file part. Raises MalformedRequest."""
    if part.media_type not in catalog.PICTURE_TYPES:
        allowed = ", ".join(catalog.PICTURE_TYPES)
        wire.malformed(f"expected a file of type {allowed}", f"/{wire.REFERENCE}", part.media_type)
    if not part.content:
        wire.malformed("expected a file that is not empty", f"/{wire.REFERENCE}", None)
    return _frame(Inline(content=part.content, media_type=part.media_type))


def from_object(value: JsonValue) -> MediaInput:
    """The first frame of an object with image_url or file_id. Raises MalformedRequest."""
    at = f"/{wire.REFERENCE}"
    if not isinstance(value, dict):
        wire.malformed("expected an object with image_url or file_id", at, None)
    if len(value) != 1 or not value.keys() <= {wire.IMAGE_URL, wire.FILE_ID}:
        wire.malformed("expected exactly one of image_url and file_id", at, ", ".join(value)[:80])
    ((name, text),) = value.items()
    if not isinstance(text, str) or not text:
        wire.malformed("expected a text that is not empty", f"{at}/{name}", None)
    if name == wire.FILE_ID:
        return _frame(Handle(kind=wire.FILE_ID, value=text))
    if text[:5].lower() == "data:":
        return _frame(_inline(text, f"{at}/{name}"))
    if not is_web(text):
        wire.malformed("expected a public http(s) address or a data URL", f"{at}/{name}", text[:80])
    return _frame(Link(url=text))


def _inline(url: str, pointer: str) -> Inline:
    head, _, text = url.partition(",")
    media_type, _, encoding = head[len("data:") :].lower().partition(";")
    if encoding != "base64" or media_type not in catalog.PICTURE_TYPES or not text:
        wire.malformed("expected a base64 data URL of a JPEG, PNG or WebP", pointer, head[:40])
    return Inline(base64=text, media_type=media_type)


def _frame(source: Inline | Link | Handle) -> MediaInput:
    return MediaInput(role=Role.FIRST_FRAME, medium=Medium.IMAGE, source=source)
