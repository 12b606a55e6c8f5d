"""From canonical values to this surface's messages: a client's calls, and a gateway's replies to them.

Here live the forms that our own client prefers (`image_urls` before `content`, `prompt` before a text
item). Never: a task's state machine, a decision what to remember.
"""

from __future__ import annotations

import orjson

from vidlect_adapters.canonical import (
    Frames,
    Inline,
    InProgress,
    Link,
    MediaInput,
    Medium,
    Pixels,
    Role,
    Seconds,
    Succeeded,
    VideoRequest,
)
from vidlect_adapters.errors import Inexpressible
from vidlect_adapters.message import HttpCall, HttpReply, JsonObject, JsonValue, json_reply
from vidlect_adapters.profile import Profile
from vidlect_adapters.ratios import is_ratio
from vidlect_adapters.record import TaskRecord
from vidlect_adapters.segment import segment

from . import wire
from .errors import encode_failure
from .vocabulary import FILMS, FPS, RESOLUTIONS, STATUS_WORDS, FilmKind

_JSON = (("Content-Type", "application/json"),)
_NO_MEMBER = ("negative_prompt", "fps", "watermark", "with_audio", "camera_fixed", "callback_url")
_OPTIONS = (wire.TEMPLATE_ID, wire.CAMERA_STRENGTH, wire.PE_FAST_MODE)
_SMALLEST_ID = 10**19
"""Ids have 20 decimal digits, like the documented sample; all of them are above 2^63."""


def new_id(number: int) -> str:
    """A task id: 20 decimal digits that look like the documented sample's."""
    return str(_SMALLEST_ID + number % (9 * _SMALLEST_ID))


def model_name(model: str) -> str:
    """What a client calls a vendor's model: the documented model that a `req_key` belongs to, else the model itself."""
    film = FILMS.get(model)
    return model if film is None else film.model


def encode_create(request: VideoRequest, model_name: str, profile: Profile) -> HttpCall:
    """The call by which a client asks for this film.

    Raises:
        Inexpressible: this surface has no member for it.
    """
    body: JsonObject = {wire.MODEL: model_name}
    film = FILMS.get(request.model)
    if film is not None:
        body[wire.REQ_KEY] = film.req_key
        if film.kind is FilmKind.DIGITAL_HUMAN:
            body[wire.GENERATION_TYPE] = wire.OMNI_HUMAN
    if request.prompt:
        body[wire.PROMPT] = request.prompt
    _refuse_unsaid(request)
    body.update(_media(request, profile, is_human=film is not None and film.kind is FilmKind.DIGITAL_HUMAN))
    body.update(_length(request))
    body.update(_shape(request))
    if request.seed is not None:
        body[wire.SEED] = request.seed
    body.update(request.vendor_options)
    return HttpCall(method="POST", path=wire.VIDEOS, headers=_JSON, body=orjson.dumps(body))


def encode_query(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client asks how its task is."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}")


def encode_content(task_id: str, profile: Profile) -> HttpCall:
    """The call by which a client fetches the film."""
    del profile
    return HttpCall(method="GET", path=f"{wire.VIDEOS}/{segment(task_id, wire.NAME)}/content")


def encode_created(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a create."""
    body: JsonObject = {"id": record.id, "object": "video", "created_at": record.created_at}
    body["status"] = STATUS_WORDS[profile["status-words"]]["queued"]
    if profile["reply-members"] == "full":
        body |= {"model": record.model_name, "progress": 0}
    return json_reply(200, body)


def encode_task(record: TaskRecord, profile: Profile) -> HttpReply:
    """The reply to a query."""
    words = STATUS_WORDS[profile["status-words"]]
    body: JsonObject = {"id": record.id, "object": "video"}
    if profile["reply-members"] == "full":
        body |= {
            "created_at": record.created_at,
            "model": record.model_name,
            "progress": record.progress_shown,
        }
    last = record.last
    if isinstance(last, InProgress):
        body["status"] = words[last.state.value]
    elif isinstance(last, Succeeded):
        body["status"] = words["succeeded"]
    else:
        body["status"] = words["failed"]
        body["error"] = encode_failure(last.failure)
    return json_reply(200, body)


def _refuse_unsaid(request: VideoRequest) -> None:
    for name in _NO_MEMBER:
        value: JsonValue = getattr(request, name)
        if value is not None:
            raise _unsaid(f"/{name}", f"there is no member for {name}", value)
    if request.count != 1:
        raise _unsaid("/count", "a task makes one film", request.count)
    for name, value in request.vendor_options.items():
        if name not in _OPTIONS:
            raise _unsaid(f"/vendor_options/{name}", "there is no member for this option", value)


def _media(request: VideoRequest, profile: Profile, *, is_human: bool) -> JsonObject:
    masks = [one for one in request.inputs if one.role is Role.MASK]
    speech = [one for one in request.inputs if one.role is Role.SOURCE]
    pictures = _ordered_pictures(request, is_human=is_human)
    body: JsonObject = {}
    items: list[JsonValue] = []
    if pictures and all(isinstance(one.source, Link) for one in pictures) and not is_human:
        body[wire.IMAGE_URLS] = [_link(one) for one in pictures]
    else:
        items += [_picture_item(one, profile) for one in pictures]
    for one in speech:
        if one.medium is not Medium.AUDIO:
            raise _unsaid("/inputs", f"there is no member for a {one.medium.value} input", one.medium.value)
        items.append({"type": wire.AUDIO_URL_ITEM, wire.AUDIO_URL_ITEM: {"url": _link(one)}})
    items += [{**_picture_item(one, profile), wire.ROLE: wire.MASK_ROLE} for one in masks]
    if items:
        body[wire.CONTENT] = items
    return body


def _ordered_pictures(request: VideoRequest, *, is_human: bool) -> tuple[MediaInput, ...]:
    """The pictures such that `decode_create` finds their roles again."""
    frames = tuple(one for one in (request.first_frame, request.last_frame) if one is not None)
    references = request.references
    if any(one.medium is not Medium.IMAGE for one in references):
        raise _unsaid("/inputs", "a reference is a picture here", None)
    if is_human:
        clear = not frames
    elif references:
        clear = not frames and len(references) > 2
    else:
        clear = request.last_frame is None or request.first_frame is not None
    if not clear:
        text = (
            "the pictures' roles cannot be told apart: one is the first frame, two are first and last frame"
        )
        raise _unsaid("/inputs", text, None)
    return (*frames, *references)


def _picture_item(one: MediaInput, profile: Profile) -> JsonObject:
    if not isinstance(one.source, Inline):
        return {"type": wire.IMAGE_URL_ITEM, wire.IMAGE_URL: {"url": _link(one)}}
    url = one.source.base64
    if one.source.media_type is not None:
        url = f"data:{one.source.media_type};base64,{url}"
    elif profile["base64-form"] == "data-url":
        raise _unsaid("/inputs", "a picture in base64 needs a media type for its data URL", None)
    return {"type": wire.IMAGE_BASE64_ITEM, wire.IMAGE_URL: {"url": url}}


def _link(one: MediaInput) -> str:
    if isinstance(one.source, Link):
        return one.source.url
    if isinstance(one.source, Inline) and one.source.media_type is not None:
        return f"data:{one.source.media_type};base64,{one.source.base64}"
    raise _unsaid("/inputs", "this medium can be given by its address only", None)


def _length(request: VideoRequest) -> JsonObject:
    match request.length:
        case None:
            return {}
        case Frames(count=count, fps=fps) if fps == FPS:
            return {wire.FRAMES: count}
        case Seconds(value=seconds) if seconds.denominator == 1:
            return {wire.SECONDS: str(seconds.numerator)}
        case _:
            raise _unsaid("/length", f"a length is whole seconds, or frames at {FPS} a second", None)


def _shape(request: VideoRequest) -> JsonObject:
    frame = request.frame
    if frame is None:
        return {}
    if isinstance(frame, Pixels):
        return {wire.SIZE: f"{frame.width}x{frame.height}"}
    if frame.aspect is not None and not is_ratio(frame.aspect):
        raise _unsaid("/frame", "an aspect is a ratio such as 16:9", frame.aspect)
    body: JsonObject = {} if frame.aspect is None else {wire.ASPECT_RATIO: frame.aspect}
    if frame.resolution is not None:
        body[wire.OUTPUT_RESOLUTION] = _height(frame.resolution)
    return body


def _height(resolution: str) -> int:
    for height, name in RESOLUTIONS.items():
        if name == resolution:
            return height
    raise _unsaid("/frame", f"a resolution is one of {', '.join(RESOLUTIONS.values())}", resolution)


def _unsaid(pointer: str, text: str, value: JsonValue) -> Inexpressible:
    return Inexpressible(wire.NAME, text, pointer=pointer, value=value)
